// The identities that compute with constants, which a pattern cannot say.
namespace Kernels.Stabilise;

internal static class Constants
{
    const double RootHalf = 0.70710678118654752440;

    const int DeepestQuotient = 12;

    /// <summary>
    /// A product with one constant, in front: 0.5·x·(2·σ) becomes x·σ. Otherwise the identities would not match.
    /// </summary>
    public static Expr? Gather(Expr e, ExprPool pool)
    {
        if (e.Op is not (Op.Mul or Op.Div)) return null;
        var (a, b) = (e[0], e[1]);
        if (e.Op == Op.Mul)
        {
            if (a.IsConstant && Factor(b) is (not 1, var rest))
                return Times(a.Constant * Factor(b).Constant, rest, pool);
            if (a.IsConstant && Folded(a.Constant, b, pool) is { } quotient) return quotient;
            if (!a.IsConstant && Leading(a) is { } left) return Times(left, a[1] * b, pool);
            if (!a.IsConstant && Leading(b) is { } right) return Times(right, a * b[1], pool);
            return null;
        }
        // A division by a power of two is exact as a product with its reciprocal.
        if (b.IsPowerOfTwo && Math.Abs(b.Constant) is >= 1e-30 and <= 1e30) return 1 / b.Constant * a;
        if (b.IsConstant && Leading(a) is { } scale) return Times(scale / b.Constant, a[1], pool);
        if (b.Op == Op.Mul && b[0].IsPowerOfTwo) return Times(1 / b[0].Constant, a / b[1], pool);
        if (!b.IsConstant && Leading(a) is { } numerator) return Times(numerator, a[1] / b, pool);
        return null;
    }

    /// <summary>
    /// erfc(-u/√2) becomes 2Φ(u). The scaled argument would be rounded, and e^(-u²/2) multiplies that error by u².
    /// </summary>
    public static Expr? NormalDistribution(Expr e, ExprPool pool)
    {
        if (e.Op != Op.Erfc) return null;
        var (constant, rest) = Factor(e[0]);
        if (!Near(Math.Abs(constant), RootHalf)) return null;
        return 2 * pool.Apply(Op.NormalCdf, constant < 0 ? rest : -rest);
    }

    /// <summary>
    /// π/2 + atan(u) becomes -atan(1/u) for u &lt; -1, where the sum cancels; also with a factor, and mirrored.
    /// </summary>
    public static Expr? ArcTangent(Expr e, ExprPool pool)
    {
        if (e.Op is not (Op.Add or Op.Sub) || !e[0].IsConstant) return null;
        var (factor, atan) = Factor(e[1]);
        if (atan.Op != Op.Atan) return null;
        if (e.Op == Op.Sub) factor = -factor;
        var (scale, u) = (e[0].Constant / (0.5 * Math.PI), atan[0]);
        if (!Near(Math.Abs(factor / scale), 1)) return null;
        // scale·(π/2 ± atan(u)): on one side it decays to 0.
        var decays = factor / scale > 0 ? u < -1 : u > 1;
        return pool.Select(decays, -factor * pool.Apply(Op.Atan, 1 / u), e);
    }

    /// <summary>
    /// log(½ + atan(u)/π) where the sum is near 1 (its tail has been rewritten before): log(1 - rest), with the rest
    /// computed directly.
    /// </summary>
    public static Expr? LogOfArcTangent(Expr e, ExprPool pool)
    {
        if (e.Op != Op.Log || e[0].Op != Op.Select || e[0][2] is not { Op: Op.Add or Op.Sub } sum || !sum[0].Is(0.5))
            return null;
        var (factor, atan) = Factor(sum[1]);
        if (atan.Op != Op.Atan || !Near(Math.Abs(factor), 1 / Math.PI)) return null;
        if (sum.Op == Op.Sub) factor = -factor;
        var (u, one) = (atan[0], pool.Constant(1));
        var isNextToOne = factor > 0 ? u > one : u < -one;
        var missing = -factor * pool.Apply(Op.Atan, one / u);
        return pool.Select(isNextToOne, pool.Apply(Op.Log1P, missing), e);
    }

