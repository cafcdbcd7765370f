// Variances and covariances as people write them in one pass: mean(u·v) - mean(u)·mean(v). Of a row far from 0 both are large and
// their difference has no digits; the mean of products of deviations is the same and has them.
namespace Kernels.Stabilise;

internal static class Moments
{
    public static Expr? Run(Expr e, ExprPool pool)
    {
        if (e.Op != Op.Sub) return null;
        // Σuv/n - (Σu/n)·(Σv/n), or n times that: Σuv - Σu·Σv/n.
        if (Mean(e[0]) is { Op: Op.Mul } product && e[1].Op == Op.Mul && IsPair(product, Mean(e[1][0]), Mean(e[1][1])))
            return pool.Div(Sum(product, pool), pool.Columns);
        if (e[0] is { Op: Op.Sum } sum && sum[0].Op == Op.Mul && e[1] is { Op: Op.Div } quotient && quotient[1].Op == Op.Count && quotient[0].Op == Op.Mul
            && IsPair(sum[0], Summed(quotient[0][0]), Summed(quotient[0][1])))
            return Sum(sum[0], pool);
        return null;
    }

    static Expr Sum(Expr product, ExprPool pool)
        => pool.Apply(Op.Sum, pool.Mul(Deviation(product[0], pool), Deviation(product[1], pool)));

    static Expr Deviation(Expr u, ExprPool pool) => pool.Sub(u, pool.Div(pool.Apply(Op.Sum, u), pool.Columns));

    static bool IsPair(Expr product, Expr? u, Expr? v)
        => u is not null && v is not null && (product[0] == u && product[1] == v || product[0] == v && product[1] == u);

    /// <summary>What a mean is of.</summary>
    static Expr? Mean(Expr e) => e.Op == Op.Div && e[1].Op == Op.Count ? Summed(e[0]) : null;

    static Expr? Summed(Expr e) => e.Op == Op.Sum ? e[0] : null;
}
