// erf, erfc and the normal distribution, all from ½·erfcx(u/√2) = ½·e^(u²/2)·erfc(u/√2), a quotient of polynomials.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// ½·erfcx(u/√2) = B(u)/(√(2π)·u·B(u) + A(u)), the tail of the normal distribution without its decay. All
    /// coefficients are positive, so nothing cancels; and where u is large, the error of B is that of
    /// numerator and denominator alike.
    /// </summary>
    Expr HalfErfcx(Expr u)
    {
        var (b, a) = HalfErfcxParts(u);
        return b / Fma(RootTwoPi * u, b, a);
    }

    /// <summary>
    /// u times that. The product u·B is numerator and, times √(2π), denominator;
    /// where that outweighs A, its rounding is of both.
    /// </summary>
    Expr HalfErfcxTimes(Expr u)
    {
        var (b, a) = HalfErfcxParts(u);
        var product = u * b;
        return product / Fma(RootTwoPi, product, a);
    }

    (Expr B, Expr A) HalfErfcxParts(Expr u)
        => (Horner(tier.Coefficients.HalfErfcx, u), Horner(tier.Coefficients.HalfErfcxRest, u));

    const double RootTwoPi = 2.5066282746310005024;

    /// <summary>
    /// e^(-c²/2) for c = |u|, the square in two parts: its rounding error
    /// would be multiplied by the exponential's slope.
    /// </summary>
    (Reduced Reduced, Expr C) NormalDecay(DoubleWord u)
    {
        var c = Named("c", Min(Constant(tier.NormalLimit), Abs(u.High)));
        var negativeHalf = -0.5 * c;
        var s = Named("s", negativeHalf * c);
        // (h+l)²/2 = h²/2 + h·l: the low part of the argument enters with
        // the sign that it has relative to the high part.
        var tail = u.Low is { } low
            ? -Within(tier.NormalLimit, u.High, u.High * low)!
            : null;
        return (ReduceProduct(negativeHalf, c, s, tail), c);
    }

    /// <summary>
    /// e^(a·b) for a product that is s when rounded. Turns of a ln 2 of fifteen bits are exact,
    /// so one fused step takes them from the product itself.
    /// </summary>
    Reduced ReduceProduct(Expr a, Expr b, Expr s, Expr? tail = null)
    {
        if (!tier.IsCompensated) return Reduce(s, tail);
        var n = Named("n", TurnsOfLn2(s));
        var first = Named("r", Fms(a, b, n * Ln2Short));
        var rest = Constant(Ln2Short - 0.69314718055994530942);
        return new(ExpOfReduced(
            Named("r", tail is null ? Fma(n, rest, first) : first + Fma(n, rest, tail))), n);
    }

    /// <summary>The leading fifteen bits of ln 2: turns have nine.</summary>
    const double Ln2Short = 22713.0 / 32768;

    /// <summary>
    /// The upper tail ½·erfc(|u|/√2) as a pair. ½·e^(-u²/2) is the mantissa times 2^(N-1), so the mantissa is bounded.
    /// </summary>
    ScaledValue UpperTail(DoubleWord u)
    {
        var (reduced, c) = NormalDecay(u);
        return new(Named("tail", reduced.Mantissa * HalfErfcx(c)), reduced.N);
    }

    /// <summary>Φ(u) on the whole line, max 4.5 ULP, the left tail down to the last subnormal.</summary>
    Expr NormalCdf(DoubleWord u)
    {
        var tail = UpperTail(u);
        var q = Named("q", Scaled(tail));
        return Named("cdf", IfNegative(u.High, q, 1 - q));
    }

    ScaledValue DeferredNormalCdf(DoubleWord u)
    {
        var tail = UpperTail(u);
        var upper = Constant(1) - Named("q", Scaled(tail));
        return new(IfNegative(u.High, Significand(tail), upper), IfNegative(u.High, tail.Exponent, 0));
    }

    /// <summary>φ(u) = e^(-u²/2)/√(2π) on the whole line, max 2 ULP.</summary>
    ScaledValue DeferredNormalPdf(DoubleWord u)
    {
        var (reduced, _) = NormalDecay(u);
        return new(0.39894228040143267794 * reduced.Mantissa, reduced.N);
    }

    /// <summary>erf x on the whole line, max 2 ULP, odd: x + x·P₆(x²) below 1, 1 - erfc(x) from there on.</summary>
    Expr Erf(Expr x)
    {
        var a = Named("a", Abs(x));
        var small = Named("small", Fma(a, Horner(tier.Coefficients.Erf, x * x), a));
        var tail = ErfcTail(a);
        var large = Named("large", Constant(1) - Scale(tail.Mantissa, tail.N));
        var y = Select(a < 1, small, large);
        return Named("erf", WithSignOf(x, a, y));
    }

    /// <summary>
    /// erfc x on the whole line, max 5 ULP: e^(-x²)·erfcx(|x|), reflected as 2 - erfc(-x) for x &lt; 0.
    /// </summary>
    Expr Erfc(Expr x)
    {
        var tail = ErfcTail(Abs(x));
        var y = Scale(tail.Mantissa, tail.N);
        return Named("erfc", IfNegative(x, 2 - y, y));
    }

    Reduced ErfcTail(Expr a)
    {
        var c = Named("c", Min(tier.NormalLimit * Math.Sqrt(0.5), a));
        var negative = -c;
        var s = Named("s", negative * c);
        var reduced = ReduceProduct(negative, c, s);
        return new(reduced.Mantissa * HalfErfcx(c * 1.4142135623730950488), Raised(reduced.N, 1));
    }
}
