// Advice on activations with which gradients vanish or explode in a few layers: with the right numbers, and on these
// alone. The numbers are those of tests/Training.Tests, where mpmath computed them.
using Kernels.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Tests.Analysis;

public class DepthAdviceTests
{
    static Diagnostic[] Advice(string forward, string attribute = "Activation")
        => [.. Project.Of($"[{attribute}]\nreadonly partial struct Probe\n{{\n    {forward}\n}}\n").Build()
            .ShouldBuild().Advice.Where(advice => advice.Id == "KRN3003")];

    [Theory]
    // χ₁ 0.1528 and gains 1.846, 4.723; 0.3185 and 1.042, 1.846; 0.0998 and 1.898, 6.008.
    [InlineData("static double Forward(double x) => Sigmoid(x);",
        "(gain 1.846)", "by 7E-09", "of 2.953", "the 4.723")]
    [InlineData("static double Forward(double x) => Softplus(x);",
        "(gain 1.042)", "by 1.1E-05", "of 1.387", "the 1.846")]
    [InlineData("static double Forward(double x, double alpha = 1.0 / 6) => Clamp(alpha * x + 0.5, 0, 1);",
        "(gain 1.898)", "by 9.8E-11", "of 3.377", "the 6.008")]
    // Of sin 3x, E f² is (1 - e⁻¹⁸)/2 and E f'² is 9(1 + e⁻¹⁸)/2.
    [InlineData("static double Forward(double x) => Sin(3 * x);",
        "(gain 1.414)", "by 3.5E+09", "of 0.8165", "the 0.4714")]
    public void An_activation_of_extreme_depth_behaviour_gets_advice(string forward, params string[] says)
    {
        var advice = Assert.Single(Advice(forward));
        Assert.Equal(DiagnosticSeverity.Info, advice.Severity);
        Assert.Equal("Forward", advice.Location.SourceTree!.ToString()
            .Substring(advice.Location.SourceSpan.Start, advice.Location.SourceSpan.Length));
        Assert.All(says, part => Assert.Contains(part, advice.GetMessage()));
    }

    [Theory]
    [InlineData("static double Forward(double x) => x * NormalCdf(x);")]
    [InlineData("static double Forward(double x) => Tanh(x);")]
    [InlineData("static double Forward(double x) => Max(x, 0);")]
    [InlineData("static double Forward(double x, double slope = 0.3) => x > 0 ? x : slope * x;")]
    // No mean square, no slope, and no layer of one input.
    [InlineData("static double Forward(double x) => Log(x);")]
    [InlineData("static double Forward(double x) => Floor(x);")]
    [InlineData("static double Forward(double x, double gate) => x * Sigmoid(gate);")]
    [InlineData("static double Forward(double x, double seed = 0) => Uniform(seed) * Sigmoid(x);")]
    [InlineData("static (double first, double second) Forward(double x) => (Sigmoid(x), Softplus(x));")]
    [InlineData("static Row Forward(Row x) => Sigmoid(x) - Mean(x);")]
    public void Others_get_none(string forward) => Assert.Empty(Advice(forward));

    [Fact]
    public void What_is_marked_as_a_kernel_gets_none()
        => Assert.Empty(Advice("static double Forward(double x) => Sigmoid(x);", "Kernel"));

    /// <summary>A promise that is broken comes first: the formula will change.</summary>
    [Fact]
    public void What_has_another_fault_gets_none()
        => Assert.Empty(Advice("static double Forward(double x) => Sigmoid(x);",
            "Activation(MaxUlp = 0.6, Stabilise = false)"));
}
