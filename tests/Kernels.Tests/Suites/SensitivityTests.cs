// A suite that cannot fail proves nothing: here each is given kernels that are wrong in one way, and must say so.
using Kernels.Activations;
using Kernels.Proof;
using Kernels.Tests.Definitions;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Suites;

public class SensitivityTests
{
    static readonly float[] Sample = Samples.Stratified(600);

    public static TheoryData<string> Smooth
        => ["Sigmoid", "Tanh", "Silu", "Gelu", "GeluTanh", "Softplus", "Mish", "Elu", "LeakyRelu", "Relu", "SwiGlu"];

    [Theory, MemberData(nameof(Smooth))]
    public void A_derivative_off_by_one_in_ten_thousand_fails_the_gradient_check(string name)
        => Assert.False(GradientCheck.Run(Wrong(Find(name), "Backward", (_, dx) => dx * 1.0001f)).Passed);

    [Theory, MemberData(nameof(Smooth))]
    public void Eight_more_ULP_fail_the_report(string name)
        => Assert.False(
            UlpReport.Run(Wrong(Find(name), "Forward", (_, y) => y * (1 + 8f / (1 << 23))), inputs: Sample).Passed);

    [Fact]
    public void A_wrong_convention_at_the_kink_fails()
        => Assert.False(GradientCheck.Run(Wrong(Relu.Info, "Backward", (x, dx) => x == 0 ? 0.5f : dx)).Passed);

    [Fact]
    public void A_lost_tail_fails()
    {
        Assert.False(UlpReport.Run(Wrong(Gelu.Info, "Forward", (x, y) => x < -6 ? -0f : y), inputs: Sample).Passed);
        Assert.False(UlpReport.Run(Wrong(Silu.Info, "Backward", (x, dx) => x < -20 ? 0 : dx), inputs: Sample).Passed);
    }

    [Fact]
    public void Digits_and_signs_lost_beside_a_root_fail()
    {
        const float Root = -1.2784645f;
        float[] beside = [Root - 0.1f, Root - 0.002f, Root - 1e-4f, Root, Root + 1e-4f, Root + 0.002f, Root + 0.1f];
        bool Passes(Func<float, float, float> change)
            => UlpReport.Run(Wrong(Silu.Info, "Backward", change), inputs: beside).Passed;
        Assert.True(Passes((_, dx) => dx));
        Assert.False(Passes((x, dx) => Math.Abs(x - Root) > 1e-3 ? dx + 2e-8f : dx));
        Assert.False(Passes((x, dx) => Math.Abs(x - Root) < 1e-3 ? dx + 5e-7f : dx));
        Assert.False(Passes((x, dx) => x == Root - 1e-4f ? -dx : dx));
        // An absolute error that the bound beside the root allows, but the sign.
        Assert.False(UlpReport.Run(Wrong(Silu.Info, "Backward", (x, dx) => x < Root ? Math.Abs(dx) : dx),
            inputs: [Root - 1.1e-6f]).Passed);
        Assert.True(UlpReport.Run(Wrong(Silu.Info, "Backward", (x, dx) => x < Root ? Math.Abs(dx) : dx),
            inputs: [Root - 2.4e-7f]).Passed);
    }

    [Fact]
    public void A_wrong_accumulation_fails()
        => Assert.False(GradientCheck.Run(Wrong(Silu.Info, "BackwardAccumulate", (_, sum) => sum * 1.00001f)).Passed);

    [Fact]
    public void A_kernel_that_is_not_linear_in_the_upstream_gradient_fails()
        => Assert.False(GradientCheck.Run(
            Wrong(Silu.Info, "Backward", (x, dx) => Math.Abs(x) < 1 && dx > 1 ? MathF.BitIncrement(dx) : dx)).Passed);

    [Fact]
    public void Wrong_special_values_fail()
    {
        Assert.False(SpecialValues.Run(Wrong(Tanh.Info, "Forward", (x, y) => float.IsNaN(x) ? 0 : y)).Passed);
        Assert.False(SpecialValues.Run(
            Wrong(Silu.Info, "Forward", (x, y) => float.IsNegativeInfinity(x) ? float.NaN : y)).Passed);
        Assert.False(SpecialValues.Run(Wrong(Silu.Info, "Forward", (x, y) => x == 0 ? 0 : y)).Passed);
        Assert.False(SpecialValues.Run(Wrong(Silu.Info, "Backward", (x, dx) => x < -1e38f ? float.NaN : dx)).Passed);
        Assert.False(
            SpecialValues.Run(Wrong(Silu.Info, "Backward", (x, dx) => float.IsPositiveInfinity(x) ? 0 : dx)).Passed);
        Assert.False(SpecialValues.Run(Wrong(Silu.Info, "Backward", (x, dx) => float.IsNaN(x) ? 1 : dx)).Passed);
    }

