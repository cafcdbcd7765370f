// Expansions at roots: where the terms of a derivative cancel, and only there, a polynomial stands for their sum.
using Kernels.Optimise;

namespace Kernels.Generators.Tests.Stages;

public class RootExpansionTests
{
    public static TheoryData<string, double> Roots => new()
    {
        { "Sigmoid(x) + x * Exp(x)", -0.6590460684074067 },
        { "Exp(-x * x) * (1 - 2 * x * x)", 0.7071067811865476 },
        { "(x > 0 ? 1 : Exp(x) + x * Exp(x))", -1 },
        { "Exp(-x) - x", 0.5671432904097838 },
        { "-(2.2 - 2 * x) / (1 + x * x)", 1.1 },
    };

    /// <summary>
    /// In float arithmetic, rounded after every step, the sign and six digits are right at the very next floats.
    /// </summary>
    [Theory, MemberData(nameof(Roots))]
    public void An_expansion_keeps_the_digits_beside_a_root(string expression, double root)
    {
        var (written, expanded) = Expanded(expression);
        Assert.NotEqual(written, expanded);
        foreach (var distance in (double[])[0, 1e-7, -1e-7, 1e-5, -1e-3, 0.01, -0.02])
        {
            double x = (float)(root + distance);
            var (truth, actual) = (Interpreter.Run(written, [x], [])[0],
                Interpreter.Run(expanded, [x], [], round: value => (float)value)[0]);
            Assert.True(Math.Abs(actual - truth) <= 2e-6 * Math.Abs(truth),
                $"{expression} at {x:R}: {actual:R}, in truth {truth:R}");
        }
    }

    /// <summary>
    /// Exact terms, no root, a double root, a jump, roots without number, a hyperparameter, two inputs.
    /// </summary>
    [Theory]
    [InlineData("x - 1"), InlineData("2 * x + 1"), InlineData("1 + x * x"),
        InlineData("Tanh(x)"), InlineData("x * x * x + x")]
    [InlineData("1 - 2 * Exp(x) + Exp(2 * x)"), InlineData("1 / (x - 0.1) + 1e-3"), InlineData("x - Floor(x) - 0.4"),
        InlineData("x - a"), InlineData("Sigmoid(x) + x * Exp(g)")]
    public void A_formula_without_a_suitable_root_is_not_expanded(string expression)
    {
        var (written, expanded) = Expanded(expression);
        Assert.Equal(written, expanded);
    }

    static (Body Written, Body Expanded) Expanded(string expression)
    {
        var pool = new ExprPool();
        var body = Shorthand.Read(expression, "double x, double g, double a = 1");
        var root = body.Load(pool)[0];
        return (Body.From(root), Body.From(Optimise.RootExpansion.Expand(pool, root, default)));
    }
}
