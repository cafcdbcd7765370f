// The table of identities in the docs, with what each is for: the worst error of both sides in float arithmetic, function by
// function rounded once, over all exponents. No identity may make a formula worse.
using System.Text;
using Kernels.Stabilise;

namespace Kernels.Generators.Tests;

public class IdentityTable
{
    /// <summary>These give a composition the name under which Lower has a kernel for it; as single functions, rounded once, both sides are alike.</summary>
    static readonly string[] Names =
    [
        "logsigmoid(u)", "tanh(softplus(u))", "sigmoid(u)+a*logisticpdf(u)", "sigmoid(u)+b*(a*logisticpdf(u))", "normalcdf(u)+a*normalpdf(u)", "normalcdf(u)+b*(a*normalpdf(u))",
        "tanhsoftplus(u)+a*tanhsoftplusslope(u)", "tanhsoftplus(u)+b*(a*tanhsoftplusslope(u))", "u/(1+abs(u))", "sigmoid(u)*sigmoid(-u)",
    ];

    static readonly double[] Line = [.. from k in Enumerable.Range(-149, 277) from x in (float[])[(float)Math.ScaleB(1.37, k), (float)Math.ScaleB(-1.37, k)] select (double)x];

    public static TheoryData<string> All => [.. Identities.All.Select(identity => identity.Left)];

    [Theory, MemberData(nameof(All))]
    public void NoIdentityLosesDigits(string left)
    {
        var identity = Identities.All.Single(row => row.Left == left);
        var (before, after) = (Worst(identity, identity.Pattern), Worst(identity, identity.Replacement));
        Assert.True(after <= 4, $"{identity.Right}: {after} ULP");
        if (!Names.Contains(left)) Assert.True(before > 100 * after, $"{left}: {before} ULP, {identity.Right}: {after}");
    }

    [Fact]
    public void IsInTheDocs()
    {
        var text = new StringBuilder("""
            # Identities

            What the compiler makes of formulas as people write them, before and after it differentiates them; exact in real arithmetic. u, v, a, b stand for
            any expression, c for a constant. The errors are the worst of each side in float arithmetic, every function rounded once, over all exponents of u: ∞ where
            no number is left of one, in powers of ten else. This table is written by `tests/Generators.Tests` from `src/Generators/Stabilise/Identities.cs`;
            `KERNELS_UPDATE_SNAPSHOTS=1 dotnet test --project tests/Generators.Tests` brings it up to date. What no table can say is in
            [ADR 14](adr/0014-lanes-by-promise.md): series beside 0, limits at infinity, fractions over one denominator, and the choice of the lanes.

            | written | becomes | error before, ULP | after |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var identity in Identities.All) text.Append($"| `{identity.Left}` | `{identity.Right}` | {Size(Worst(identity, identity.Pattern))} | {Size(Worst(identity, identity.Replacement))} |\n");
        Repository.ShouldHold(Path.Combine(Repository.Root, "docs", "identities.md"), text.ToString());
    }

    static string Size(double ulp) => double.IsInfinity(ulp) ? "∞" : ulp < 10 ? "< 10" : $"10^{(int)Math.Floor(Math.Log10(ulp))}";

    /// <summary>The largest error of that side, in ULP of the right side in double precision.</summary>
    static double Worst(Identity identity, Pattern side)
    {
        var pool = new ExprPool();
        var bound = new Dictionary<char, Expr> { ['u'] = pool.Input(0), ['v'] = pool.Input(1), ['a'] = pool.Input(1), ['b'] = pool.Input(1), ['c'] = pool.Constant(3) };
        var (body, truth) = (Body.From(Build(side)), Body.From(Build(identity.Replacement)));
        return Line.Max(x =>
        {
            var exact = Interpreter.Run(truth, [x, 0.75], [])[0];
            if (!double.IsFinite(exact) || Math.Abs(exact) > float.MaxValue || Math.Abs(exact) < 1e-44) return 0;
            var actual = Interpreter.Run(body, [x, 0.75], [], round: value => (float)value)[0];
            return double.IsFinite(actual) ? Math.Abs(actual - exact) / Math.ScaleB(1, Math.Max(-149, Math.ILogB(exact) - 23)) : double.PositiveInfinity;
        });

        Expr Build(Pattern pattern) => pattern.Op is not { } op ? bound[pattern.Variable]
            : op == Op.Constant ? pool.Constant(pattern.Constant) : pool.Node(op, [.. pattern.Arguments.Select(Build)]);
    }
}
