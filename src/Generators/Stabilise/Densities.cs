// Recognises the density of the normal distribution where a formula writes it out beside the distribution function.
// Where Φ(u) also occurs, e^(-u²/2) becomes √(2π)·φ(u), and φ(u) is the derivative of Φ(u). So terms cancel as they do
// on paper: z·φ(z) - z·φ(z) is 0, and the expected improvement φ(z) + z·Φ(z) has the derivative Φ(z). This runs first,
// on the formula as written, because a logarithm would take the exponential apart.

namespace Kernels.Stabilise;

internal static class Densities
{
    const double RootTwoPi = 2.5066282746310005024, RootHalf = 0.70710678118654752440;

    const int MostFactors = 8;

    public static Body Run(Body body)
    {
        if (!body.Instructions.Any(IsDistribution)
            || !body.Instructions.Any(instruction => instruction.Op == Op.Exp)) return body;
        var (pool, done) = (new ExprPool { KeepsNaN = true }, new Dictionary<Expr, Expr>());
        var roots = body.Load(pool);
        var places = new HashSet<Expr>(Body.Reached(roots).Select(Place).OfType<Expr>());
        return Body.From([.. roots.Select(Rewrite)]);

        Expr Rewrite(Expr e)
        {
            if (done.TryGetValue(e, out var known)) return known;
            var place = e.Op == Op.Exp ? places.FirstOrDefault(place => IsHalfSquare(e[0], place)) : null;
            return done[e] = place is not null ? RootTwoPi * pool.Apply(Op.NormalPdf, Rewrite(place))
                : pool.Copy(e, [.. e.Arguments.Select(Rewrite)]);
        }
    }

    static bool IsDistribution(Instruction instruction)
        => instruction.Op is Op.NormalCdf or Op.LogNormalCdf or Op.Erf or Op.Erfc;

    /// <summary>What it is the distribution function of, without its sign.</summary>
    static Expr? Place(Expr e)
    {
        if (e.Op is Op.NormalCdf or Op.LogNormalCdf) return e[0].Op == Op.Neg ? e[0][0] : e[0];
        if (e.Op is not (Op.Erf or Op.Erfc)) return null;
        var (scale, u) = Constants.Factor(e[0]);
        return Math.Abs(Math.Abs(scale) - RootHalf) <= 4e-16 ? u : null;
    }

    /// <summary>Whether an exponent is -u²/2, however its factors lie.</summary>
    static bool IsHalfSquare(Expr exponent, Expr u)
    {
        var (coefficient, factors, open) = (1.0, 0, new Stack<Expr>([exponent]));
        for (var count = 0; open.Count > 0; count++)
        {
            if (count > MostFactors) return false;
            var (constant, value) = Constants.Factor(open.Pop());
            coefficient *= constant;
            if (value == u) factors++;
            else if (value.IsConstant) coefficient *= value.Constant;
            else if (value.Op != Op.Mul) return false;
            else foreach (var factor in value.Arguments) open.Push(factor);
        }
        return factors == 2 && Math.Abs(coefficient + 0.5) <= 4e-16;
    }
}
