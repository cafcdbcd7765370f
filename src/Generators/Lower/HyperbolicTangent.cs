// tanh.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>Below the last digit of 1, and what 0 is divided by stays a normal number.</summary>
    const double Tiny = 1e-30;

    /// <summary>
    /// tanh x on the whole line, max 1.0 ULP, odd, monotone and within ±1 exactly: b - b·z/D with b = x held at ±1, z
    /// = b², and for D the larger of z/(1 - tanh(b)/b), a cubic in z, and ½(1 + e^2|x|), of which tanh is 1 - 1/D.
    /// They meet at 1 and nowhere else.
    /// </summary>
    /// <remarks>
    /// D is negative here, because the quotient must be positive beside -0 for the sum to keep its sign.
    /// </remarks>
    Expr Tanh(Expr x)
    {
        var b = Named("b", Clamp(x, -1, 1));
        var c = Min(Constant(tier.TanhLimit), Abs(x));
        var shifted = Fma(c, 2 * Log2E, tier.Magic);
        // An error of the exponential is damped to a fifth, so the low part of ln 2 is not needed.
        var r = Named("r",
            Fma(shifted - tier.Magic, Constant(-tier.Ln2High), c + c));
        // -2ⁿ⁻¹ from the bits of the magic number: n is at most 58, and the shift drops what is above.
        var field = (long.MinValue >> (63 - tier.SignBit)) | ((long)(tier.Bias - 1) << tier.MantissaBits);
        var s = Named("s", ((Bits.Of(shifted) << tier.MantissaBits) + field).Number);
        var large = Named("large", Fma(s, ReducedExpM1(r), s - 0.5));

        var z = Named("z", Fms(b, b, Tiny));
        var d = Named("d", Min(Horner(tier.Coefficients.Tanh, z), large));
        return Named("tanh", Fma(b, z / d, b));
    }
}
