// Sine and cosine, and the inverse tangent with its slope.
namespace Kernels.Ir;

internal static partial class FunctionTable
{
    static FunctionRow[] Circular =>
    [
        new(Op.Sin, "sin", Math.Sin, (p, e, g) => [p.Mul(g, p.Apply(Op.Cos, e[0]))])
        {
            Words = Everywhere("Sin"),
            Big = new(BigFloat.Sin, (x, _) => BigFloat.Cos(x), (_, r, _) => -r),
            Range = new(-1, 1),
        },
        new(Op.Cos, "cos", Math.Cos, (p, e, g) => [p.Neg(p.Mul(g, p.Apply(Op.Sin, e[0])))])
        {
            Words = Everywhere("Cos"),
            Big = new(BigFloat.Cos, (x, _) => -BigFloat.Sin(x), (_, r, _) => -r),
            Range = new(-1, 1),
        },
        new(Op.Atan, "atan", Math.Atan, (p, e, g) => [p.Mul(g, p.Apply(Op.Lorentzian, e[0]))])
        {
            Words = Everywhere("Atan"),
            Big = new(BigFloat.Atan, (x, _) => Inverse(1 + Squared(x)), (x, _, s) => -x.Scale(1) * s * s),
            Range = new(-Math.PI / 2, Math.PI / 2),
        },
        // u times one factor first: the square of both is 0 too soon
        new(Op.Lorentzian, "lorentzian", ScalarFunctions.Lorentzian,
            (p, e, g) => [p.Mul(-2, p.Mul(g, p.Mul(p.Mul(e[0], e), e)))])
        {
            Made = (p, e) => p.Div(One(p), OnePlus(p, p.Mul(e[0], e[0]))),
            Range = new(0, 1),
        },
    ];
}
