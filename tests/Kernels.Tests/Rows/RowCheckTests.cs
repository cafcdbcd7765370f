// The shipped suite over every definition over rows and every runner;
// and kernels that are wrong in one way, which it must notice.
using Kernels.Rows;
using Kernels.Tests.Definitions;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Rows;

public class RowCheckTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> All => RowSubjects.OnEachRunner(nameof(RowCheckTests));

    /// <summary>What makes a row extreme, in the words of a report.</summary>
    static readonly string[] Extremes =
    [
        "1 x 1", "moved by", "of size", "of mixed sizes", "saturated", "∞", "of one number", "of zeros",
        "one-hot", "with ties"
    ];

    /// <summary>
    /// Definitions of this project whose formulas or kernels do not hold at some extreme rows, and why; everything else
    /// of them is held against the truth all the same. Definitions of the library are not among them.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> NotAtExtremes = new Dictionary<string, string>
    {
        [nameof(AbsoluteErrorOfClass)] = "logits of ∞",
        [nameof(BalancedSoftmax)] = "logits of ∞",
        [nameof(BetweenExtremes)] = "-∞ in a quotient of extremes",
        [nameof(CrossEntropyOfTwo)] = "a gradient that cancels at mixed sizes",
        [nameof(DeepRows)] = "∞ in a mean",
        [nameof(Discordance)] = "∞ in a mean",
        [nameof(Focal)] = "logits of ∞",
        [nameof(GeneralisedCrossEntropy)] = "logits of ∞",
        [nameof(HyperbolicDistance)] = "the gradient of an infinite distance",
        [nameof(LengthSquared)] = "the gradient of an infinite length",
        [nameof(LogOfMeanOfSoftmax)] = "the slope by a weight of ∞",
        [nameof(MovedLogSumExps)] = "a difference of sums beside logits of 1e10",
        [nameof(PositiveBesideNegatives)] = "logits of ∞",
        [nameof(PowerMean)] = "exponents of 1e10",
        [nameof(ScaledEverywhere)] = "the gradient of a weight beside a logit of -∞",
        [nameof(SoftmaxByMask)] = "a mask that is none, so that logits are larger than 2³⁰",
        [nameof(SoftLabels)] = "products of 1e30 and 1e30",
        [nameof(Unlikelihood)] = "logits of ∞",
        [nameof(Varentropy)] = "a gradient that cancels",
        [nameof(WeightedLogSumExp)] = "the slope by a weight of ∞",
    };

    [Theory, MemberData(nameof(All))]
    public void Kernels_over_rows_agree_with_their_definition(string definition, string runner)
    {
        var info = RowSubjects.Definitions[definition];
        var report = RowCheck.Run(info, RowSubjects.Runners[runner]);
        output.WriteLine(report.ToString());
        var isExcused = info.FullName.StartsWith("Kernels.Tests.", StringComparison.Ordinal)
            && NotAtExtremes.ContainsKey(info.Name);
        var failures = report.Failures.Where(failure
            => !isExcused || !Extremes.Any(extreme => failure.Contains(extreme, StringComparison.Ordinal))).ToArray();
        Assert.True(report.Judged > 0 && failures.Length == 0, string.Join('\n', failures));
    }

    [Fact]
    public void A_wrong_kernel_fails_the_check()
    {
        Fails(Wrong(Softmax.Info, "Forward", (_, y) => y * (1 + 16f / (1 << 23))), "Forward");
        Fails(Wrong(Softmax.Info, "Backward", (_, dx) => dx * 1.0001f), "Backward dx");
        Fails(Wrong(LayerNorm.Info, "Backward", (_, dweight) => dweight * 1.0001f, output: 1), "Backward dweight");
        Fails(Wrong(TemperedSoftmax.Info, "Backward", (_, dtemperature) => dtemperature * 1.01f, output: 1),
            "Backward dtemperature");
        Fails(Wrong(LayerNorm.Info, "BackwardAccumulate", (i, dx) => i == 7
            ? MathF.BitIncrement(MathF.BitIncrement(MathF.BitIncrement(MathF.BitIncrement(dx))))
            : dx), "BackwardAccumulate");
        Fails(Wrong(Softmax.Info, "BackwardFromOutput", (_, dx) => dx * 1.0001f), "BackwardFromOutput");
        Fails(Wrong(LogSoftmax.Info, "Tangent", (_, dy) => dy * 1.000001f), "Tangent dy");
        Fails(Wrong(LayerNorm.Info, "BackwardBackward", (_, dx) => dx * 1.000001f), "BackwardBackward dx");
        Fails(Wrong(LayerNorm.Info, "BackwardBackward", (_, dweight) => dweight * 1.000001f, output: 1),
            "BackwardBackward dweight");
        Fails(Wrong(Softmax.Info, "Forward", (i, y) => i == 3 && y == RowSample.Sentinel ? 0 : y), "gaps");
    }

    [Fact]
    public void A_report_in_ULP_has_each_gradient_and_its_worst_place()
    {
        var report = UlpReport.OfRows<LayerNorm>();
        output.WriteLine(report.ToString());
        Assert.True(report.Passed, string.Join('\n', report.Failures));
        Assert.Equal(["y", "dx", "dweight", "dbias"], report.Rows.Select(row => row.Output));
        Assert.All(report.Rows, row => Assert.True(row.Max is > 0 and <= 8 && row.Place is not null, row.ToString()));
    }

    [Fact]
    public void A_wrong_kernel_fails_the_report_in_ULP()
    {
        var report = UlpReport.OfRows(Wrong(Softmax.Info, "Forward", (_, y) => y * (1 + 16f / (1 << 23))));
        Assert.Contains(report.Failures, failure => failure.Contains("Forward", StringComparison.Ordinal));
        Assert.True(report.Rows.Single(row => row.Kernel == "Forward").Max > 4);
    }

    static void Fails(RowInfo wrong, string kernel)
        => Assert.Contains(RowCheck.Run(wrong).Failures, failure => failure.Contains(kernel, StringComparison.Ordinal));

    /// <summary>
    /// The definition with one destination of one kernel changed: a function of the place and the right value.
    /// </summary>
    static RowInfo Wrong(RowInfo definition, string kernel, Func<int, float, float> change, int output = 0)
        => definition with
        {
            Kernels = [.. definition.Kernels.Select(right => right.Name != kernel ? right : right with
            {
                Run = (isa, sources, destinations, columns, rowStride, parameters) =>
                {
                    right.Run(isa, sources, destinations, columns, rowStride, parameters);
                    var values = destinations[output].Span;
                    for (var i = 0; i < values.Length; i++) values[i] = change(i, values[i]);
                },
            })],
        };
}
