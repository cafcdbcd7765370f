// The derivatives, one line an operation: what it adds to the gradient of each operand, from the operands x, y,
// the result r and the upstream gradient g. Those of functions are in FunctionTable.
// Kink conventions stand beside the rule that fixes them; docs/numerics.md has them as a table.
namespace Kernels.Differentiate;

internal static class Rules
{
    static readonly Dictionary<Op, DerivativeRule> ByOp = new()
    {
        [Op.Add] = (_, _, g) => [g, g],
        [Op.Sub] = (p, _, g) => [g, p.Neg(g)],
        [Op.Mul] = (p, e, g) => [RowRules.OfWeight(p, g, e[1], e[0]), RowRules.OfWeight(p, g, e[0], e[1])],
        [Op.Div] = (p, e, g) => [p.Div(g, e[1]), p.Neg(p.Div(p.Mul(g, e), e[1]))],
        [Op.Neg] = (p, _, g) => [p.Neg(g)],
        [Op.Sqrt] = (p, e, g) => [RowRules.OfStatistic(p, e, p.Div(p.Mul(0.5, g), e))],
        [Op.Floor] = (_, _, _) => [null],                                                       // 0, also at the steps
        [Op.Detach] = (_, _, _) => [null],
        [Op.Abs] = (p, e, g) => [p.Mul(g, Sign(p, e[0]))],                                      // 0 at 0
        [Op.Select] = (p, e, g) => [null, p.Select(e[0], g, Zero(p)), p.Select(e[0], Zero(p), g)],
        // a constant takes the tie: relu'(0) = 0
        [Op.Max] = (p, e, g) => Extreme(p, e, g, Op.Gt),
        // hence relu6, hardtanh: open interval
        [Op.Min] = (p, e, g) => Extreme(p, e, g, Op.Lt),
        // closed interval
        [Op.Clamp] = (p, e, g) => [p.Select(Inside(p, e), g, Zero(p)), Below(p, e, g), Above(p, e, g)],

        [Op.Pow] = (p, e, g) => [ByBase(p, e, g), e[1].IsConstant ? null : ByExponent(p, e, g)],
        [Op.ZeroProduct] = ZeroProduct,
    };

    /// <summary>The derivative as a function of the result alone, where there is one.</summary>
    public static Func<ExprPool, Expr, Expr>? ByResult(Op op)
        => op == Op.Sqrt ? (p, r) => p.Div(p.Constant(0.5), r) : op.Function()?.DerivativeByResult;

    /// <summary>What the node passes to each operand; null where nothing passes.</summary>
    public static Expr?[] Apply(ExprPool pool, Expr node, Expr upstream)
        => (ByOp.TryGetValue(node.Op, out var rule) || RowRules.ByOp.TryGetValue(node.Op, out rule)
                ? rule
                : node.Op.Function()?.Derivative)?.Invoke(pool, node, upstream)
            ?? new Expr?[node.Arguments.Length];

    /// <summary>
    /// Of log(a/b) to a and b themselves. By way of the quotient it would be 1/(a/b)/b and 1/(a/b)·(a/b)/b, whose
    /// slopes cancel where one is far larger than the other.
    /// </summary>
    public static Expr?[] LogOfQuotient(ExprPool p, Expr log, Expr g)
        => [p.Div(g, log[0][0]), p.Neg(p.Div(g, log[0][1]))];

    /// <summary>y·xʸ⁻¹; 0 where x and y are 0, for 0·0⁻¹ is no number.</summary>
    static Expr ByBase(ExprPool p, Expr e, Expr g)
    {
        // In the second derivative y·(y - 1) would outgrow the exponents that a scaling has.
        // Beyond 2⁶² every power is 0, 1 or ∞: there the product stands at 2¹²⁴.
        var isNear = p.Node(Op.Lt, p.Apply(Op.Abs, e[1]), p.Constant(Math.Pow(2, 62)));
        var factor = e[1].Op == Op.Add ? p.Select(isNear, e[1], p.Div(p.Constant(Math.Pow(2, 124)), e[1])) : e[1];
        var slope = p.Mul(factor, p.Apply(Op.Pow, e[0], p.Sub(e[1], p.Constant(1))));
        slope = p.Select(p.Apply(Op.And, p.Apply(Op.Eq, e[0], Zero(p)), p.Apply(Op.Eq, e[1], Zero(p))), Zero(p), slope);
        return p.Mul(g, e[1].IsConstant && e[1].Constant is > 0 and < 1 ? RowRules.OfStatistic(p, e, slope) : slope);
    }

