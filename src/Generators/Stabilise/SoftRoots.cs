// u/(1 + |u|ᵏ)^(1/k), the family of softsign (k = 1) and u/√(1 + u²) (k = 2). As written, its slope far out is a
// difference of two equal numbers. There it becomes sign(u)·(1 + |u|⁻ᵏ)^(-1/k), whose derivatives are products. This
// runs on the formula as written, before differentiation.
namespace Kernels.Stabilise;

internal static class SoftRoots
{
    const int MostFactors = 8;

    public static Expr? Run(Expr e, ExprPool pool)
    {
        if (e.Op != Op.Div || e[1].Op != Op.Pow || e[1][0].Op != Op.Add || !e[1][0][0].Is(1)) return null;
        var (bulk, root) = (e[1][0][1], e[1][1]);
        if (Raised(bulk, root, pool) is not var (bases, exponent)) return null;
        var inner = bases.Op == Op.Abs ? bases[0] : bases;
        var (scale, u) = Constants.Factor(e[0]);
        if (Multiple(u, inner, pool) is not { } multiple) return null;
        var far = pool.Apply(Op.Pow, pool.Apply(Op.Abs, inner), -exponent);
        var tail = pool.Apply(Op.Pow, 1 + far, -root);
        var sign = pool.Select(inner > 0, pool.Constant(1), pool.Constant(-1));
        var near = e[0] * pool.Apply(Op.Pow, e[1][0], -root);
        return pool.Select(bulk > 1, scale * multiple * (sign * tail), near);
    }

    /// <summary>
    /// Base and exponent of the power, if the root is the reciprocal of that exponent. Small whole powers are products.
    /// </summary>
    static (Expr Base, Expr Exponent)? Raised(Expr power, Expr root, ExprPool pool)
    {
        if (power.Op == Op.Pow)
        {
            var (known, exponent) = (power[0], power[1]);
            var isInverse = root.Op == Op.Div && root[0].Is(1) && root[1] == exponent || IsInverse(root, exponent);
            return isInverse ? (known, exponent) : null;
        }
        var factors = new List<Expr>();
        var open = new Stack<Expr>([power]);
        while (open.Count > 0 && factors.Count + open.Count <= MostFactors)
        {
            var node = open.Pop();
            if (node.Op == Op.Mul) foreach (var operand in node.Arguments) open.Push(operand);
            else factors.Add(node);
        }
        if (open.Count > 0 || factors.Count < 2 || factors.Any(factor => factor != factors[0])) return null;
        var count = pool.Constant(factors.Count);
        return IsInverse(root, count) && (factors[0].Op == Op.Abs || factors.Count % 2 == 0)
            ? (factors[0], count)
            : null;
    }

    static bool IsInverse(Expr root, Expr power)
        => root.IsConstant && power.IsConstant && Math.Abs(root.Constant * power.Constant - 1) < 1e-15;

    /// <summary>The factor k of u = k·v, where v is the base of the power; null if there is none.</summary>
    static Expr? Multiple(Expr u, Expr inner, ExprPool pool)
        => u == inner ? pool.Constant(1)
            : inner.Op == Op.Div && inner[0] == u ? inner[1]
            : inner.Op == Op.Mul && inner[1] == u ? 1 / inner[0]
            : inner.Op == Op.Mul && inner[0] == u ? 1 / inner[1] : null;
}
