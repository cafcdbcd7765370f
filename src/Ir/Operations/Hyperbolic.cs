// Hyperbolic functions.
namespace Kernels.Ir;

internal static partial class FunctionTable
{
    static FunctionRow[] Hyperbolic =>
    [
        // sech², not 1 - r²
        new(Op.Tanh, "tanh", Math.Tanh, (p, e, g) => [p.Mul(g, p.Mul(4, p.Apply(Op.LogisticPdf, p.Mul(2, e[0]))))])
        {
            Words = Everywhere("Tanh"),
            Big = new(BigFloat.Tanh, (x, _) => Inverse(Squared(BigFloat.Cosh(x))), (_, r, s) => -r.Scale(1) * s),
            DerivativeByResult = (p, r) => p.Sub(One(p), p.Mul(r, r)),
            Made = (p, e) => p.Div(p.Sub(Exp(p, p.Mul(2, e[0])), One(p)), OnePlus(p, Exp(p, p.Mul(2, e[0])))),
            Range = new(-1, 1),
        },
        new(Op.Sinh, "sinh", Math.Sinh, (p, e, g) => [p.Mul(g, p.Apply(Op.Cosh, e[0]))])
        {
            Words = Everywhere("Sinh"),
            Big = new(BigFloat.Sinh, (x, _) => BigFloat.Cosh(x), (_, r, _) => r),
            Made = (p, e) => p.Mul(0.5, p.Sub(Exp(p, e[0]), Exp(p, p.Neg(e[0])))),
        },
        new(Op.Cosh, "cosh", Math.Cosh, (p, e, g) => [p.Mul(g, p.Apply(Op.Sinh, e[0]))])
        {
            Words = Everywhere("Cosh"),
            Big = new(BigFloat.Cosh, (x, _) => BigFloat.Sinh(x), (_, r, _) => r),
            Made = (p, e) => p.Mul(0.5, p.Add(Exp(p, e[0]), Exp(p, p.Neg(e[0])))),
            Range = new(1, double.PositiveInfinity),
        },
    ];
}
