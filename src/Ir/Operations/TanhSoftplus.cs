// T = tanh∘softplus, the gate of mish: with n = eᵘ it is (n² + 2n)/(n² + 2n + 2).
namespace Kernels.Ir;

internal static partial class FunctionTable
{
    static FunctionRow[] TanhSoftplus =>
    [
        new(Op.TanhSoftplus, "tanhsoftplus", ScalarFunctions.TanhSoftplus,
            (p, e, g) => [p.Mul(g, p.Apply(Op.TanhSoftplusSlope, e[0]))])
        {
            Made = (p, e) => p.Div(Quadratic(p, e[0]), p.Add(Quadratic(p, e[0]), p.Constant(2))),
            Range = new(0, 1), HasNoZeros = true,
        },
        new(Op.TanhSoftplusSlope, "tanhsoftplusslope", ScalarFunctions.TanhSoftplusSlope,
            (p, e, g) => [p.Mul(g, p.Mul(e, LogSlope(p, e[0])))])
        {
            Made = (p, e) => p.Div(p.Mul(4, p.Mul(Exp(p, e[0]), OnePlus(p, Exp(p, e[0])))),
                p.Apply(Op.Pow, p.Add(Quadratic(p, e[0]), p.Constant(2)), p.Constant(2))),
            Symbol = "(tanh∘softplus)'", Range = new(0, 2), HasNoZeros = true,
        },
        // T(u) + a·T'(u).
        new(Op.TanhSoftplusPlus, "tanhsoftplusplus", ScalarFunctions.TanhSoftplusPlus,
            (p, e, g) => Plus(p, e, g, Op.TanhSoftplusSlope))
        {
            Made = (p, e) => Plus(p, e, Op.TanhSoftplus, Op.TanhSoftplusSlope), HasNoZeros = true,
        },
    ];

    /// <summary>n² + 2n.</summary>
    static Expr Quadratic(ExprPool p, Expr u) => p.Mul(Exp(p, u), p.Add(Exp(p, u), p.Constant(2)));

    /// <summary>
    /// (log T')' where T' = 4n(n+1)/D², D = n²+2n+2: 1 + n/(n+1) - 4(n²+n)/D.
    /// Bounded: 2(n²+n)/D = T + n²/D, and n²/D = T·n/(n+2) = T·σ(u - log 2).
    /// </summary>
    static Expr LogSlope(ExprPool p, Expr u)
    {
        var t = p.Apply(Op.TanhSoftplus, u);
        var quadratic = p.Mul(t, p.Apply(Op.Sigmoid, p.Sub(u, p.Constant(Ln2))));
        return p.Sub(p.Add(p.Constant(1), p.Apply(Op.Sigmoid, u)), p.Mul(2, p.Add(t, quadratic)));
    }
}
