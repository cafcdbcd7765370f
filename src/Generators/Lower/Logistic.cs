// The logistic function and its kin: quotients over a power of two and e⁻ʳ, alike on both sides of 0; or, where they
// are even or meet any factor, over e = exp(-|x|) ≤ 1. Nothing overflows and both tails keep their digits.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// e⁻ˣ = e⁻ʳ/2ⁿ: a function of e⁻ˣ is a quotient of polynomials in a power of two and M ~ e⁻ʳ near 1, alike on both
    /// sides of 0, and each tail keeps its digits because the small power can be deferred.
    /// </summary>
    /// <param name="highest">Where the function has become 1, and no power overflows.</param>
    (Reduction Reduced, Expr Held) Ratio(Expr argument, double highest)
    {
        var (x, range) = (InTwoParts(argument), ranges.Of(argument));
        var u = range.Low >= -tier.ExpLimit ? x.High : HeldLeft(x);
        if (range.High > highest) u = Min(highest, u);
        return (CodyWaite(u, range.Magnitude <= tier.ExpLimit ? x.Low : Within(tier.ExpLimit, x.High, x.Low)), u);
    }

    Expr HeldLeft(DoubleWord x) => Max(-tier.ExpLimit, x.High);

    /// <summary>
    /// σ(x) = 2ⁿ/(2ⁿ + 1 + (e⁻ʳ - 1)) on the whole line, max 2.2 ULP, subnormal results included. The
    /// exponential stands once, so each rounding keeps the order of arguments: σ is monotone. From the
    /// tier's highest argument on it is 1.
    /// </summary>
    Expr Sigmoid(Expr argument)
    {
        var ((n, r, _, _), _) = Ratio(argument, tier.LogisticHighest);
        var s = Named("s", Scale(1, n));
        var decay = Fms(Horner(Alternating(tier.Coefficients.Exp), r), r * r, r);
        // Of 1 and 2ⁿ the smaller joins the small sum, so that only the last one rounds coarsely.
        var (small, large) = (Min(1, s), Max(1, s));
        return Named("sigmoid", s / (large + (small + decay)));
    }

    /// <summary>
    /// The same as S = 2ⁿ and M = e⁻ʳ; doubled where any factor may follow,
    /// so that what remains after S is deferred is below 1.
    /// </summary>
    (Expr S, Expr M, Expr Exponent, Expr Held) PowerAndDecay(Expr argument, double highest, bool meetsSmall)
    {
        var (reduction, u) = Ratio(argument, highest);
        var r = reduction.R;
        var one = meetsSmall ? 2 : 1;
        var coefficients = Alternating(tier.Coefficients.Exp).Select(c => one * c).ToArray();
        var m = Named("m", Fma(Fma(Horner(coefficients, r), r, -one), r, one));
        return (Named("s", Power(reduction, one - 1)), m, Raised(reduction.N, one - 1), u);
    }

    /// <summary>
    /// 2ⁿ, or more by doublings, from the bits of the magic number; or the smallest normal
    /// value where that is less: beside M it is nothing.
    /// </summary>
    Expr Power(Reduction reduction, int doublings)
    {
        var lowest = 1 - tier.Bias;
        var shifted = tier.ExpLimit * Log2E <= -lowest ? reduction.Shifted
            : Max(tier.Magic + lowest, reduction.Shifted);
        return ((Bits.Of(shifted) << tier.MantissaBits) + ((long)(tier.Bias + doublings) << tier.MantissaBits)).Number;
    }

    /// <summary>σ(x) = S/(S+M) with the scaling of the left tail deferred.</summary>
    /// <param name="meetsSmall">Whether what it is multiplied by may be small where S is large.</param>
    ScaledValue DeferredSigmoid(Expr argument, bool meetsSmall)
    {
        var (s, m, n, _) = PowerAndDecay(argument, tier.LogisticHighest, meetsSmall);
        var (q, exponent) = Grown(Constant(1), s, s + m, n, meetsSmall);
        return new(q, exponent);
    }

    /// <summary>
    /// S·p/d as p/d and the exponent of S; with a power above 1 applied at once,
    /// where small factors would suffer before it.
    /// </summary>
    (Expr Quotient, Expr Exponent) Grown(Expr p, Expr s, Expr d, Expr n, bool meetsSmall)
    {
        if (!meetsSmall) return (p / d, n);
        var power = Max(1, s);
        return ((p.Is(1) ? power : p * power) / d,
            Min(0, n));
    }

    /// <summary>
    /// σ'(x) = e/(1+e)² on the whole line, max 4.3 ULP; even, and never 0 where the truth is a float.
    /// </summary>
    ScaledValue DeferredLogisticPdf(DoubleWord x)
    {
        var (reduced, e) = Decay(x);
        var square = (1 + e) * Fma(e, 2, 2);
        return new(reduced.Mantissa / square, Raised(reduced.N, 1));
    }

    /// <summary>tanh(log(1+eˣ)), the gate of mish: S(S+2M)/D with D = S(S+2M) + 2M². From 20 on it is 1.</summary>
    ScaledValue DeferredTanhSoftplus(Expr argument, bool meetsSmall)
    {
        var (s, m, n, _) = PowerAndDecay(argument, 20, meetsSmall);
        var (p, d, _) = TanhSoftplusParts(s, m);
        var (q, exponent) = Grown(p, s, d, n, meetsSmall);
        return new(q, exponent);
    }

    /// <returns>P = S+2M, D = S·P + 2M², and 2M².</returns>
    (Expr P, Expr D, Expr Square) TanhSoftplusParts(Expr s, Expr m)
    {
        var twice = m + m;
        var p = Named("p", s + twice);
        var square = m * twice;
        return (p, Named("d", Fma(s, p, square)), square);
    }

    /// <summary>The slope of that gate: 4e(1+e)/D² for x &lt; 0, and 4e²(1+e)/D² else.</summary>
    ScaledValue DeferredTanhSoftplusSlope(DoubleWord x)
    {
        var (reduced, e) = Decay(x);
        var (d, left) = TanhSoftplusDenominator(x, e);
        var decay = Select(left, reduced.Mantissa, reduced.Mantissa * e);
        var numerator = decay * Fma(e, 2, 2);
        return new(numerator / (d * d), Raised(reduced.N, 1));
    }

    (Expr D, Expr Left) TanhSoftplusDenominator(DoubleWord x, Expr e)
    {
        var left = x.High < 0;
        var whenLeft = Fma(e, 2 + e, 2);
        var whenRight = Fma(e, Fma(e, 2, 2), 1);
        return (Named("d", Select(left, whenLeft, whenRight)), left);
    }
}
