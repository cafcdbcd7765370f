// Limits at infinity: where arithmetic gives no number although there is one, the planned kernels have it.
using Kernels.Optimise;

namespace Kernels.Generators.Tests.Stages;

public class LimitAtInfinityTests
{
    public static TheoryData<string, double, double, double, double> Values => new()
    {
        // formula, value at -infinity and infinity, derivative there
        { "x * Sigmoid(x)", 0, double.PositiveInfinity, 0, 1 },
        { "x / (1 + Exp(-x))", 0, double.PositiveInfinity, 0, 1 },
        { "x * NormalCdf(x)", 0, double.PositiveInfinity, 0, 1 },
        { "x * Tanh(Softplus(x))", 0, double.PositiveInfinity, 0, 1 },
        { "0.5 * x * (1 + Tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)))", 0, double.PositiveInfinity, 0, 1 },
        { "x * Exp(-x * x)", 0, 0, 0, 0 },
        { "Tanh(x)", -1, 1, 0, 0 },
        { "Sigmoid(x)", 0, 1, 0, 0 },
        { "Softplus(x)", 0, double.PositiveInfinity, 0, 1 },
        { "x > 0 ? x : Exp(x) - 1", -1, double.PositiveInfinity, 0, 1 },
    };

    [Theory, MemberData(nameof(Values))]
    public void A_kernel_gives_the_limits_at_infinity(
        string expression, double left, double right, double slopeLeft, double slopeRight)
    {
        var settled = Shorthand.Read(expression, "double x").Stable().Differentiated(1).Stable();
        var kernel = settled.Planned().Single(kernel => kernel.Member == Member.ForwardWithDerivative);
        foreach (var (at, value, slope) in ((double, double, double)[])[(double.NegativeInfinity, left, slopeLeft),
            (double.PositiveInfinity, right, slopeRight), (float.MinValue, left, slopeLeft)])
        {
            var results = Interpreter.Run(kernel.Body, [at], [],
                round: x => Math.Abs(x) > float.MaxValue ? x * double.PositiveInfinity : x);
            Assert.Equal((float)value, (float)results[0]);
            Assert.Equal((float)slope, (float)results[1]);
        }
    }

    /// <summary>What has no trouble is left alone: no factor is held for nothing.</summary>
    [Theory, InlineData("Tanh(x)"), InlineData("x * x"), InlineData("Max(x, 0)"), InlineData("Exp(x)")]
    public void A_formula_that_is_right_at_infinity_is_left_alone(string expression)
    {
        var body = Shorthand.Read(expression, "double x").Stable();
        Assert.Equal(body, Assert.Single(Limits.Run([body], 1, [], Lanes.Float, [], Shorthand.Tried, default)));
    }

    [Fact]
    public void A_zero_derivative_stops_an_infinite_upstream_gradient()
    {
        var settled = Shorthand.Read("Floor(x)", "double x").Differentiated(1);
        var backward = settled.Planned().Single(kernel => kernel.Name == "Backward");
        Assert.Equal(0, Interpreter.Run(backward.Body, [1, double.PositiveInfinity], [])[0]);
    }
}
