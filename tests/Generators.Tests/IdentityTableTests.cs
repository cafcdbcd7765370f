// The table of identities in the docs, with what each is for: the worst error of both sides in float arithmetic,
// function by function rounded once, over all exponents. No identity may make a formula worse.
using System.Text;
using Kernels.Stabilise;

namespace Kernels.Generators.Tests;

public class IdentityTableTests
{
    /// <summary>
    /// These give a composition the name under which Lower has a kernel for it; as single functions,
    /// rounded once, both sides are alike.
    /// </summary>
    static readonly string[] Names =
    [
        "a/(1+exp(-u))", "a/exp(u)", "exp(u)+exp(-u)", "logsigmoid(u)", "tanh(softplus(u))", "tanh(log1p(exp(u)))",
        "u/(1+abs(u))", "sigmoid(u)*sigmoid(-u)", "sigmoid(u)+a*logisticpdf(u)", "sigmoid(u)+b*(a*logisticpdf(u))",
        "normalcdf(u)+a*normalpdf(u)", "normalcdf(u)+b*(a*normalpdf(u))", "tanhsoftplus(u)+a*tanhsoftplusslope(u)",
        "tanhsoftplus(u)+b*(a*tanhsoftplusslope(u))",
    ];

    /// <summary>
    /// These lose no digits as written; but their slope at 0 is not that of the function, an intermediate value leaves
    /// the range of the lanes, or they lead to a row that mends.
    /// </summary>
    static readonly string[] Others =
    [
        "max(0,u)+softplus(-abs(u))", "min(0,u)-softplus(-abs(u))", "abs(u)+softplus(-2*abs(u))", "sqrt(u*u)",
        "exp(-softplus(u))", "pow(1+exp(u),a)", "1-(a*sigmoid(u)+(1-a)*sigmoid(-u))", "-1+pow(u,a)", "1-pow(u,a)",
        "sqrt(1+sinh(u)*sinh(u))", "c*u+c*sqrt(v)", "c*sqrt(v)-c*u", "c*u-c*sqrt(v)",
        "(a*normalcdf(u))/(normalpdf(u)+u*normalcdf(u))", "(a*normalpdf(u))/(normalpdf(u)+u*normalcdf(u))",
    ];

    static readonly double[] Line = [.. from k in Enumerable.Range(-149, 277)
                                        from x in (float[])[(float)Math.ScaleB(1.37, k), (float)Math.ScaleB(-1.37, k)]
                                        select (double)x];

    public static TheoryData<string> All => [.. Identities.All.Select(identity => identity.Left)];

    [Theory, MemberData(nameof(All))]
    public void No_identity_loses_digits(string left)
    {
        var identity = Identities.All.Single(row => row.Left == left);
        var (before, after) = (Errors(identity, identity.Pattern), Errors(identity, identity.Replacement));
        // Beside a root of the function both sides lose digits.
        for (var i = 0; i < Line.Length; i++)
            Assert.True(after[i] <= Math.Max(32, 16 * before[i]),
                $"{left} at {Line[i]:R}: {before[i]} ULP, {identity.Right}: {after[i]}");
        if (!Names.Contains(left) && !Others.Contains(left))
            Assert.True(before.Zip(after).Any(pair => pair.First > 1000 * Math.Max(1, pair.Second)),
                $"{left}: {before.Max()} ULP, {identity.Right}: {after.Max()}");
    }

    [Fact]
    public void The_page_of_identities_matches_the_table()
    {
        var text = new StringBuilder("""
            # Identities

            What the compiler makes of formulas as people write them, before and after it differentiates them; exact in
            real arithmetic. u, v, a, b stand for any expression, c for a constant. The error is the worst of the
            written form over all exponents of u, every function rounded to the digits of a float: ∞ where no number is
            left of one. The other form is nowhere worse. This table is written by `tests/Generators.Tests` from
            `src/Generators/Stabilise/Identities.cs`;
            `KERNELS_UPDATE_SNAPSHOTS=1 dotnet test --project tests/Generators.Tests` brings it up to date. What no
            table can say is in [ADR 18](adr/0018-double-lanes-where-float-lanes-lose.md): series beside 0, limits at
            infinity, fractions over one denominator, and the choice of the lanes.

            | written | becomes | error as written, ULP |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var identity in Identities.All)
            text.Append(
                $"| `{identity.Left}` | `{identity.Right}` | {Size(Errors(identity, identity.Pattern).Max())} |\n");
        text.Append("\nThese hold for a formula as it is written, before it is differentiated; "
            + "kernels may be made from the left side again,\nbehind a condition:\n\n"
            + "| written | becomes |\n|---|---|\n");
        foreach (var identity in Identities.Written) text.Append($"| `{identity.Left}` | `{identity.Right}` |\n");
        Repository.ShouldHold(Path.Combine(Repository.Root, "docs", "identities.md"), text.ToString());
    }

    static string Size(double ulp)
        => double.IsInfinity(ulp) ? "∞" : ulp < 10 ? "< 10" : $"10^{(int)Math.Floor(Math.Log10(ulp))}";

    /// <summary>The error of that side at each point, in ULP of the right side in double precision.</summary>
    static double[] Errors(Identity identity, Pattern side)
    {
        var pool = new ExprPool();
        var bound = new Dictionary<char, Expr>
        {
            ['u'] = pool.Input(0), ['v'] = pool.Input(1), ['a'] = pool.Input(1),
            ['b'] = pool.Input(1), ['c'] = pool.Constant(3)
        };
        var (body, truth) = (Body.From(Build(side)), Body.From(Build(identity.Replacement)));
        return [.. Line.Select(x =>
        {
            var exact = Interpreter.Run(truth, [x, 0.75], [])[0];
            if (!double.IsFinite(exact) || Math.Abs(exact) > float.MaxValue || Math.Abs(exact) < 1e-44) return 0;
            var actual = Interpreter.Run(body, [x, 0.75], [], round: Digits)[0];
            // No digit is no digit: beside 0 the series is what helps.
            return double.IsFinite(actual)
                ? Math.Min(1 << 24, Math.Abs(actual - exact) / Math.ScaleB(1, Math.Max(-149, Math.ILogB(exact) - 23)))
                : double.PositiveInfinity;
        })];

        Expr Build(Pattern pattern) => pattern.Op is not { } op ? bound[pattern.Variable]
            : op == Op.Constant ? pool.Constant(pattern.Constant) : pool.Node(op, [.. pattern.Arguments.Select(Build)]);
    }

    /// <summary>Rounded to 24 bits; the range stays, which is a matter of the lanes.</summary>
    static double Digits(double value)
        => value == 0 || !double.IsFinite(value) ? value
            : Math.ScaleB(Math.Round(Math.ScaleB(value, 23 - Math.ILogB(value))), Math.ILogB(value) - 23);
}
