// The arc tangent, and its derivative 1/(1 + x²).
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>atan x for every x, max 1.3 ULP, odd to the last bit.</summary>
    /// <remarks>
    /// Method: t + t³·P(t²) with t = |x| up to 1, and π/2 - atan(1/|x|) from there on, with π/2 in two parts. There
    /// t and t³·P(t²) are subtracted from π/2 one after the other, because their own sum would round once more.
    /// Coefficients: <see cref="Coefficients.Atan"/>.
    /// </remarks>
    Expr Atan(Expr x)
    {
        var a = Named("a", Abs(x));
        var isLarge = a > 1;
        var t = Named("t", Select(isLarge, 1 / a, a));
        var z = Named("z", t * t);
        var cubic = Named("c", t * z * Horner(tier.Coefficients.Atan, z));

        var quarter = InTwoParts(Math.PI / 2);
        var rest = quarter.Low is null ? cubic : cubic - quarter.Low;
        var large = quarter.High - t - rest;
        return Named("atan", WithSignOf(x, a, Select(isLarge, large, t + cubic)));
    }

    /// <summary>1/(1 + x²) for every x.</summary>
    /// <remarks>
    /// Beyond 2⁶⁰ numerator and denominator are scaled by 2⁻¹³²: the square would overflow while the quotient is not
    /// yet 0.
    /// </remarks>
    Expr Lorentzian(Expr x)
    {
        var isFar = Abs(x) > Math.Pow(2, 60);
        var scaled = Select(isFar, Math.Pow(2, -66), 1) * x;
        var numerator = Select(isFar, Math.Pow(2, -132), 1);
        return numerator / Fma(scaled, scaled, Select(isFar, 0, 1));
    }
}
