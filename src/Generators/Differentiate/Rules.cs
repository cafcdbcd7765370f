// The derivatives, one line an operation: what it adds to the gradient of each operand, from the operands x, y,
// the result r and the upstream gradient g. Written in stable forms, so that no later stage has to rescue them.
// Kink conventions stand beside the rule that fixes them; docs/numerics.md has them as a table.
namespace Kernels.Differentiate;

using Rule = Func<ExprPool, Expr, Expr, Expr?[]>;

internal static class Rules
{
    const double TwoOverRootPi = 1.1283791670955125739;

    static readonly Dictionary<Op, Rule> ByOp = new()
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

        [Op.Exp] = (p, e, g) => [p.Mul(g, e)],
        [Op.Exp2] = (p, e, g) => [p.Mul(0.69314718055994530942, p.Mul(g, e))],
        // from x: r + 1 loses all bits for x far below 0
        [Op.ExpM1] = (p, e, g) => [p.Mul(g, p.Apply(Op.Exp, e[0]))],
        [Op.Log] = (p, e, g) => [p.Div(g, e[0])],
        [Op.Log2] = (p, e, g) => [p.Div(p.Mul(1.4426950408889634074, g), e[0])],
        [Op.Log1P] = (p, e, g) => [p.Div(g, p.Add(p.Constant(1), e[0]))],
        [Op.Pow] = (p, e, g) => [ByBase(p, e, g), e[1].IsConstant ? null : ByExponent(p, e, g)],
        [Op.Sin] = (p, e, g) => [p.Mul(g, p.Apply(Op.Cos, e[0]))],
        [Op.Cos] = (p, e, g) => [p.Neg(p.Mul(g, p.Apply(Op.Sin, e[0])))],
        [Op.Tanh] = (p, e, g) => [p.Mul(g, p.Mul(4, p.Apply(Op.LogisticPdf, p.Mul(2, e[0]))))], // sech², not 1 - r²
        [Op.Sinh] = (p, e, g) => [p.Mul(g, p.Apply(Op.Cosh, e[0]))],
        [Op.Cosh] = (p, e, g) => [p.Mul(g, p.Apply(Op.Sinh, e[0]))],
        [Op.Atan] = (p, e, g) => [p.Mul(g, p.Apply(Op.Lorentzian, e[0]))],
        // u times one factor first: the square of both is 0 too soon
        [Op.Lorentzian] = (p, e, g) => [p.Mul(-2, p.Mul(g, p.Mul(p.Mul(e[0], e), e)))],
        [Op.Erf] = (p, e, g) => [p.Mul(g, p.Mul(TwoOverRootPi, Gaussian(p, e[0])))],
        [Op.Erfc] = (p, e, g) => [p.Mul(g, p.Mul(-TwoOverRootPi, Gaussian(p, e[0])))],
        // e/(1+e)², not r(1 - r)
        [Op.Sigmoid] = (p, e, g) => [p.Mul(g, p.Apply(Op.LogisticPdf, e[0]))],
        [Op.LogSigmoid] = (p, e, g) => [p.Mul(g, p.Apply(Op.Sigmoid, p.Neg(e[0])))],
        [Op.Softplus] = (p, e, g) => [p.Mul(g, p.Apply(Op.Sigmoid, e[0]))],
        [Op.NormalCdf] = (p, e, g) => [p.Mul(g, p.Apply(Op.NormalPdf, e[0]))],
        [Op.LogNormalCdf] = (p, e, g) => [p.Mul(g, p.Apply(Op.InverseMills, e[0]))],
        [Op.InverseMills] = (p, e, g) => [p.Mul(g, p.Apply(Op.InverseMillsSlope, e[0]))],
        [Op.InverseMillsSlope] = (p, e, g) => [p.Neg(p.Mul(g, MillsCurve(p, e)))],
        [Op.ZeroProduct] = ZeroProduct,
        [Op.LogRootSum] = (p, e, g) => [p.Div(g, RootOf(p, e)),
            e[1].IsConstant ? null : p.Div(p.Div(p.Mul(0.5, g), RootOf(p, e)), p.Add(e[0], RootOf(p, e)))],
        [Op.LogisticPdf] = (p, e, g) => [p.Neg(p.Mul(g, p.Mul(e, TanhOfHalf(p, e[0]))))],
        [Op.NormalPdf] = (p, e, g) => [p.Neg(p.Mul(g, p.Mul(e[0], e)))],
        [Op.TanhSoftplus] = (p, e, g) => [p.Mul(g, p.Apply(Op.TanhSoftplusSlope, e[0]))],
        // twice: the square would overflow
        [Op.Softsign] = (p, e, g) => [p.Div(p.Div(g, OnePlusAbs(p, e[0])), OnePlusAbs(p, e[0]))],
        [Op.SigmoidPlus] = (p, e, g) => Plus(p, e, g, Op.LogisticPdf),
        [Op.NormalCdfPlus] = (p, e, g) => Plus(p, e, g, Op.NormalPdf),
        [Op.TanhSoftplusPlus] = (p, e, g) => Plus(p, e, g, Op.TanhSoftplusSlope),
        [Op.TanhSoftplusSlope] = (p, e, g) => [p.Mul(g, p.Mul(e, LogSlope(p, e[0])))],
    };

    /// <summary>
    /// The derivative as a function of the result alone, where there is one: what backward-from-output uses.
    /// </summary>
    public static readonly Dictionary<Op, Func<ExprPool, Expr, Expr>> ByResult = new()
    {
        [Op.Exp] = (_, r) => r,
        [Op.ExpM1] = (p, r) => p.Add(p.Constant(1), r),
        [Op.Tanh] = (p, r) => p.Sub(p.Constant(1), p.Mul(r, r)),
        [Op.Sigmoid] = (p, r) => p.Mul(r, p.Sub(p.Constant(1), r)),
        [Op.Softplus] = (p, r) => p.Neg(p.Apply(Op.ExpM1, p.Neg(r))),
        [Op.Sqrt] = (p, r) => p.Div(p.Constant(0.5), r),
    };

    /// <summary>What the node passes to each operand; null where nothing passes.</summary>
    public static Expr?[] Apply(ExprPool pool, Expr node, Expr upstream)
        => (ByOp.TryGetValue(node.Op, out var rule) || RowRules.ByOp.TryGetValue(node.Op, out rule))
            ? rule(pool, node, upstream)
            : new Expr?[node.Arguments.Length];

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
    /// tanh(½u). Half of a subnormal float may be 0: there ½ waits outside, for other factors to make up for it.
    /// </summary>
    static Expr TanhOfHalf(ExprPool p, Expr u)
    {
        var tanh = p.Apply(Op.Tanh, p.Mul(0.5, u));
        if (u.Op == Op.Mul && u[0].IsConstant && Math.Abs(u[0].Constant) > 1) return tanh;
        var isLinear = p.Node(Op.Lt, p.Apply(Op.Abs, u), p.Constant(Math.Pow(2, -13)));
        return p.Mul(0.5, p.Select(isLinear, u, p.Mul(2, tanh)));
    }

    /// <summary>f(u) + a·f'(u) passes f'(u) + a·f''(u) to u and f'(u) to a.</summary>
    static Expr?[] Plus(ExprPool p, Expr e, Expr g, Op slope)
    {
        var first = p.Apply(slope, e[0]);
        var second = ByOp[slope](p, first, p.Constant(1))[0]!;
        return [p.Mul(g, p.Add(first, p.Mul(e[1], second))), p.Mul(g, first)];
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

    /// <summary>
    /// Of λ' = -λ(u + λ) the slope is -(λ'·(u + λ) + λ·(1 + λ')), λ the inverse Mills ratio. Far to the left the
    /// two products cancel, and the slope is computed from its series 2/u³ - 24/u⁵ instead.
    /// </summary>
    static Expr MillsCurve(ExprPool p, Expr slope)
    {
        var (u, ratio) = (slope[0], p.Apply(Op.InverseMills, slope[0]));
        var near = p.Add(p.Mul(slope, p.Add(u, ratio)), p.Mul(ratio, p.Add(p.Constant(1), slope)));
        var square = p.Mul(u, u);
        var far = p.Div(p.Div(p.Add(p.Constant(2), p.Div(p.Constant(-24), square)), square), u);
        return p.Select(p.Node(Op.Lt, u, p.Constant(-1000)), far, near);
    }

    /// <summary>√(a + u²).</summary>
    static Expr RootOf(ExprPool p, Expr e) => p.Apply(Op.Sqrt, p.Add(e[1], p.Mul(e[0], e[0])));

    static Expr OnePlusAbs(ExprPool p, Expr u) => p.Add(p.Constant(1), p.Apply(Op.Abs, u));

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

    /// <summary>e^(-u²) as √(2π)·φ(√2·u), which squares in two parts.</summary>
    static Expr Gaussian(ExprPool p, Expr u)
    {
        const double rootTwo = 1.4142135623730950488;
        // Of u/√2 it is φ(u), the one that Φ(u) has as its slope.
        var isHalved = u.Op == Op.Mul && u[0].IsConstant && Math.Abs(rootTwo * u[0].Constant - 1) <= 4e-16;
        return p.Mul(2.5066282746310005024, p.Apply(Op.NormalPdf, isHalved ? u[1] : p.Mul(rootTwo, u)));
    }

    /// <summary>
    /// (log T')' where T = tanh∘softplus and T' = 4n(n+1)/D², D = n²+2n+2, n = eᵘ: 1 + n/(n+1) - 4(n²+n)/D.
    /// Bounded: 2(n²+n)/D = T + n²/D, and n²/D = T·n/(n+2) = T·σ(u - log 2).
    /// </summary>
    static Expr LogSlope(ExprPool p, Expr u)
    {
        var t = p.Apply(Op.TanhSoftplus, u);
        var quadratic = p.Mul(t, p.Apply(Op.Sigmoid, p.Sub(u, p.Constant(0.69314718055994530942))));
        return p.Sub(p.Add(p.Constant(1), p.Apply(Op.Sigmoid, u)), p.Mul(2, p.Add(t, quadratic)));
    }
}
