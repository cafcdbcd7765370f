// Logarithms of exponentials with coefficients, which a pattern cannot say: of a product the logarithm of each factor that may leave the
// range, and of a sum the larger term before the logarithm, so that what is under it lies near the coefficients.
namespace Kernels.Stabilise;

internal static class Logarithms
{
    const int MostFactors = 16;

    public static Expr? Run(Expr e, ExprPool pool) => e.Op switch
    {
        Op.Log when e[0].Op == Op.Add => Sum(e[0][0].Is(1) ? pool.Apply(Op.Log1P, e[0][1]) : e, e[0][0], e[0][1], pool),
        Op.Log => Product(e[0], pool),
        Op.Log1P => Sum(e, pool.Constant(1), e[0], pool),
        _ => null,
    };

    /// <summary>log(v·eᵘ) is u + log v, and so is the logarithm of what is divided by eᵘ; of Φ and σ, which vanish, likewise.</summary>
    static Expr? Product(Expr e, ExprPool pool)
    {
        if (e.Op is not (Op.Mul or Op.Div) || pool.HasRows) return null;
        var (rest, sum) = (pool.Constant(1), pool.Constant(0));
        var (open, count, found) = (new Stack<(Expr Node, bool IsUnder)>([(e, false)]), 0, false);
        while (open.Count > 0)
        {
            var (node, isUnder) = open.Pop();
            if (++count > 2 * MostFactors) return null;
            if (node.Op is Op.Mul or Op.Div)
            {
                open.Push((node[1], isUnder != (node.Op == Op.Div)));
                open.Push((node[0], isUnder));
            }
            else if (OfFactor(node, pool) is { } log) (sum, found) = (isUnder ? pool.Sub(sum, log) : pool.Add(sum, log), true);
            else rest = isUnder ? pool.Div(rest, node) : pool.Mul(rest, node);
        }
        return !found ? null : rest.Is(1) ? sum : pool.Add(pool.Apply(Op.Log, rest), sum);
    }

    static Expr? OfFactor(Expr factor, ExprPool pool) => factor.Op switch
    {
        Op.Exp => factor[0],
        Op.Sigmoid => pool.Neg(pool.Apply(Op.Softplus, pool.Neg(factor[0]))),
        Op.NormalCdf => pool.Apply(Op.LogNormalCdf, factor[0]),
        _ => null,
    };

    /// <summary>c·eᵘ, or c where there is no exponential.</summary>
    readonly record struct Term(Expr Coefficient, Expr? Exponent)
    {
        public bool IsUnit => Coefficient.Is(1) || Coefficient.Is(-1);

        public bool IsPositive => Coefficient.IsConstant && Coefficient.Constant > 0;

        public static Term Of(Expr e, ExprPool pool)
        {
            if (e.Op == Op.Exp) return new(pool.Constant(1), e[0]);
            if (e.Op == Op.Neg && Of(e[0], pool) is { Exponent: not null } negative) return negative with { Coefficient = pool.Neg(negative.Coefficient) };
            if (e.Op == Op.Mul && e[1].Op == Op.Exp) return new(e[0], e[1][0]);
            if (e.Op == Op.Mul && e[0].Op == Op.Exp) return new(e[1], e[0][0]);
            return e.Op == Op.Div && e[0].Op == Op.Exp ? new(pool.Div(pool.Constant(1), e[1]), e[0][0]) : new(e, null);
        }

        /// <summary>The logarithm of a term whose coefficient is above 0.</summary>
        public Expr Log(ExprPool pool) => pool.Add(pool.Apply(Op.Log, Coefficient), Exponent ?? pool.Constant(0));
    }

    static Expr? Sum(Expr e, Expr left, Expr right, ExprPool pool)
    {
        var (a, b) = (Term.Of(left, pool), Term.Of(right, pool));
        if (a.Exponent is null) (a, b) = (b, a);
        if (a.Exponent is not { } u || IsHeld(u) || (b.Exponent is { } other && IsHeld(other))) return null;
        // Of coefficients ±1 the table knows it.
        if (a.IsUnit && b.IsUnit) return null;
        if (a.IsPositive && b.IsPositive) return b.Exponent is null ? pool.Add(b.Log(pool), Softplus(pool.Sub(a.Log(pool), b.Log(pool)), pool)) : Larger(a.Log(pool), b.Log(pool), pool);
        if (b.Exponent is { } v)
            return pool.Select(pool.Node(Op.Gt, u, v), pool.Add(u, Shifted(a.Coefficient, b.Coefficient, pool.Sub(u, v), pool)), pool.Add(v, Shifted(b.Coefficient, a.Coefficient, pool.Sub(v, u), pool)));
        return pool.Select(pool.Node(Op.Gt, u, pool.Constant(0)), pool.Add(u, Shifted(a.Coefficient, b.Coefficient, u, pool)), e);
    }

    /// <summary>log(a + b·e⁻ᵈ) for d ≥ 0, which the argument says, so that no later pass looks for the larger term again.</summary>
    static Expr Shifted(Expr a, Expr b, Expr d, ExprPool pool)
    {
        var small = pool.Mul(b, pool.Apply(Op.Exp, pool.Neg(pool.Apply(Op.Max, pool.Constant(0), d))));
        return a.Is(1) ? pool.Apply(Op.Log1P, small) : pool.Apply(Op.Log, pool.Add(a, small));
    }

    static bool IsHeld(Expr exponent) => exponent.Op == Op.Neg && exponent[0].Op == Op.Max && exponent[0][0].Is(0);

    static Expr Larger(Expr u, Expr v, ExprPool pool)
        => pool.Select(pool.Node(Op.Gt, u, v), pool.Add(u, Softplus(pool.Sub(v, u), pool)), pool.Add(v, Softplus(pool.Sub(u, v), pool)));

    static Expr Softplus(Expr e, ExprPool pool) => pool.Apply(Op.Softplus, e);
}
