// Coefficients for float lanes, highest degree first: minimax fits by Sollya's fpminimax. tools/coefficients/ has the
// scripts that made them and their output.
namespace Kernels.Lower;

internal sealed partial class Coefficients
{
    public static readonly Coefficients Float = new()
    {
        // (eʳ - 1 - r)/r² on |r| ≤ 0.347; relative error of eʳ 3.2e-9.
        Exp = [0.0013823241, 0.008368827, 0.04166824, 0.1666652, 0.49999994],

        // (eʳ - 1 - r)/r² on |r| ≤ 0.347, one degree more: for eˣ - 1, where no leading 1 hides the last bit; 1.3e-10.
        ExpM1 = [0.00019578058, 0.0013935774, 0.008333887, 0.041666456, 0.16666664, 0.5],

        // (log(1+f) - f + f²/2)/f³ on [√½-1, √2-1]; absolute error of log 1e-9.
        Log =
        [
            0.06745031, -0.1179515, 0.11958083, -0.123889, 0.14206508, -0.16668561, 0.20002891, -0.2500001, 0.333333,
        ],

        // log(1+e)/e on [0, 0.301]; relative error 2.8e-8.
        LogOfSum = [-0.08379402, 0.1766206, -0.24676077, 0.33313107, -0.49999583, 1],

        // (log(2·cosh(x/2)) - ln 2)/x² in z = x² on |x| ≤ 1.2; relative error of the logarithm 1.7e-8.
        SoftplusNear = [-2.0128276e-05, 0.0003401767, -0.0052050916, 0.12499953],

        // -x²/(1 - tanh(x)/x) in z = x² on |x| ≤ 1; relative error of tanh 8.6e-9.
        Tanh = [-0.0002324062, 0.005702399, -1.1999979, -3.0000002],

        // (erf x - x)/x in z = x² on |x| ≤ 1; relative error of erf 1.5e-9.
        Erf = [7.846173e-05, -0.0008007889, 0.0051880744, -0.026853692, 0.11283583, -0.37612626, 0.12837917],

        // ½·erfcx(u/√2) = B/(√(2π)·u·B + A) on u in [0, 14.1]; relative error 5.8e-8. B:
        HalfErfcx = [0.008579467, 0.07615631, 0.31801823, 0.711934, 0.7467688],

        // and A.
        HalfErfcxRest = [0.021486988, 0.19157633, 0.7436701, 1.4935375],

        // φ(t)/Φ(-t) - t = A/B on t ≥ 0; relative error 2.4e-9. A:
        MillsOver = [1, 12.841102, 81.99398, 312.15968, 709.6401, 807.0551],

        // and B.
        MillsUnder = [1, 12.841101, 83.99418, 337.83127, 867.9057, 1350.066, 1011.4935],

        // (sin θ - θ)/θ³ in z = θ² on |θ| ≤ π/4; relative error of sin 2.0e-10.
        Sin = [2.8003446e-06, -0.00019849901, 0.008333372, -0.16666667],

        // (cos θ - 1 + θ²/2)/θ⁴ in z = θ² on |θ| ≤ π/4; relative error of cos 1.2e-10.
        Cos = [2.4432331e-05, -0.001388731, 0.041666646],

        // (sinh x - x)/x³ in z = x² on |x| ≤ 1; relative error of sinh 3.6e-10.
        Sinh = [2.789984e-06, 0.00019841666, 0.008333315, 0.16666667],

        // (atan t - t)/t³ in z = t² on |t| ≤ 1; relative error of atan 2.6e-9.
        Atan =
        [
            -0.001791502, 0.010904537, -0.031157766, 0.0579358, -0.08402056, 0.109516546, -0.14264126, 0.19998536,
            -0.333333,
        ],

        // (log₂((1+s)/(1-s)) - c₁s - c₃s³)/s⁵ in z = s² on |s| ≤ 0.1717; relative error of log₂ 8.7e-12.
        Log2 = [0.33793768, 0.41184455, 0.57708025],

        // A whole number, a part of [½, 3/2) on a grid of 2⁻²³, and two floats more.
        Turns =
        [
            [0, 0.15915494, 6.4206382e-09, 7.342739e-17],
            [10429, 1.3783505, -2.583939e-08, -1.33445905e-17],
            [1990875, 0.5764316, 1.7345009e-08, -5.834911e-16],
            [1807248, 1.020668, -5.731458e-08, 1.7389094e-15],
            [1115465, 1.4962438, -2.6800067e-09, 1.0322766e-16],
            [687881, 0.83576185, 1.797838e-08, 7.6114497e-16],
            [644595, 1.4894595, -3.347773e-08, -1.2573325e-15],
            [1342796, 1.216556, 5.0441848e-08, 1.0972609e-15],
        ],
    };
}
