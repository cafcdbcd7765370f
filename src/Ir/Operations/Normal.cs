// The normal distribution: Φ, which the error functions are by another name, its logarithm and its density φ.
namespace Kernels.Ir;

internal static partial class FunctionTable
{
    const double TwoOverRootPi = 1.1283791670955125739, RootTwo = 1.4142135623730950488;

    static FunctionRow[] Normal =>
    [
        new(Op.Erf, "erf", ScalarFunctions.Erf, (p, e, g) => [p.Mul(g, p.Mul(TwoOverRootPi, Gaussian(p, e[0])))])
        {
            Words = Ours("Erf"),
            Big = new(BigFloat.Erf, (x, _) => Gaussian(x), (x, _, s) => -x.Scale(1) * s),
            Made = (p, e) => p.Sub(p.Mul(2, p.Apply(Op.NormalCdf, p.Mul(RootTwo, e[0]))), One(p)),
            Range = new(-1, 1),
        },
        new(Op.Erfc, "erfc", ScalarFunctions.Erfc, (p, e, g) => [p.Mul(g, p.Mul(-TwoOverRootPi, Gaussian(p, e[0])))])
        {
            Words = Ours("Erfc"),
            Big = new(BigFloat.Erfc, (x, _) => -Gaussian(x), (x, _, s) => -x.Scale(1) * s),
            Made = (p, e) => p.Mul(2, p.Apply(Op.NormalCdf, p.Mul(-RootTwo, e[0]))),
            Range = new(0, 2), HasNoZeros = true,
        },
        new(Op.NormalCdf, "normalcdf", ScalarFunctions.NormalCdf, (p, e, g) => [p.Mul(g, p.Apply(Op.NormalPdf, e[0]))])
        {
            Words = Ours("NormalCdf"), Symbol = "Φ",
            Big = new(BigFloat.NormalCdf, (x, _) => BigFloat.NormalPdf(x), (x, _, s) => -x * s),
            Range = new(0, 1), HasNoZeros = true,
        },
        new(Op.LogNormalCdf, "lognormalcdf", ScalarFunctions.LogNormalCdf,
            (p, e, g) => [p.Mul(g, p.Apply(Op.InverseMills, e[0]))])
        {
            Words = Ours("LogNormalCdf"), Symbol = "log Φ",
            Big = new(BigFloat.LogNormalCdf, (x, _) => Mills(x), (x, _, _) => MillsCurve(x)),
            Range = new(double.NegativeInfinity, 0),
        },
        new(Op.NormalPdf, "normalpdf", ScalarFunctions.NormalPdf, (p, e, g) => [p.Neg(p.Mul(g, p.Mul(e[0], e)))])
        {
            Made = (p, e) => p.Mul(0.39894228040143267794, Exp(p, p.Mul(-0.5, p.Mul(e[0], e[0])))),
            Symbol = "φ", Range = new(0, 1), HasNoZeros = true,
        },
        // Φ(u) + a·φ(u).
        new(Op.NormalCdfPlus, "normalcdfplus", ScalarFunctions.NormalCdfPlus, (p, e, g) => Plus(p, e, g, Op.NormalPdf))
        {
            Made = (p, e) => Plus(p, e, Op.NormalCdf, Op.NormalPdf), HasNoZeros = true,
        },
        // The slope of log Φ, λ = φ/Φ, and the slope of that, -λ·(u + λ).
        new(Op.InverseMills, "inversemills", ScalarFunctions.InverseMills,
            (p, e, g) => [p.Mul(g, p.Apply(Op.InverseMillsSlope, e[0]))])
        {
            Symbol = "(φ/Φ)", Range = Range.NotNegative,
        },
        new(Op.InverseMillsSlope, "inversemillsslope", ScalarFunctions.InverseMillsSlope,
            (p, e, g) => [p.Neg(p.Mul(g, MillsCurve(p, e)))])
        {
            Symbol = "(φ/Φ)'", Range = new(-1, 0),
        },
    ];

    /// <summary>e^(-u²) as √(2π)·φ(√2·u), which squares in two parts.</summary>
    static Expr Gaussian(ExprPool p, Expr u)
    {
        // Of u/√2 it is φ(u), the one that Φ(u) has as its slope.
        var isHalved = u.Op == Op.Mul && u[0].IsConstant && Math.Abs(RootTwo * u[0].Constant - 1) <= 4e-16;
        return p.Mul(2.5066282746310005024, p.Apply(Op.NormalPdf, isHalved ? u[1] : p.Mul(RootTwo, u)));
    }

    /// <summary>2/√π·e^(-x²): √8·φ(√2·x), so that the square of a large argument keeps its digits.</summary>
    static BigFloat Gaussian(BigFloat x)
    {
        var root = BigFloat.Sqrt(((BigFloat)2).At(x.Precision + 64 + (x.IsZero ? 0 : 2 * Math.Max(0, (int)x.Top))));
        return (root.Scale(1) * BigFloat.NormalPdf(x * root)).At(x.Precision);
    }

    static BigFloat Mills(BigFloat x) => BigFloat.NormalPdf(x) / BigFloat.NormalCdf(x);

    /// <summary>-λ·(x + λ): far to the left λ is -x to twice as many digits as x has before the point.</summary>
    static BigFloat MillsCurve(BigFloat x)
    {
        var ratio = Mills(x.At(x.Precision + 64 + (x.IsZero ? 0 : 2 * Math.Max(0, (int)x.Top))));
        return (-ratio * (x + ratio)).At(x.Precision);
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
}
