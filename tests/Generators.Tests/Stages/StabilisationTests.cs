// Every identity, on formulas as people write them: the form it becomes, and that it is the same function.
using Kernels.Stabilise;

namespace Kernels.Generators.Tests.Stages;

public class StabilisationTests
{
    public static TheoryData<string, string> Forms => new()
    {
        // The logistic function in its many spellings
        { "1 / (1 + Exp(-x))", "σ(x)" },
        { "1 / (Exp(-x) + 1)", "σ(x)" },
        { "1 / (1 + Exp(x))", "σ(-x)" },
        { "Exp(x) / (1 + Exp(x))", "σ(x)" },
        { "g * Exp(x) / (1 + Exp(x))", "g·σ(x)" },
        { "1 / (1 + 1 / Exp(x))", "σ(x)" },
        { "x / (1 + Exp(-x))", "x·σ(x)" },
        { "x / (1 + Exp(-1.702 * x))", "x·σ(1.702·x)" },
        { "1 - Sigmoid(x)", "σ(-x)" },
        { "2 * Sigmoid(x) - 1", "tanh(0.5·x)" },
        { "2 / (1 + Exp(-2 * x)) - 1", "tanh(x)" },
        { "Sigmoid(x) * (1 - Sigmoid(x))", "σ'(x)" },
        { "Sigmoid(x) * Sigmoid(-x)", "σ'(x)" },
        { "Exp(x) * Sigmoid(-x)", "σ(x)" },
        { "Exp(-x) * Sigmoid(x)", "σ(-x)" },

        // Hyperbolic tangent
        { "(Exp(x) - Exp(-x)) / (Exp(x) + Exp(-x))", "tanh(x)" },
        { "(1 - Exp(-x)) / (1 + Exp(-x))", "tanh(0.5·x)" },
        { "(Exp(x) - 1) / (Exp(x) + 1)", "tanh(0.5·x)" },
        { "1 + Tanh(x)", "2·σ(2·x)" },
        { "1 - Tanh(x)", "2·σ(-2·x)" },
        { "1 - Tanh(x) * Tanh(x)", "4·σ'(2·x)" },
        { "1 - Square(Tanh(x))", "4·σ'(2·x)" },

        // Logarithms and exponentials near one
        { "Exp(x) - 1", "expm1(x)" },
        { "1 - Exp(x)", "-expm1(x)" },
        { "Log(1 + x)", "log1p(x)" },
        { "Log(1 + Exp(x))", "softplus(x)" },
        { "Log1P(Exp(x))", "softplus(x)" },
        { "Log(Sigmoid(x))", "-softplus(-x)" },
        { "LogSigmoid(x)", "-softplus(-x)" },
        { "Log(1 / (1 + Exp(-x)))", "-softplus(-x)" },
        { "Log(Exp(x))", "x" },

        // The error function and the normal distribution
        { "1 + Erf(x)", "erfc(-x)" },
        { "1 - Erf(x)", "erfc(x)" },
        { "0.5 * (1 + Erf(x / Sqrt(2)))", "Φ(x)" },
        { "0.5 * x * (1 + Erf(x / Sqrt(2)))", "x·Φ(x)" },
        { "x * 0.5 * (1 + Erf(x * 0.7071067811865476))", "x·Φ(x)" },
        { "x / 2 * Erfc(-x / Math.Sqrt(2))", "x·Φ(x)" },
        { "1 - NormalCdf(x)", "Φ(-x)" },

        // Compositions
        { "x * Tanh(Log(1 + Exp(x)))", "x·tanh(softplus(x))" },
        { "Tanh(Softplus(x))", "tanh(softplus(x))" },
        { "x * Tanh(Log1P(Exp(x)))", "x·tanh(softplus(x))" },
        { "0.5 * x * (1 + Tanh(0.7978845608028654 * x))", "x·σ(1.5957691216057308·x)" },

        // Hyperbolic functions by exponentials, and logarithms of what overflows
        { "(Exp(x) - Exp(-x)) / 2", "sinh(x)" },
        { "2 / (Exp(x) + Exp(-x))", "1/cosh(x)" },
        { "Sinh(x) / Cosh(x)", "tanh(x)" },
        { "1 - 2 * Sigmoid(x)", "-tanh(0.5·x)" },
        { "Log(Cosh(x))", "|x| < 1 ? log1p(2·sinh(0.5·x)·sinh(0.5·x)) : -0.6931471805599453 + softplus(2·x) - x" },
        { "Log((Exp(x) + Exp(-x)) / 2)",
            "|x| < 1 ? log1p(2·sinh(0.5·x)·sinh(0.5·x)) : -0.6931471805599453 + softplus(2·x) - x" },
        { "Log(Exp(x) + Exp(-x))", "softplus(2·x) - x" },
        { "Log(Exp(x) - 1)", "x + (x < 0.6931471805599453 ? log(-expm1(-x)) : log1p(-exp(-x)))" },
        { "Log(Exp(x) - Exp(g))", "x + (x - g < 0.6931471805599453 ? log(-expm1(g - x)) : log1p(-exp(g - x)))" },
        { "Log(NormalCdf(x))", "log Φ(x)" },
        { "Log(1 - NormalCdf(x))", "log Φ(-x)" },
        { "Log(0.5 * Erfc(x / Sqrt(2)))", "log Φ(-x)" },
        { "Log(3 * Exp(x))", "1.0986122886681098 + x" },
        { "Log(1 + 2 * Exp(x))", "softplus(0.6931471805599453 + x)" },
        { "x - Log(1 + Exp(x))", "-softplus(-x)" },
        { "Log(1 + Exp(x)) - x", "softplus(-x)" },
        { "Exp(x) * (Exp(x) + 2) / (Exp(x) * (Exp(x) + 2) + 2)", "tanh(softplus(x))" },

        // Roots and arcs that nearly cancel on one side
        { "x + Sqrt(x * x + 4)", "x < 0 ? 4/(sqrt(4 + x·x) + |x|) : x + sqrt(4 + x·x)" },
        { "Sqrt(x * x + 1) - x", "x > 0 ? 1/(sqrt(1 + x·x) + |x|) : sqrt(1 + x·x) - x" },
        { "x - Sqrt(x * x + 1)", "x > 0 ? -(1/(sqrt(1 + x·x) + |x|)) : x - sqrt(1 + x·x)" },
        { "1 + x / Sqrt(1 + x * x)", "x < 0 ? 1/(sqrt(1 + x·x)·(sqrt(1 + x·x) + |x|)) : 1 + x/sqrt(1 + x·x)" },
        { "1 - x / Sqrt(1 + x * x)", "x > 0 ? 1/(sqrt(1 + x·x)·(sqrt(1 + x·x) + |x|)) : 1 - x/sqrt(1 + x·x)" },
        { "Math.PI / 2 + Atan(x)", "x < -1 ? -atan(1/x) : 1.5707963267948966 + atan(x)" },
        { "Math.PI / 2 - Atan(x)", "x > 1 ? atan(1/x) : 1.5707963267948966 - atan(x)" },

        // Left as they are
        { "x * Sigmoid(x)", "x·σ(x)" },
        { "1 + Exp(x)", "1 + exp(x)" },
        { "Exp(x) / (1 + Exp(g))", "exp(x)·σ(-g)" },
        { "1 - Tanh(x) * Tanh(g)", "1 - tanh(x)·tanh(g)" },
        { "x + Detach(g)", "x + detach(g)" },
    };

