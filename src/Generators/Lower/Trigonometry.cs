// sin and cos: one reduction, one pair of polynomials, and a quadrant that chooses between them.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>sin x for every finite x, max 1.2 ULP, odd to the last bit; NaN at ±∞.</summary>
    Expr Sin(Expr x)
    {
        var a = Named("a", Abs(x));
        return WithSignOf(x, a, Wave(a, quarters: 0));
    }

    /// <summary>cos x for every finite x, max 1.2 ULP, even; NaN at ±∞. A quarter turn ahead of the sine.</summary>
    Expr Cos(Expr x) => Wave(Named("a", Abs(x)), quarters: 1);

    /// <summary>
    /// sin(a + quarters·π/2) for a ≥ 0: θ + θ³·P(θ²) or 1 - θ²/2 + θ⁴·Q(θ²) on |θ| ≤ π/4,
    /// by the lowest bit of the quadrant; the next bit is the sign.
    /// </summary>
    Expr Wave(Expr a, int quarters)
    {
        var ((theta, low), quadrant) = Quarter(a);
        var z = Named("z", theta * theta);
        // The low part counts where θ is just above a power of two and its sine just below: there it is a whole ULP.
        var (cube, p) = (theta * z, Horner(tier.Coefficients.Sin, z));
        var sine = Named("sine", low is null ? Fma(cube, p, theta) : theta + Fma(cube, p, low));
        var cosine = Named("cosine", Fma(z, Fma(z, Horner(tier.Coefficients.Cos, z), -0.5), 1));

        if (quarters > 0) quadrant += quarters;
        var signBit = Integer(tier.SignBit);
        // -1 for an odd quadrant, else 1: a number to compare with.
        var one = Integer((long)tier.Bias << tier.MantissaBits);
        var parity = ((quadrant << signBit) + one).Number;
        var y = Named("y", IfNegative(parity, cosine, sine));
        var sign = quadrant >> 1 << signBit;
        return Named("wave", (Bits.Of(y) + sign).Number);
    }
}