    /// <summary>
    /// A straight-through estimator whose derivative is that of a step;
    /// a surrogate of another slope; steep functions a little off.
    /// </summary>
    [Fact]
    public void Detached_and_steep_derivatives_pass_only_if_right()
    {
        foreach (var info in (ActivationInfo[])[StraightThrough.Info, SurrogateStep.Info,
            SteepGate.Info, KinkNextDoor.Info])
        {
            Assert.True(GradientCheck.Run(info) is { Passed: true }, GradientCheck.Run(info).ToString());
            Assert.False(GradientCheck.Run(Wrong(info, "Backward", (_, dx) => dx * 1.0001f)).Passed);
            Assert.False(GradientCheck.Run(Wrong(info, "Backward", (_, _) => 0)).Passed);
        }
        Assert.False(GradientCheck.Run(
            Wrong(SteepGate.Info, "Backward", (x, dx) => Math.Abs(x) < 1e-6 ? dx * 1.001f : dx)).Passed);
        Assert.False(GradientCheck.Run(
            Wrong(KinkNextDoor.Info, "Backward", (x, dx) => Math.Abs(x) < 0.01f ? dx * 1.001f : dx)).Passed);
    }

    /// <summary>At 10⁻⁴⁵ both 128 and 256 bits say that sin(x)/x is 1 and its second derivative -1.</summary>
    [Fact]
    public void Digits_that_128_and_256_bits_lack_are_found()
    {
        float[] least = [float.Epsilon, -3 * float.Epsilon, 1e-40f, 1e-30f];
        Assert.True(UlpReport.Run(SineQuotient.Info, inputs: least) is { Passed: true },
            UlpReport.Run(SineQuotient.Info, inputs: least).ToString());
        Assert.False(UlpReport.Run(Wrong(SineQuotient.Info, "BackwardBackward", (_, _) => -1), inputs: least).Passed);
    }

    [Fact]
    public void Only_second_derivatives_between_the_one_sided_ones_pass_at_a_kink()
    {
        bool Passes(float curvature)
            => UlpReport.Run(Wrong(SymmetricLog.Info, "BackwardBackward", (x, dx) => x == 0 ? curvature : dx),
                inputs: [0, -0f, 0.5f, -2]).Passed;
        Assert.All((float[])[-1, -0.5f, 0, 1], curvature => Assert.True(Passes(curvature)));
        Assert.All((float[])[-1.001f, 1.5f, float.NaN], curvature => Assert.False(Passes(curvature)));
    }

    /// <summary>Of x + bias, a difference of two that are far from 0; of a gate, two that are equal.</summary>
    [Fact]
    public void Errors_far_from_zero_and_at_special_points_of_several_inputs_fail()
    {
        Assert.True(UlpReport.Run(BiasTanh.Info) is { Passed: true }, UlpReport.Run(BiasTanh.Info).ToString());
        Assert.False(UlpReport.Run(Wrong(BiasTanh.Info, "Forward",
            (x, y) => Math.Abs(x) > 9e6 && Math.Abs(x) < 1.1e7 ? y * 1.00001f : y)).Passed);
        Assert.False(UlpReport.Run(Wrong(SwiGlu.Info, "Forward", (x, y) => x == 1 ? y * 1.00001f : y)).Passed);
    }

    /// <summary>A report that has judged nothing proves nothing.</summary>
    [Fact]
    public void A_report_that_judges_nothing_fails()
    {
        Assert.False(UlpReport.Run(Silu.Info, inputs: []).Passed);
        Assert.False(UlpReport.Run(Silu.Info with { Kernels = [] }).Passed);
        Assert.False(SweepRow.Of("a", "y", "x", "", 1, 4, 0, rises: false, "", new(), []).Failures.Count == 0);
    }

    static ActivationInfo Find(string name) => Subjects.Definitions["Kernels.Activations." + name];

    /// <summary>
    /// The definition with one kernel's first output changed: a function of its first input and the right output.
    /// </summary>
    static ActivationInfo Wrong(ActivationInfo activation, string kernel, Func<float, float, float> change)
        => activation with
        {
            Kernels = [.. activation.Kernels.Select(right => right.Name != kernel ? right : right with
            {
                Run = (isa, sources, destinations, parameters) =>
                {
                    var x = sources[0].ToArray();
                    right.Run(isa, sources, destinations, parameters);
                    var output = destinations[0].Span;
                    for (var i = 0; i < x.Length; i++) output[i] = change(x[i], output[i]);
                },
            })],
        };
}
