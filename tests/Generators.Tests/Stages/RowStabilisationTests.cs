// Every identity of rows, on formulas as people write them: the form it becomes, that it is the same function, and that
// it survives where the written form overflows.
using Kernels.Stabilise;

namespace Kernels.Generators.Tests.Stages;

public class RowStabilisationTests
{
    public static TheoryData<string, string> Forms => new()
    {
        { "Row Forward(Row x) => Exp(x) / Sum(Exp(x))", "softmax(x)" },
        { "Row Forward(Row x, Row g) => g * Exp(x) / Sum(Exp(x))", "g·softmax(x)" },
        { "double Forward(Row x) => Log(Sum(Exp(x)))", "logsumexp(x)" },
        { "Row Forward(Row x) => Exp(x - LogSumExp(x))", "softmax(x)" },
        { "Row Forward(Row x) => Exp(x - Log(Sum(Exp(x))))", "softmax(x)" },
        { "Row Forward(Row x) => Log(Exp(x) / Sum(Exp(x)))", "x - logsumexp(x)" },
        { "Row Forward(Row x) => Exp(x) / (1 + Sum(Exp(x)))",
            "exp(x - detach(max(0, max(x))))/(exp(-detach(max(0, max(x)))) + Σ(exp(x - detach(max(0, max(x))))))" },
        { "Row Forward(Row x) => Exp(x - Max(x)) / Sum(Exp(x - Max(x)))", "softmax(x)" },
        { "double Forward(Row x) => Log(Sum(Exp(x - Max(x)))) + Max(x)", "logsumexp(x)" },
        { "double Forward(Row x) => Max(x) + Log(Sum(Exp(x - Max(x))))", "logsumexp(x)" },
        { "Row Forward(Row x) => x - Max(x) - Log(Sum(Exp(x - Max(x))))", "x - logsumexp(x)" },
        { "double Forward(Row x) => Sum(x * Exp(x)) / Sum(Exp(x))", "Σ(x·softmax(x))" },
        { "double Forward(Row x) => Log(Pow(Mean(Exp(4 * x)), 0.25))", "log(pow(1/n, 0.25)) + 0.25·logsumexp(4·x)" },
        { "double Forward(Row x, Row g) => Log(1 + Sum(Exp(2 * x)) * Sum(Exp(-g)))",
            "softplus(logsumexp(2·x) + logsumexp(-g))" },
    };

    static readonly double[] Logits = [0.3, -1.7, 2.9, 0.3, -0.4], Other = [1.5, -2, 0.25, 3, 0.5];

    [Theory, MemberData(nameof(Forms))]
    public void A_formula_over_rows_becomes_its_stable_form(string forward, string form)
    {
        var written = RowFormula.Read("static " + forward + ";");
        var stable = written.Stable();
        Assert.Equal(form, stable.Print());
        var (before, after) = (written.At([Logits, Other]), stable.At([Logits, Other]));
        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        // Beyond the range of exponentials it is still a number.
        Assert.All(stable.At([[.. Logits.Select(x => x + 1000)], Other]),
            value => Assert.True(double.IsFinite(value), $"{forward} gives {value}"));
    }

    [Fact]
    public void Every_identity_over_rows_holds()
    {
        double[] u = [0.4, -0.9, 1.3], v = [2, -1, 0.5];
        foreach (var identity in RowIdentities.All)
        {
            var (left, right) = (Run(identity.Pattern, u, v), Run(identity.Replacement, u, v));
            Assert.All(left.Zip(right), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-14,
                $"{identity.Left} is {pair.First}, {identity.Right} is {pair.Second}"));
        }
    }

    /// <summary>One side of an identity: u and v are rows, a and b are one value for all columns.</summary>
    static double[] Run(Pattern side, double[] u, double[] v)
    {
        var pool = new ExprPool();
        var bound = new Dictionary<char, Expr>
        {
            ['u'] = pool.Input(0), ['v'] = pool.Input(1), ['a'] = pool.Input(2, Shape.PerRow),
            ['b'] = pool.Input(3, Shape.PerRow)
        };
        Expr Build(Pattern pattern) => pattern.Op is not { } op ? bound[pattern.Variable]
            : op == Op.Constant ? pool.Constant(pattern.Constant) : pool.Node(op, [.. pattern.Arguments.Select(Build)]);
        return (RowFormula.Read("static Row Forward(Row x) => x;") with { Body = Body.From(Build(side)) }).At(
            [u, v, [0.75], [-1.5]]);
    }
}
