// The derivatives of what is over a row: what reaches each column of the operand from the upstream gradient g. And the
// other way about: what reaches a value that all columns share is the sum over them.
namespace Kernels.Differentiate;

internal static class RowRules
{
    public static readonly Dictionary<Op, DerivativeRule> ByOp = new()
    {
        [Op.Sum] = (_, _, g) => [g],
        // all columns that have it share alike
        [Op.RowMax] = (p, e, g) => [p.Mul(g, Share(p, e))],
        [Op.RowMin] = (p, e, g) => [p.Mul(g, Share(p, e))],
        [Op.LogSumExp] = (p, e, g) => [p.Mul(g, p.Apply(Op.Softmax, e[0]))],
        // a shift is no variable
        [Op.Decay] = (p, e, g) => [p.Mul(g, e), null],
        [Op.Softmax] = (p, e, g) => [p.Mul(e, p.Sub(g, p.Apply(Op.Sum, p.Mul(g, e))))],
    };

    public static Expr Arriving(ExprPool pool, Expr node, Expr operand, Expr part)
        => ExprPool.Varies(node) && !ExprPool.Varies(operand) ? Total(pool, part) : part;

    /// <summary>
    /// The slope of a root of a sum, as of a length, which is 0 where the sum is: there the length has a kink of which
    /// 0 is a subgradient, as PyTorch's norm has it, and 1/0 times the slope of the sum, 0, would be NaN.
    /// </summary>
    public static Expr OfStatistic(ExprPool p, Expr root, Expr slope)
        => IsStatistic(root[0]) ? p.Select(p.Apply(Op.Eq, root, p.Constant(0)), p.Constant(0), slope) : slope;

    /// <summary>
    /// The slope by a weight, g times what it multiplies. An exponential that has no weight is hidden from
    /// the largest of its row, and so is 0; but the slope by that weight is the exponential itself, which
    /// may be larger than all others.
    /// </summary>
    public static Expr OfWeight(ExprPool p, Expr g, Expr e, Expr weight)
    {
        if (e.Op != Op.Decay || Hidden(e[0]) is not { } hidden || !IsFactor(hidden.Weight, weight)) return p.Mul(g, e);
        var unhidden = Rescaled(p, g, e[1], hidden.Exponent);
        return unhidden is null ? p.Mul(g, p.Select(e[0][0], p.Apply(Op.Exp, p.Sub(hidden.Exponent, e[1])), e))
            : p.Select(e[0][0], unhidden, p.Mul(g, e));
    }

    /// <summary>
    /// g·e^(u - m) where a factor of g is e^(m - m′), as a sum has it beside others that are larger: e^(u - m′) in
    /// its place, because that factor may be 0 where the other is infinite, as where no column has a weight. Null
    /// where g has none.
    /// </summary>
    static Expr? Rescaled(ExprPool p, Expr g, Expr shift, Expr exponent)
    {
        switch (g.Op)
        {
            case Op.Exp when g[0].Op == Op.Sub && g[0][0] == shift:
                return p.Apply(Op.Exp, p.Sub(exponent, g[0][1]));
            case Op.Neg:
                return Rescaled(p, g[0], shift, exponent) is { } negated ? p.Neg(negated) : null;
            case Op.Div:
                return Rescaled(p, g[0], shift, exponent) is { } over ? p.Div(over, g[1]) : null;
            case Op.Mul:
                if (Rescaled(p, g[0], shift, exponent) is { } left) return p.Mul(left, g[1]);
                return Rescaled(p, g[1], shift, exponent) is { } right ? p.Mul(g[0], right) : null;
            // Of no column with a weight the sum is 0, and its slopes are not.
            case Op.Select when g[1].Is(0) && Rescaled(p, g[2], shift, exponent) is { } chosen:
                return Body.Reached(g[0]).Contains(shift) ? chosen : p.Select(g[0], g[1], chosen);
            default:
                return null;
        }
    }

    /// <summary>Exponents of which those without a weight are -∞; null for any others.</summary>
    public static (Expr Weight, Expr Exponent)? Hidden(Expr e)
        => e.Op == Op.Select && e[0].Op == Op.Eq && e[1].Is(double.NegativeInfinity)
            && e[0].Arguments.Any(side => side.Is(0)) ? (e[0][0].Is(0) ? e[0][1] : e[0][0], e[2]) : null;

    /// <summary>A weight that a choice takes away is multiplied where it is chosen.</summary>
    static bool IsFactor(Expr factor, Expr product)
        => product == factor || factor.Op == Op.Select && factor[1].Is(0) && IsFactor(factor[2], product)
            || factor.Op == Op.Select && factor[2].Is(0) && IsFactor(factor[1], product)
            || product.Op == Op.Mul && (IsFactor(factor, product[0]) || IsFactor(factor, product[1]));

    /// <summary>A sum, or a mean: a number that is added to it keeps it from 0.</summary>
    static bool IsStatistic(Expr e) => e.Op switch
    {
        Op.Sum => true,
        // A mean, or that of one degree of freedom less.
        Op.Div => IsCount(e[1]) && IsStatistic(e[0]),
        Op.Mul => e[0].Shape == Shape.Scalar && IsStatistic(e[1]) || e[1].Shape == Shape.Scalar && IsStatistic(e[0])
            || IsStatistic(e[0]) && IsStatistic(e[1]),
        // A variance in sums, or what is left of it.
        Op.Add or Op.Sub => IsStatistic(e[0]) && IsStatistic(e[1]),
        _ => false,
    };

    static bool IsCount(Expr e)
        => e.Op == Op.Count
            || e.Op is Op.Add or Op.Sub && (IsCount(e[0]) && e[1].IsConstant || IsCount(e[1]) && e[0].IsConstant);

    static Expr Share(ExprPool p, Expr e)
    {
        var has = p.Apply(Op.Eq, e[0], e);
        return p.Select(has,
            p.Div(p.Constant(1), p.Apply(Op.Sum, p.Select(has, p.Constant(1), p.Constant(0)))), p.Constant(0));
    }

    /// <summary>Term by term, so that each sum can join the pass that has its terms already.</summary>
    static Expr Total(ExprPool p, Expr part) => part.Op switch
    {
        // A deviation stays one: its parts cancel.
        Op.Add when ExprPool.Varies(part[0]) && ExprPool.Varies(part[1]) => p.Add(Total(p, part[0]), Total(p, part[1])),
        Op.Sub when ExprPool.Varies(part[0]) && ExprPool.Varies(part[1]) => p.Sub(Total(p, part[0]), Total(p, part[1])),
        Op.Neg => p.Neg(Total(p, part[0])),
        Op.Softmax => p.Constant(1),
        Op.Mul when !ExprPool.Varies(part[0]) => Times(p, part[0], Total(p, part[1])),
        Op.Mul when !ExprPool.Varies(part[1]) => Times(p, part[1], Total(p, part[0])),
        _ => p.Apply(Op.Sum, part),
    };

    /// <summary>Deviations from a mean add up to 0, whatever they are multiplied by.</summary>
    static Expr Times(ExprPool p, Expr shared, Expr total) => total.Is(0) ? total : p.Mul(shared, total);
}