    /// <summary>
    /// xʸ·log x; 0 where the power is 0 at x = 0 or ∞, for 0·∞ is no number (of 0⁰ it is a convention).
    /// </summary>
    static Expr ByExponent(ExprPool p, Expr e, Expr g)
    {
        var (x, y) = (e[0], e[1]);
        var atZero = p.Apply(Op.And, p.Apply(Op.Eq, x, Zero(p)), p.Apply(Op.Ge, y, Zero(p)));
        var atInfinity =
            p.Apply(Op.And, p.Apply(Op.Eq, x, p.Constant(double.PositiveInfinity)), p.Apply(Op.Lt, y, Zero(p)));
        return p.Mul(g, p.Select(p.Apply(Op.Or, atZero, atInfinity), Zero(p), p.Mul(e, p.Apply(Op.Log, x))));
    }

    /// <summary>
    /// log y to x, and to the logarithm x, so that x/y is 0 where x is 0; of x·log x together 1 + log x,
    /// for x/x would be two infinities in the second derivative.
    /// </summary>
    static Expr?[] ZeroProduct(ExprPool p, Expr e, Expr g)
    {
        var (x, log) = (e[0], e[1]);
        if (log.Op == Op.Log && log[0] == x) return [p.Mul(g, p.Add(p.Constant(1), log)), null, null];
        return [p.Mul(g, log), p.Select(p.Node(Op.Eq, x, Zero(p)), Zero(p), p.Mul(g, x)), null];
    }

    static Expr Zero(ExprPool p) => p.Constant(0);

    static Expr Sign(ExprPool p, Expr x)
        => p.Select(p.Node(Op.Gt, x, Zero(p)), p.Constant(1),
            p.Select(p.Node(Op.Lt, x, Zero(p)), p.Constant(-1), Zero(p)));

    static Expr?[] Extreme(ExprPool p, Expr e, Expr g, Op wins)
    {
        var (a, b) = (e[0], e[1]);
        if (a.IsConstant) return [null, p.Select(p.Node(wins, b, a), g, Zero(p))];
        if (b.IsConstant) return [p.Select(p.Node(wins, a, b), g, Zero(p)), null];
        // So does a parameter, trainable or not, and what is made of parameters; of two of them, either.
        if (a.Shape == Shape.Scalar)
            return [p.Select(p.Node(wins, b, a), Zero(p), g), p.Select(p.Node(wins, b, a), g, Zero(p))];
        if (b.Shape == Shape.Scalar)
            return [p.Select(p.Node(wins, a, b), g, Zero(p)), p.Select(p.Node(wins, a, b), Zero(p), g)];
        // ½, ½ at a tie of two variables
        var half = p.Mul(0.5, g);
        return
        [
            p.Select(p.Node(wins, a, b), g, p.Select(p.Node(Op.Eq, a, b), half, Zero(p))),
            p.Select(p.Node(wins, b, a), g, p.Select(p.Node(Op.Eq, a, b), half, Zero(p))),
        ];
    }

    static Expr Inside(ExprPool p, Expr e) => p.Node(Op.And, p.Node(Op.Ge, e[0], e[1]), p.Node(Op.Le, e[0], e[2]));
    static Expr Below(ExprPool p, Expr e, Expr g) => p.Select(p.Node(Op.Lt, e[0], e[1]), g, Zero(p));
    static Expr Above(ExprPool p, Expr e, Expr g) => p.Select(p.Node(Op.Gt, e[0], e[2]), g, Zero(p));
}
