// atan.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// atan x on the whole line, max 1.3 ULP, odd to the last bit. t + t³·P(t²) with t = |x| up to 1; from there π/2 -
    /// atan(1/|x|), where π/2 in two parts, and the polynomial is not added to t before t is taken from π/2.
    /// </summary>
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

    /// <summary>
    /// 1/(1 + x²). Far out the square would overflow a float long before its reciprocal is 0: there both are scaled.
    /// </summary>
    Expr Lorentzian(Expr x)
    {
        var isFar = Abs(x) > Math.Pow(2, 60);
        var scaled = Select(isFar, Math.Pow(2, -66), 1) * x;
        var numerator = Select(isFar, Math.Pow(2, -132), 1);
        return numerator / Fma(scaled, scaled, Select(isFar, 0, 1));
    }
}
