// The exponential function and its kin.
namespace Kernels.Ir;

internal static partial class FunctionTable
{
    const double Ln2 = 0.69314718055994530942;

    static FunctionRow[] Exponentials =>
    [
        new(Op.Exp, "exp", ScalarFunctions.Exp, (p, e, g) => [p.Mul(g, e)])
        {
            Words = Everywhere("Exp"),
            Big = new(BigFloat.Exp, (_, r) => r, (_, r, _) => r),
            DerivativeByResult = (_, r) => r,
            Range = Range.NotNegative, HasNoZeros = true,
        },
        new(Op.Exp2, "exp2", x => Math.Pow(2, x), (p, e, g) => [p.Mul(Ln2, p.Mul(g, e))])
        {
            Words = [.. Ours("Exp2"), "double.Exp2"],
            Big = new(BigFloat.Exp2, (_, r) => r * BigConstants.Ln2Float(r.Precision),
                (_, r, s) => s * BigConstants.Ln2Float(r.Precision)),
            Made = (p, e) => Exp(p, p.Mul(Ln2, e[0])),
            Range = Range.NotNegative, HasNoZeros = true,
        },
        // from x: r + 1 loses all bits for x far below 0
        new(Op.ExpM1, "expm1", ScalarFunctions.ExpM1, (p, e, g) => [p.Mul(g, Exp(p, e[0]))])
        {
            Words = [.. Ours("ExpM1"), "double.ExpM1"],
            Big = new(BigFloat.ExpM1, (x, _) => BigFloat.Exp(x), (_, _, s) => s),
            DerivativeByResult = OnePlus,
            Made = (p, e) => p.Sub(Exp(p, e[0]), One(p)),
        },
    ];
}
