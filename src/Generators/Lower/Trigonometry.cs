// Sine and cosine: one reduction to |θ| ≤ π/4 and two polynomials, of which the quadrant chooses one.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>sin x for every finite x, max 1.2 ULP, odd to the last bit; NaN at ±∞.</summary>
    Expr Sin(Expr x)
    {
        var a = Named("a", Abs(x));
        return WithSignOf(x, a, Wave(a, quarters: 0));
    }

    /// <summary>cos x for every finite x, max 1.2 ULP, even; NaN at ±∞.</summary>
    Expr Cos(Expr x) => Wave(Named("a", Abs(x)), quarters: 1);

    /// <summary>sin(a + quarters·π/2) for a ≥ 0, the domain and accuracy of both functions above.</summary>
    /// <remarks>
    /// Method: θ + θ³·P(θ²) in even quadrants, 1 - θ²/2 + θ⁴·Q(θ²) in odd ones; the second bit of the quadrant is the
    /// sign. Coefficients: <see cref="Coefficients.Sin"/> and <see cref="Coefficients.Cos"/>.
    /// </remarks>
    Expr Wave(Expr a, int quarters)
    {
        var ((theta, low), quadrant) = Quarter(a);
        var z = Named("z", theta * theta);
        // The low part is a whole ULP where θ is just above a power of two and its sine just below.
        var (cube, p) = (theta * z, Horner(tier.Coefficients.Sin, z));
        var sine = Named("sine", low is null ? Fma(cube, p, theta) : theta + Fma(cube, p, low));
        var cosine = Named("cosine", Fma(z, Fma(z, Horner(tier.Coefficients.Cos, z), -0.5), 1));

        if (quarters > 0) quadrant += quarters;
        var signBit = Integer(tier.SignBit);
        // The number 1, or -1 where the lowest bit of the quadrant is set: lanes compare numbers, not bits.
        var one = Integer((long)tier.Bias << tier.MantissaBits);
        var parity = ((quadrant << signBit) + one).Number;
        var y = Named("y", IfNegative(parity, cosine, sine));
        var sign = quadrant >> 1 << signBit;
        return Named("wave", (Bits.Of(y) + sign).Number);
    }
}
