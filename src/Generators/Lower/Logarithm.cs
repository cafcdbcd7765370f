// log, log₂, log1p.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    const double SmallestNormal = 1.17549435082228750797e-38;

    /// <summary>log x on the whole line, max 0.9 ULP. x = m·2ᵉ, f = m - 1: e·ln 2 + f - f²/2 + f³·P₈(f).</summary>
    Expr Log(Expr x)
    {
        var (f, e, _) = Split(x);
        // The low part joins f²·t before f does: rounded at the size of f,
        // each of the two sums would cost a quarter of an ULP.
        var l = tier.Ln2Low == 0 ? Log1POfReduced(f, f, tier.Coefficients.Log)
            : f + Log1POfReduced(f, e * tier.Ln2Low, tier.Coefficients.Log);
        var y = Fma(e, tier.Ln2High, l);
        return Positive(x, y);
    }

    /// <summary>
    /// log₂ x on the whole line, max 1.5 ULP, exact at powers of two: e + log(1+f)·log₂e, the factor in two parts
    /// because what it lacks in float would be a sixth of an ULP.
    /// </summary>
    Expr BinaryLog(Expr x)
    {
        var ((f, e, _), factor) = (Split(x), InTwoParts(Log2E));
        var l = Log1POfReduced(f, f, tier.Coefficients.Log);
        return Positive(x, Fma(factor.High, l, factor.Low is null ? e : Fma(factor.Low, l, e)));
    }

    /// <summary>log(1+f) - f + leading, for f in the domain of the coefficients.</summary>
    Expr Log1POfReduced(Expr f, Expr leading, double[] coefficients)
    {
        var t = Fma(Horner(coefficients, f), f, -0.5);
        return Named("l", Fma(t, f * f, leading));
    }

    /// <summary>
    /// log(1+x) on the whole line, max 1.3 ULP, exact at ±0 and for tiny x. u = 1+x only chooses e; f is formed from x
    /// itself, (1+x)·2⁻ᵉ - 1 in one fma, so the bits that u dropped are kept.
    /// In float lanes f - f²/2 is kept in two parts.
    /// </summary>
    Expr Log1P(Expr x)
    {
        var u = 1 + x;
        var (fromU, e, biased) = Split(u);
        // 2⁻ᵉ as a float exists up to e = 126; from 2¹⁰⁰ on, 1+x is x.
        var power = Named("s", PowerOfTwo(2 * tier.Bias - biased));
        var fused = Fma(x, power, power - 1);
        var f = Named("f", Select(e < 100, fused, fromU));
        f = Named("f", Select(AreEqual(e, 0), x, f));

        var y = tier.IsCompensated ? CompensatedLog(f, e)
            : Fma(e, Constant(tier.Ln2High), Log1POfReduced(f, f, tier.Coefficients.Log));
        return Named("l", Select(AreEqual(x, 0), x, Positive(u, y)));
    }

    /// <summary>e·ln 2 + log(1+f), with f - f²/2 and the leading sum in two parts.</summary>
    Expr CompensatedLog(Expr f, Expr e)
    {
        var square = Named("q", f * f);
        var squareLow = Fms(f, f, square);
        var half = Constant(-0.5);
        var high = Named("h", Fma(half, square, f));
        var low = Fma(half, squareLow, Fma(half, square, f - high));
        var tail = Fma(Horner(tier.Coefficients.Log, f) * f, square, low);

        // 15 bits of ln 2: the product is exact
        var a = Named("a", e * 0.693145751953125);
        var sum = a + high;
        var rest = Fma(e, Constant(1.42860676533018704e-6), a - sum + high);
        return sum + (rest + tail);
    }

    /// <summary>
    /// x = (1+f)·2ᵉ with 1+f in [√½, √2), by integer arithmetic on bits that are positive where x is.
    /// </summary>
    /// <returns>f, e, and e with the bias of the exponent field as an integer.</returns>
    (Expr F, Expr E, Bits Biased) Split(Expr x)
    {
        // Subnormals are first multiplied by 2²³; in double lanes there are none, for the inputs are floats.
        var isSubnormal = tier.IsCompensated ? x < SmallestNormal : null;
        if (isSubnormal is not null) x = Select(isSubnormal, x * 8388608, x);
        var bits = Bits.Of(x).Named("bits");
        var toExponent = ((long)tier.Bias << tier.MantissaBits) - tier.RootHalfBits;
        var biased = ((bits + toExponent) >> tier.MantissaBits).Named("k");
        var field = (biased - tier.Bias) << tier.MantissaBits;
        var mantissa = (bits - field).Number;
        var offset = Math.Pow(2, tier.MantissaBits) + tier.Bias;
        var number = (biased + tier.Integers).Number;
        var e = number - (isSubnormal is null ? Constant(offset)
            : Select(isSubnormal, offset + 23, offset));
        return (Named("f", mantissa - 1), Named("e", e), biased);
    }

    /// <summary>2ⁿ from its exponent field as an integer.</summary>
    Expr PowerOfTwo(Bits biased) => (biased << tier.MantissaBits).Number;

    /// <summary>The special values of a logarithm: NaN below zero, -∞ at zero, ∞ and NaN pass.</summary>
    Expr Positive(Expr x, Expr y)
    {
        var finite = Select(x <= tier.LargestFinite, y, x);
        var nonZero = Select(AreEqual(x, 0), double.NegativeInfinity, finite);
        return Select(x < 0, double.NaN, nonZero);
    }
}