    /// <summary>c ± k·u/√(a + u²) becomes c·(1 ± u/√(a + u²)), wherever the constants stand.</summary>
    public static Expr? RootQuotient(Expr e, ExprPool pool)
    {
        if (e.Op is not (Op.Add or Op.Sub) || !e[0].IsConstant || e[0].Is(1) || e[0].Is(0)) return null;
        if (e.Depth > DeepestQuotient) return null;
        var (over, under, factor) = (new List<Expr>(), new List<Expr>(), 1.0);
        Split(e[1], false);
        if (over.Count != 1 || under.Count != 1 || under[0].Op != Op.Sqrt || under[0][0].Op != Op.Add
            || !Near(Math.Abs(factor), Math.Abs(e[0].Constant)))
            return null;
        var square = over[0] * over[0];
        if (under[0][0][0] != square && under[0][0][1] != square) return null;
        var quotient = over[0] / under[0];
        return e[0] * (factor > 0 == e[0].Constant > 0 == (e.Op == Op.Add) ? 1 + quotient : 1 - quotient);

        void Split(Expr part, bool isUnder)
        {
            if (part.IsConstant) factor = isUnder ? factor / part.Constant : factor * part.Constant;
            else if (part.Op is Op.Mul or Op.Div)
            {
                Split(part[0], isUnder);
                Split(part[1], isUnder != (part.Op == Op.Div));
            }
            else (isUnder ? under : over).Add(part);
        }
    }

    /// <summary>Powers that are named functions: eᵘ, and the roots of a sum with a positive constant.</summary>
    public static Expr? Power(Expr e, ExprPool pool)
    {
        if (e.Op != Op.Pow) return null;
        if (e[0].IsConstant && Near(e[0].Constant, Math.E)) return pool.Apply(Op.Exp, e[1]);
        // At -0 and -∞ power and root differ; such a sum does not take these values.
        if (!(e[0].Op == Op.Add && e[0][0].IsConstant && e[0][0].Constant > 0)) return null;
        return e[1].Is(0.5) ? pool.Apply(Op.Sqrt, e[0])
            : e[1].Is(-0.5) ? pool.Constant(1) / pool.Apply(Op.Sqrt, e[0]) : null;
    }

    /// <summary>
    /// √(c + 4ᵏ·u) becomes 2ᵏ·√(c/4ᵏ + u). That is exact, and the root then has u under it, as other terms do.
    /// </summary>
    public static Expr? ScaledRoot(Expr e, ExprPool pool)
    {
        if (e.Op != Op.Sqrt || e[0].Op != Op.Add || !e[0][0].IsConstant || e[0][1].Op != Op.Mul
            || !e[0][1][0].IsPowerOfTwo || e[0][1][0].Constant is <= 0 or 1)
            return null;
        var (scale, root) = (e[0][1][0].Constant, Math.Sqrt(e[0][1][0].Constant));
        return root * root != scale ? null : root * pool.Apply(Op.Sqrt, e[0][0].Constant / scale + e[0][1][1]);
    }

    /// <summary>c·(k/u) becomes (c·k)/u: with c outside, k/u might overflow before c makes it small.</summary>
    static Expr? Folded(double c, Expr e, ExprPool pool)
    {
        if (e.Op != Op.Div) return null;
        if (e[0].IsConstant) return c * e[0].Constant / e[1];
        return Folded(c, e[0], pool) is { } numerator ? numerator / e[1] : null;
    }

    static double? Leading(Expr e) => e.Op == Op.Mul && e[0].IsConstant ? e[0].Constant : null;

    /// <summary>A value as constant times rest, whether it is written c·u, u/c or -u.</summary>
    internal static (double Constant, Expr Value) Factor(Expr e) => e.Op switch
    {
        Op.Mul when e[0].IsConstant => (e[0].Constant, e[1]),
        Op.Div when e[1].IsConstant && e[1].Constant != 0 && Factor(e[0]) is var (c, rest) => (c / e[1].Constant, rest),
        Op.Neg when Factor(e[0]) is var (c, rest) => (-c, rest),
        _ => (1, e),
    };

    static Expr Times(double constant, Expr e, ExprPool pool) => Exact(constant) * e;

    /// <summary>Removes the rounding errors of constants: 2·√(2π)/√(2π) becomes 2.</summary>
    static double Exact(double constant)
        => Math.Round(8 * constant) / 8 is var near && Near(Math.Abs(constant), Math.Abs(near)) ? near : constant;

    static bool Near(double a, double b) => Math.Abs(a - b) <= 4e-16 * b;
}
