// erf, erfc and the normal distribution. All of them come from ½·erfcx(u/√2) = ½·e^(u²/2)·erfc(u/√2), a quotient of
// polynomials.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    const double RootTwoPi = 2.5066282746310005024, OneOverRootTwoPi = 0.39894228040143267794;

    /// <summary>
    /// ½·erfcx(u/√2) = B(u)/(√(2π)·u·B(u) + A(u)) for u ≥ 0: the upper tail of the normal distribution without its
    /// decay.
    /// </summary>
    /// <remarks>
    /// All coefficients are positive, so nothing cancels. Where u is large, an error of B is in numerator and
    /// denominator alike. Coefficients: <see cref="Coefficients.HalfErfcx"/> and
    /// <see cref="Coefficients.HalfErfcxRest"/>.
    /// </remarks>
    Expr HalfErfcx(Expr u)
    {
        var (b, a) = HalfErfcxParts(u);
        return b / Fma(RootTwoPi * u, b, a);
    }

    /// <summary>
    /// u times that. The product u·B is in numerator and denominator, so its rounding cancels where it outweighs A.
    /// </summary>
    Expr HalfErfcxTimes(Expr u)
    {
        var (b, a) = HalfErfcxParts(u);
        var product = u * b;
        return product / Fma(RootTwoPi, product, a);
    }

    (Expr B, Expr A) HalfErfcxParts(Expr u)
        => (Horner(tier.Coefficients.HalfErfcx, u), Horner(tier.Coefficients.HalfErfcxRest, u));

    /// <summary>
    /// e^(-c²/2) for c = |u|, with the square in two parts: the exponential would multiply its rounding error by up to
    /// c²/2.
    /// </summary>
    (Reduced Reduced, Expr C) NormalDecay(DoubleWord u, double limit)
    {
        var c = Named("c", Min(Constant(limit), Abs(u.High)));
        var negativeHalf = -0.5 * c;
        var s = Named("s", negativeHalf * c);
        // (h+l)²/2 ≈ h²/2 + h·l
        var tail = u.Low is { } low ? -Within(limit, u.High, u.High * low)! : null;
        return (ReduceProduct(negativeHalf, c, s, tail), c);
    }

    /// <summary>
    /// e^(a·b + tail), where s is a·b rounded. The multiple of a short ln 2 is exact, so one fused step subtracts it
    /// from the exact product.
    /// </summary>
    Reduced ReduceProduct(Expr a, Expr b, Expr s, Expr? tail = null)
    {
        if (!tier.IsCompensated) return Reduce(s, tail);
        var n = Named("n", TurnsOfLn2(s));
        var first = Named("r", Fms(a, b, n * Ln2Short));
        var rest = Constant(Ln2Short - Ln2);
        var r = Named("r", tail is null ? Fma(n, rest, first) : first + Fma(n, rest, tail));
        return new(ExpOfReduced(r), n);
    }

    /// <summary>The leading 15 bits of ln 2; n has 9, and a float 24.</summary>
    const double Ln2Short = 22713.0 / 32768;

    double NormalLimitOf(bool meetsSmall) => meetsSmall ? tier.NormalLimit : tier.NormalDecayLimit;

    /// <summary>The upper tail Φ(-|u|) as e^(-u²/2) times ½·erfcx(|u|/√2), with the exponent of the first.</summary>
    ScaledValue UpperTail(DoubleWord u, bool meetsSmall)
    {
        var (reduced, c) = NormalDecay(u, NormalLimitOf(meetsSmall));
        return new(Named("tail", reduced.Mantissa * HalfErfcx(c)), reduced.N, Reach: ReachOf(meetsSmall));
    }

    /// <summary>Φ(u) for every u, max 4.5 ULP, down to the last subnormal of the left tail.</summary>
    /// <remarks>Method: the upper tail, subtracted from 1 for u ≥ 0.</remarks>
    Expr NormalCdf(DoubleWord u)
    {
        var tail = UpperTail(u, meetsSmall: false);
        var q = Named("q", Scaled(tail));
        return Named("cdf", IfNegative(u.High, q, 1 - q));
    }

    ScaledValue DeferredNormalCdf(DoubleWord u)
    {
        var tail = UpperTail(u, meetsSmall: true);
        var upper = Constant(1) - Named("q", Scaled(tail));
        return new(IfNegative(u.High, Significand(tail), upper), IfNegative(u.High, tail.Exponent, 0));
    }

    /// <summary>φ(u) = e^(-u²/2)/√(2π) for every u, max 2 ULP.</summary>
    ScaledValue DeferredNormalPdf(DoubleWord u, bool meetsSmall)
    {
        var (reduced, _) = NormalDecay(u, NormalLimitOf(meetsSmall));
        return new(OneOverRootTwoPi * reduced.Mantissa, reduced.N, Reach: ReachOf(meetsSmall));
    }

    /// <summary>erf x for every x, max 2 ULP, odd to the last bit.</summary>
    /// <remarks>
    /// Method: x + x·P(x²) below 1, 1 - erfc(x) from there on. Coefficients: <see cref="Coefficients.Erf"/>.
    /// </remarks>
    Expr Erf(Expr x)
    {
        var a = Named("a", Abs(x));
        var small = Named("small", Fma(a, Horner(tier.Coefficients.Erf, x * x), a));
        var tail = ErfcTail(a);
        var large = Named("large", Constant(1) - ScaleDown(tail.Mantissa, tail.N));
        var y = Select(a < 1, small, large);
        return Named("erf", WithSignOf(x, a, y));
    }

    /// <summary>erfc x for every x, max 5 ULP.</summary>
    /// <remarks>Method: e^(-x²)·erfcx(|x|), subtracted from 2 for x &lt; 0.</remarks>
    Expr Erfc(Expr x)
    {
        var tail = ErfcTail(Abs(x));
        var y = ScaleDown(tail.Mantissa, tail.N);
        return Named("erfc", IfNegative(x, 2 - y, y));
    }

    /// <summary>erfc a for a ≥ 0, as mantissa and exponent.</summary>
    Reduced ErfcTail(Expr a)
    {
        var c = Named("c", Min(tier.NormalDecayLimit * Math.Sqrt(0.5), a));
        var negative = -c;
        var s = Named("s", negative * c);
        var reduced = ReduceProduct(negative, c, s);
        return new(reduced.Mantissa * HalfErfcx(c * 1.4142135623730950488), Raised(reduced.N, 1));
    }
}
