// The logarithm of a difference of two values of a distribution function: the probability of an interval, as for a
// pixel under a mixture of logistic distributions or for a truncated normal distribution. In a tail both values are
// near 0 or near 1. So the interval is mirrored to the left, and the larger logarithm is taken out. This runs on the
// formula as written, before differentiation.

namespace Kernels.Stabilise;

internal static class Differences
{
    const int MostTerms = 32;

    public static Expr? Run(Expr e, ExprPool pool)
    {
        if (e.Op != Op.Log || e[0].Op != Op.Sub || e[0][0].Op != e[0][1].Op || pool.HasRows) return null;
        var (u, v) = (e[0][0].Arguments.FirstOrDefault(), e[0][1].Arguments.FirstOrDefault());
        if (u is null || v is null) return null;
        if (e[0][0].Op == Op.NormalCdf)
        {
            var far = pool.Select(v > 0, Normal(-v, -u, pool), Normal(u, v, pool));
            var (gap, middle) = (Gap(u, v, pool), 0.5 * (u + v));
            var size = pool.Apply(Op.Max, pool.Constant(1), pool.Apply(Op.Abs, middle));
            return pool.Select(gap * size < Narrow, Within(gap, middle, pool), far);
        }
        if (e[0][0].Op != Op.Sigmoid) return null;
        // σ(u) - σ(v) is (1 - e^(v - u))·σ(u)·σ(-v).
        var both = pool.Apply(Op.Softplus, -u) + pool.Apply(Op.Softplus, v);
        return OneMinusExp(Gap(v, u, pool), pool) - both;
    }

    /// <summary>
    /// A gap δ between arguments, times the change of the density's logarithm over it. Up to here the density is nearly
    /// linear.
    /// </summary>
    const double Narrow = 1.0 / 64;

    /// <summary>log(δ·φ(m)·(1 + (m² - 1)·δ²/24)), which neglects less than 2⁻³⁴.</summary>
    static Expr Within(Expr gap, Expr middle, ExprPool pool)
    {
        var (rise, square) = (middle * gap, gap * gap);
        var curve = pool.Apply(Op.Log1P, 1.0 / 24 * (rise * rise - square));
        var density = pool.Constant(-0.91893853320467274178) + -0.5 * (middle * middle);
        return density + curve + pool.Apply(Op.Log, gap);
    }

    /// <summary>
    /// log(a/b) of two inputs that may be close to each other, as in divergences: near 1 it is log(1 + (a - b)/b),
    /// whose difference is exact. For values that are not differentiated again, because log(a/b) has the simpler
    /// derivative.
    /// </summary>
    public static Expr? OfQuotient(Expr e, ExprPool pool)
    {
        if (e.Op != Op.Log || e[0].Op != Op.Div || pool.HasRows) return null;
        var (a, b) = (e[0][0], e[0][1]);
        // log(a/(a + v)) is -log(1 + v/a), for small v.
        if (b.Op == Op.Add && (b[0] == a || b[1] == a))
        {
            var other = b[0] == a ? b[1] : b[0];
            var isLess = pool.Apply(Op.Abs, other) < pool.Apply(Op.Abs, a);
            return pool.Select(isLess, -pool.Apply(Op.Log1P, other / a), e);
        }
        if (!Inputs(a).Any() || !Inputs(b).Any() || Inputs(a).Union(Inputs(b)).Count() < 2) return null;
        var gap = Gap(a, b, pool);
        var isNear = pool.Apply(Op.Abs, gap) < 0.5 * pool.Apply(Op.Abs, b);
        return pool.Select(isNear, pool.Apply(Op.Log1P, gap / b), e);
    }

    /// <summary>The same for log a - log b, for 1 + a and 1 + b, and for multiples of both.</summary>
    public static Expr? OfLogarithms(Expr e, ExprPool pool)
    {
        if (e.Op != Op.Sub || pool.HasRows) return null;
        if (e[0].Op == Op.Mul && e[1].Op == Op.Mul && e[0][0] == e[1][0])
            return OfLogarithms(e[0][1] - e[1][1], pool) is { } part
                ? pool.Select(part[0], e[0][0] * part[1], e) : null;
        if (Argument(e[0], pool) is not { } a || Argument(e[1], pool) is not { } b) return null;
        if (!Inputs(a).Any() || !Inputs(b).Any() || Inputs(a).Union(Inputs(b)).Count() < 2) return null;
        var gap = Gap(a, b, pool);
        var isNear = pool.Apply(Op.Abs, gap) < 0.5 * pool.Apply(Op.Abs, b);
        return pool.Select(isNear, pool.Apply(Op.Log1P, gap / b), e);
    }

    static Expr? Argument(Expr logarithm, ExprPool pool) => logarithm.Op switch
    {
        Op.Log => logarithm[0],
        Op.Log1P => 1 + logarithm[0],
        _ => null,
    };

    static IEnumerable<Expr> Inputs(Expr e) => Body.Reached(e).Where(node => node.Op == Op.Input);

    static Expr Normal(Expr u, Expr v, ExprPool pool)
    {
        var (upper, lower) = (pool.Apply(Op.LogNormalCdf, u), pool.Apply(Op.LogNormalCdf, v));
        return upper + OneMinusExp(lower - upper, pool);
    }

    /// <summary>log(1 - e^d).</summary>
    static Expr OneMinusExp(Expr d, ExprPool pool) => pool.Apply(Op.Log, -pool.Apply(Op.ExpM1, d));

    /// <summary>a - b without the terms that both share: (x + h - m)/s - (x - h - m)/s becomes 2h/s.</summary>
    internal static Expr Gap(Expr a, Expr b, ExprPool pool)
    {
        if (a.Op == Op.Neg && b.Op == Op.Neg) return Gap(b[0], a[0], pool);
        if (a.Op == Op.Div && b.Op == Op.Div && a[1] == b[1]) return Gap(a[0], b[0], pool) / a[1];
        if (a.Op == Op.Mul && b.Op == Op.Mul && a[0] == b[0]) return a[0] * Gap(a[1], b[1], pool);
        if (a.Op == Op.Mul && b.Op == Op.Mul && a[1] == b[1]) return Gap(a[0], b[0], pool) * a[1];
        var difference = a - b;
        if (Term.Of(difference, MostTerms) is not { } terms) return difference;
        var merged = Term.Merge(terms).Where(term => term.Coefficient != 0).ToList();
        if (merged.Count == terms.Count) return difference;
        return merged.Aggregate(pool.Constant(0), (sum, term)
            => sum + term.Coefficient * term.Factors.Aggregate(pool.Constant(1), pool.Mul));
    }
}