    [Theory, MemberData(nameof(Forms))]
    public void A_formula_becomes_its_stable_form(string expression, string form)
    {
        var written = Shorthand.Read(expression);
        var stable = written.Stable();
        Assert.Equal(form, stable.Print());
        // Stable forms stay.
        Assert.Equal(stable, stable.Stable());
        for (var x = -2.93; x < 3; x += 0.37)
        {
            var (expected, actual) = (written.At(x), stable.At(x));
            if (double.IsFinite(expected))
                Assert.True(Math.Abs(expected - actual) <= 1e-12 * Math.Max(1, Math.Abs(expected)),
                    $"{expression} at {x:R}: {expected:R} became {actual:R}");
        }
    }

    /// <summary>
    /// Each row of the table, over arbitrary subexpressions: both sides are
    /// the same function wherever the left has a value.
    /// </summary>
    [Fact]
    public void Every_identity_holds()
    {
        foreach (var identity in Identities.All.Concat(Identities.Written))
        {
            var pool = new ExprPool();
            var bound = new Dictionary<char, Expr>
            {
                ['u'] = pool.Input(0), ['v'] = pool.Input(1), ['a'] = pool.Input(1),
                ['b'] = pool.Add(pool.Constant(2), pool.Input(1)), ['c'] = pool.Constant(3)
            };
            var (left, right) = (Build(identity.Pattern), Build(identity.Replacement));
            var compared = 0;
            for (var x = -4.93; x < 5; x += 0.61)
            {
                var (expected, actual) = (Body.From(left).At(x), Body.From(right).At(x));
                // Where the right side has a value the left has one: an identity may not invent numbers.
                Assert.Equal(double.IsNaN(expected), double.IsNaN(actual));
                // Next to 0 a sum with 1 has lost the digits that the logarithm shows.
                if (!double.IsFinite(expected) || (identity.Pattern.Op == Op.Log1P && expected < -8)) continue;
                Assert.True(Math.Abs(expected - actual) <= 1e-11 * Math.Max(1, Math.Abs(expected)),
                    $"{identity.Left} = {identity.Right} at {x:R}: {expected:R}, {actual:R}");
                compared++;
            }
            Assert.True(compared >= 7, identity.Left);

            Expr Build(Pattern pattern) => pattern.Op is not { } op ? bound[pattern.Variable]
                : op == Op.Constant ? pool.Constant(pattern.Constant)
                : pool.Node(op, [.. pattern.Arguments.Select(Build)]);
        }
    }

    [Fact]
    public void Stabilisation_can_be_turned_off()
    {
        var body = Shorthand.Read("x / (1 + Exp(-x))", "double x");
        var off = new ActivationModel("", default, "P", "global::P", "P", new(["x"]), default,
            new Definition("P", new(["x"]), default, true, Stabilise: false, High: false, 4, 8, body));
        Assert.Equal(body, Pipeline.Stabilise(off, default).Formula);
        Assert.NotEqual(body,
            Pipeline.Stabilise(off with { Definition = off.Definition with { Stabilise = true } }, default).Formula);
    }

    [Theory, InlineData("1+"), InlineData("sigmoid(u"), InlineData("nosuch(u)"), InlineData("u)")]
    public void A_malformed_identity_is_refused(string text)
        => Assert.Throws<FormatException>(() => Pattern.Parse(text));
}
