// Rewrites a body into forms that keep their digits: each node, operands first, by the table of identities until
// none applies. Runs before and after differentiation; every rewrite is exact in real arithmetic.
namespace Kernels.Stabilise;

internal static class Stabiliser
{
    /// <summary>
    /// No chain of rewrites at one node is longer than this in any sensible formula;
    /// the limit makes termination certain.
    /// </summary>
    const int MostRewrites = 32;

    /// <summary>In the forms that kernels are made from.</summary>
    public static Body Run(Body body, CancellationToken cancellation) => Run(body, Identities.All, cancellation);

    /// <summary>As written, in the forms that are to be differentiated.</summary>
    public static Body RunFirst(Body body, CancellationToken cancellation) => Run(body, Identities.First, cancellation);

    /// <summary>A derivative, in the forms that may be differentiated again.</summary>
    public static Body RunStructural(Body body, CancellationToken cancellation)
        => Run(body, Identities.Structural, cancellation);

    static Body Run(Body body, Identity[] identities, CancellationToken cancellation)
    {
        var pool = new ExprPool();
        var rewritten = new Dictionary<Expr, Expr>();
        return Body.From(
            body.Load(pool).Select(root => Rewrite(root, pool, identities, rewritten, cancellation)).ToArray());
    }

    static Expr Rewrite(
        Expr e, ExprPool pool, Identity[] identities, Dictionary<Expr, Expr> rewritten, CancellationToken cancellation)
    {
        if (rewritten.TryGetValue(e, out var known)) return known;
        cancellation.ThrowIfCancellationRequested();
        var result = pool.Copy(e,
            e.Arguments.Select(argument => Rewrite(argument, pool, identities, rewritten, cancellation)).ToArray());
        for (var i = 0; i < MostRewrites; i++)
        {
            if (Step(result, pool, identities) is not { } next || next == result) break;
            // A replacement may contain what it replaces, in a branch where that is stable.
            rewritten[result] = result;
            // The replacement's operands may themselves be new: rewrite them too, then this node again.
            result = next.Op.IsLeaf() ? next : pool.Copy(next, next.Arguments
                .Select(argument => Rewrite(argument, pool, identities, rewritten, cancellation)).ToArray());
        }
        return rewritten[e] = result;
    }

    static Expr? Step(Expr e, ExprPool pool, Identity[] identities)
    {
        // Of a sum over a row the larger term is not that of a column.
        if (pool.HasRows && SumsOfExponentials.BesideColumn(e, pool) is { } beside) return beside;
        if (Logarithms.Run(e, pool) is { } logarithm) return logarithm;
        if ((identities == Identities.First ? Logarithms.RootSum(e, pool)
            : identities == Identities.All ? Logarithms.Growth(e, pool)
            : null) is { } other)
            return other;
        // Both factors leave the range long before their product does.
        if (e.Op == Op.Mul && e[0].Op == Op.Exp && e[1].Op == Op.Exp && !pool.HasRows)
            return pool.Apply(Op.Exp, e[0][0] + e[1][0]);
        if (identities == Identities.First && (Differences.Run(e, pool) ?? SoftRoots.Run(e, pool)) is { } written)
            return written;
        if (identities == Identities.All
            && (Differences.OfQuotient(e, pool) ?? Differences.OfLogarithms(e, pool) ?? Divergences.Run(e,
            pool) ?? Constants.LogOfArcTangent(e, pool)) is { } last) return last;
        foreach (var identity in identities)
            if (identity.Apply(e, pool) is { } better) return better;
        if (pool.HasRows)
            foreach (var identity in RowIdentities.All)
                if (identity.Apply(e, pool) is { } better) return better;
        if (pool.HasRows && Moments.Run(e, pool) is { } moment) return moment;
        if (pool.HasRows && SumsOfExponentials.Run(e, pool) is { } scaled) return scaled;
        return Constants.Gather(e, pool) ?? Constants.NormalDistribution(e, pool) ?? Constants.ArcTangent(e, pool)
            ?? Constants.RootQuotient(e, pool) ?? Constants.Power(e, pool) ?? Constants.ScaledRoot(e, pool)
            ?? Exponentials.Run(e, pool) ?? PiecewiseForms.Run(e, pool) ?? Branches.Run(e, pool, identities);
    }
}
