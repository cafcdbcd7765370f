// The hyperbolic tangent.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>Small beside the last digit of 1, and large enough to divide 0 by it.</summary>
    const double Tiny = 1e-30;

    /// <summary>tanh x for every x, max 1.0 ULP, odd, monotone, and never beyond ±1.</summary>
    /// <remarks>
    /// Method: b - b·z/D with b = x clamped to ±1 and z = b². D is the larger of two functions: z/(1 - tanh(b)/b), a
    /// cubic in z, for small x; and ½(1 + e^2|x|), because tanh x = 1 - 1/D, for large x. They are equal at 1 and
    /// nowhere else. The code computes -D, so that the quotient is positive next to -0 and the sum keeps its sign.
    /// Coefficients: <see cref="Coefficients.Tanh"/> and <see cref="Coefficients.Exp"/>.
    /// </remarks>
    Expr Tanh(Expr x)
    {
        var b = Named("b", Clamp(x, -1, 1));
        var large = Named("large", HalfOfOnePlusExpOfTwice(x));
        var z = Named("z", Fms(b, b, Tiny));
        var d = Named("d", Min(Horner(tier.Coefficients.Tanh, z), large));
        return Named("tanh", Fma(b, z / d, b));
    }

    /// <summary>-½(1 + e^2|x|) = s·(eʳ - 1) + (s - ½) with s = -2ⁿ⁻¹.</summary>
    Expr HalfOfOnePlusExpOfTwice(Expr x)
    {
        var c = Min(Constant(tier.TanhLimit), Abs(x));
        var shifted = Fma(c, 2 * Log2E, tier.Magic);
        // tanh damps an error of the exponential to a fifth, so r needs no low part of ln 2.
        var r = Named("r", Fma(shifted - tier.Magic, Constant(-tier.Ln2High), c + c));
        // n is at most 58, so the shift drops all bits of the magic number but those of n.
        var field = (long.MinValue >> (63 - tier.SignBit)) | ((long)(tier.Bias - 1) << tier.MantissaBits);
        var s = Named("s", ((Bits.Of(shifted) << tier.MantissaBits) + field).Number);
        return Fma(s, ReducedExpM1(r), s - 0.5);
    }
}
