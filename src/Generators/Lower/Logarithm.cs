// Natural and binary logarithm, and log(1 + x).
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    const double SmallestNormal = 1.17549435082228750797e-38;

    /// <summary>log x for every x, max 0.9 ULP; -∞ at 0, NaN below 0.</summary>
    /// <remarks>
    /// Method: x = (1+f)·2ᵉ, then e·ln 2 + (f - f²/2 + f³·P(f)). Coefficients: <see cref="Coefficients.Log"/>.
    /// </remarks>
    Expr Log(Expr x)
    {
        var (f, e, _) = Split(x);
        // Add the low part of e·ln 2 to the small terms first and f last: in any other order each of the two sums
        // would round at the size of f, which costs a quarter of an ULP.
        var l = tier.Ln2Low == 0 ? Log1POfReduced(f, f, tier.Coefficients.Log)
            : f + Log1POfReduced(f, e * tier.Ln2Low, tier.Coefficients.Log);
        return SpecialLogarithms(x, Fma(e, tier.Ln2High, l));
    }

    /// <summary>log₂ x for every x, max 1.5 ULP, exact at powers of two; -∞ at 0, NaN below 0.</summary>
    /// <remarks>
    /// Method: e + log(1+f)·log₂e, with log₂e in two parts: rounding it to float would cost a sixth of an ULP.
    /// Coefficients: <see cref="Coefficients.Log"/>.
    /// </remarks>
    Expr BinaryLog(Expr x)
    {
        var ((f, e, _), factor) = (Split(x), InTwoParts(Log2E));
        var l = Log1POfReduced(f, f, tier.Coefficients.Log);
        return SpecialLogarithms(x, Fma(factor.High, l, factor.Low is null ? e : Fma(factor.Low, l, e)));
    }

    /// <summary>leading + f²·(f·P(f) - ½): log(1+f) if leading is f.</summary>
    Expr Log1POfReduced(Expr f, Expr leading, double[] coefficients)
    {
        var t = Fma(Horner(coefficients, f), f, -0.5);
        return Named("l", Fma(t, f * f, leading));
    }

    /// <summary>log(1+x) for every x, max 1.3 ULP, exact at ±0 and for tiny x; -∞ at -1, NaN below.</summary>
    /// <remarks>
    /// Method: the exponent e is that of u = 1+x, but f = (1+x)·2⁻ᵉ - 1 comes from x itself in one fma, so the bits
    /// that u lost to rounding are kept. Float lanes keep f - f²/2 in two parts. Coefficients:
    /// <see cref="Coefficients.Log"/>.
    /// </remarks>
    Expr Log1P(Expr x)
    {
        var u = 1 + x;
        var (fromU, e, biased) = Split(u);
        // 2⁻ᵉ is a normal float up to e = 126. From 2¹⁰⁰ on the f of u will do, because 1+x rounds to x.
        var power = Named("s", PowerOfTwo(2 * tier.Bias - biased));
        var fused = Fma(x, power, power - 1);
        var f = Named("f", Select(e < 100, fused, fromU));
        f = Named("f", Select(AreEqual(e, 0), x, f));

        var y = tier.IsCompensated ? CompensatedLog(f, e)
            : Fma(e, Constant(tier.Ln2High), Log1POfReduced(f, f, tier.Coefficients.Log));
        return Named("l", Select(AreEqual(x, 0), x, SpecialLogarithms(u, y)));
    }

    /// <summary>e·ln 2 + log(1+f), with f - f²/2 and the sum of the large terms each in two parts.</summary>
    Expr CompensatedLog(Expr f, Expr e)
    {
        var square = Named("q", f * f);
        var squareLow = Fms(f, f, square);
        var half = Constant(-0.5);
        var high = Named("h", Fma(half, square, f));
        var low = Fma(half, squareLow, Fma(half, square, f - high));
        var tail = Fma(Horner(tier.Coefficients.Log, f) * f, square, low);

        // The leading 15 bits of ln 2: their product with e is exact.
        var a = Named("a", e * 0.693145751953125);
        var sum = a + high;
        var rest = Fma(e, Constant(1.42860676533018704e-6), a - sum + high);
        return sum + (rest + tail);
    }

    /// <summary>x = (1+f)·2ᵉ with 1+f in [√½, √2), by integer arithmetic on the bits of x > 0.</summary>
    /// <returns>f, e, and e with the bias of the exponent field as an integer.</returns>
    (Expr F, Expr E, Bits Biased) Split(Expr x)
    {
        // Subnormal floats are multiplied by 2²³ first. Double lanes see none, because their inputs are floats.
        var isSubnormal = tier.IsCompensated ? x < SmallestNormal : null;
        if (isSubnormal is not null) x = Select(isSubnormal, x * 8388608, x);
        var bits = Bits.Of(x).Named("bits");
        var toExponent = ((long)tier.Bias << tier.MantissaBits) - tier.RootHalfBits;
        var biased = ((bits + toExponent) >> tier.MantissaBits).Named("k");
        var field = (biased - tier.Bias) << tier.MantissaBits;
        var mantissa = (bits - field).Number;
        var offset = Math.Pow(2, tier.MantissaBits) + tier.Bias;
        var e = (biased + tier.Integers).Number
            - (isSubnormal is null ? Constant(offset) : Select(isSubnormal, offset + 23, offset));
        return (Named("f", mantissa - 1), Named("e", e), biased);
    }

    /// <summary>2ⁿ, given n with the bias of the exponent field.</summary>
    Expr PowerOfTwo(Bits biased) => (biased << tier.MantissaBits).Number;

    /// <summary>The logarithm with its special values: NaN below 0, -∞ at 0, ∞ at ∞, NaN at NaN.</summary>
    Expr SpecialLogarithms(Expr x, Expr log)
    {
        var nonNegative = LimitsOfLogarithm(x, log);
        return Select(x < 0, double.NaN, nonNegative);
    }

    /// <summary>The same for x ≥ 0.</summary>
    Expr LimitsOfLogarithm(Expr x, Expr log)
    {
        var finite = Select(x <= tier.LargestFinite, log, x);
        return Select(AreEqual(x, 0), double.NegativeInfinity, finite);
    }
}
