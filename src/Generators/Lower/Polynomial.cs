// Polynomials in Horner's form with fused steps. The coefficients are minimax fits by Sollya's fpminimax, highest
// degree first; tools/coefficients/ has the scripts that made them and their output.
namespace Kernels.Lower;

internal static class Coefficients
{
    /// <summary>(eʳ - 1 - r)/r² on |r| ≤ 0.347; relative error of eʳ 3.2e-9.</summary>
    public static readonly double[] Exp =
    [
        0.0013823241, 0.008368827, 0.04166824, 0.1666652, 0.49999994,
    ];

    /// <summary>(eʳ - 1 - r)/r² on |r| ≤ 0.347, one degree more: for eˣ - 1, where no leading 1 hides the last bit; 1.3e-10.</summary>
    public static readonly double[] ExpM1 =
    [
        0.00019578058, 0.0013935774, 0.008333887, 0.041666456, 0.16666664, 0.5,
    ];

    /// <summary>(log(1+f) - f + f²/2)/f³ on [√½-1, √2-1]; absolute error of log 1e-9.</summary>
    public static readonly double[] Log =
    [
        0.06745031, -0.1179515, 0.11958083, -0.123889, 0.14206508, -0.16668561,
        0.20002891, -0.2500001, 0.333333,
    ];

    /// <summary>The same on [-1/4, 1/2], where softplus needs it; absolute error 1.1e-9.</summary>
    public static readonly double[] LogOfSum =
    [
        -0.043467052, 0.103417605, -0.1318527, 0.14508897, -0.16647694, 0.19988653,
        -0.25000024, 0.33333498,
    ];

    /// <summary>(tanh x - x)/x³ in z = x² on |x| ≤ 1; relative error of tanh 4.7e-9.</summary>
    public static readonly double[] Tanh =
    [
        -0.00035860704, 0.00230192, -0.007946886, 0.021487197,
        -0.05387999, 0.13332348, -0.33333296,
    ];

    /// <summary>(erf x - x)/x in z = x² on |x| ≤ 1; relative error of erf 1.5e-9.</summary>
    public static readonly double[] Erf =
    [
        7.846173e-05, -0.0008007889, 0.0051880744, -0.026853692, 0.11283583, -0.37612626,
        0.12837917,
    ];

    /// <summary>e^(t²)·erfc(t) in q = (t-3)/(t+3) on t in [0, 9.9]; relative error 7.8e-9.</summary>
    public static readonly double[] Erfcx =
    [
        5.6734138e-05, 3.1361873e-05, -0.00059281115, 0.00071455946, 0.00426733, -0.02439416,
        0.07166628, -0.15011576, 0.24560376, -0.32623357, 0.17900115,
    ];

    /// <summary>(sin θ - θ)/θ³ in z = θ² on |θ| ≤ π/4; relative error of sin 2.0e-10.</summary>
    public static readonly double[] Sin =
    [
        2.8003446e-06, -0.00019849901, 0.008333372, -0.16666667,
    ];

    /// <summary>(cos θ - 1 + θ²/2)/θ⁴ in z = θ² on |θ| ≤ π/4; relative error of cos 1.2e-10.</summary>
    public static readonly double[] Cos =
    [
        2.4432331e-05, -0.001388731, 0.041666646,
    ];

    /// <summary>(sinh x - x)/x³ in z = x² on |x| ≤ 1; relative error of sinh 3.6e-10.</summary>
    public static readonly double[] Sinh =
    [
        2.789984e-06, 0.00019841666, 0.008333315, 0.16666667,
    ];

    /// <summary>(atan t - t)/t³ in z = t² on |t| ≤ 1; relative error of atan 2.6e-9.</summary>
    public static readonly double[] Atan =
    [
        -0.001791502, 0.010904537, -0.031157766, 0.0579358, -0.08402056, 0.109516546,
        -0.14264126, 0.19998536, -0.333333,
    ];

    /// <summary>(log₂((1+s)/(1-s)) - c₁s - c₃s³)/s⁵ in z = s² on |s| ≤ 0.1717; relative error of log₂ 8.7e-12.</summary>
    public static readonly double[] Log2 =
    [
        0.33793768, 0.41184455, 0.57708025,
    ];
}

internal sealed partial class Lowering
{
    Expr Horner(double[] coefficients, Expr x)
    {
        var p = Constant(coefficients[0]);
        for (var i = 1; i < coefficients.Length; i++) p = Named("p", Fma(p, x, Constant(coefficients[i])));
        return p;
    }

    /// <summary>The same sum in pairs, a shorter chain of operations: for five coefficients.</summary>
    Expr Estrin(double[] coefficients, Expr x, Expr square)
    {
        var (high, low) = (Fma(Constant(coefficients[1]), x, Constant(coefficients[2])), Fma(Constant(coefficients[3]), x, Constant(coefficients[4])));
        return Named("p", Fma(Fma(Constant(coefficients[0]), square, high), square, low));
    }
}
