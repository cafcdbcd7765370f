// The logistic distribution: the sigmoid σ, its logarithm, its integral and its slope.
namespace Kernels.Ir;

internal static partial class FunctionTable
{
    static FunctionRow[] Logistic =>
    [
        // e/(1+e)², not r(1 - r)
        new(Op.Sigmoid, "sigmoid", ScalarFunctions.Sigmoid, (p, e, g) => [p.Mul(g, p.Apply(Op.LogisticPdf, e[0]))])
        {
            Words = Ours("Sigmoid"), Symbol = "σ",
            Big = new(BigFloat.Sigmoid, (x, r) => r * BigFloat.Sigmoid(-x),
                (x, r, s) => s * (BigFloat.Sigmoid(-x) - r)),
            DerivativeByResult = (p, r) => p.Mul(r, p.Sub(One(p), r)),
            Made = (p, e) => p.Div(One(p), OnePlus(p, Exp(p, p.Neg(e[0])))),
            Range = new(0, 1), HasNoZeros = true,
        },
        new(Op.LogSigmoid, "logsigmoid", x => -ScalarFunctions.Softplus(-x),
            (p, e, g) => [p.Mul(g, p.Apply(Op.Sigmoid, p.Neg(e[0])))])
        {
            Words = Ours("LogSigmoid"),
            Big = new(x => -BigFloat.Softplus(-x), (x, _) => BigFloat.Sigmoid(-x),
                (x, _, s) => -s * BigFloat.Sigmoid(x)),
            Made = (p, e) => p.Neg(p.Apply(Op.Log, OnePlus(p, Exp(p, p.Neg(e[0]))))),
        },
        new(Op.Softplus, "softplus", ScalarFunctions.Softplus, (p, e, g) => [p.Mul(g, p.Apply(Op.Sigmoid, e[0]))])
        {
            Words = Ours("Softplus"),
            Big = new(BigFloat.Softplus, (x, _) => BigFloat.Sigmoid(x), (x, _, s) => s * BigFloat.Sigmoid(-x)),
            DerivativeByResult = (p, r) => p.Neg(p.Apply(Op.ExpM1, p.Neg(r))),
            Made = (p, e) => p.Apply(Op.Log, OnePlus(p, Exp(p, e[0]))),
            Range = Range.NotNegative, HasNoZeros = true,
        },
        new(Op.LogisticPdf, "logisticpdf", ScalarFunctions.LogisticPdf,
            (p, e, g) => [p.Neg(p.Mul(g, p.Mul(e, TanhOfHalf(p, e[0]))))])
        {
            Made = (p, e) => p.Mul(p.Apply(Op.Sigmoid, e[0]), p.Apply(Op.Sigmoid, p.Neg(e[0]))),
            Symbol = "σ'", Range = new(0, 1), HasNoZeros = true,
        },
        // σ(u) + a·σ'(u), the derivative of u·σ(u) and its kin.
        new(Op.SigmoidPlus, "sigmoidplus", ScalarFunctions.SigmoidPlus, (p, e, g) => Plus(p, e, g, Op.LogisticPdf))
        {
            Made = (p, e) => Plus(p, e, Op.Sigmoid, Op.LogisticPdf), HasNoZeros = true,
        },
    ];

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
}
