// The logistic function and its relatives. Functions of e⁻ˣ are written as quotients over a power of two and e⁻ʳ, the
// same on both sides of 0; even ones, and those that meet any factor, over e = e^-|x| ≤ 1. Nothing overflows, and both
// tails keep their digits.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// The reduction e⁻ˣ = e⁻ʳ/2ⁿ. A function of e⁻ˣ becomes a quotient of polynomials in a power of two and M ≈ e⁻ʳ,
    /// which is near 1; the small power is applied last, so each tail keeps its digits.
    /// </summary>
    /// <param name="highest">From here on the function is 1; no power overflows below.</param>
    (Reduction Reduced, Expr Clamped) Ratio(Expr argument, double highest, double limit)
    {
        var (x, range) = (InTwoParts(argument), ranges.Of(argument));
        var u = range.Low >= -limit ? x.High : Max(-limit, x.High);
        if (range.High > highest) u = Min(highest, u);
        return (CodyWaite(u, range.Magnitude <= limit ? x.Low : Within(limit, x.High, x.Low)), u);
    }

    /// <summary>Where an exponential is clamped: further out if any factor may follow.</summary>
    double LimitOf(bool meetsSmall) => meetsSmall ? tier.ExpLimit : tier.DecayLimit;

    /// <summary>The factor of a gate as its argument is clamped.</summary>
    Expr ClampedBelow(DoubleWord x) => Max(-tier.DecayLimit, x.High);

    /// <summary>σ(x) = 2ⁿ/(2ⁿ + 1 + (e⁻ʳ - 1)) for every x, max 2.2 ULP, subnormal results included.</summary>
    /// <remarks>
    /// Monotone, because the exponential stands once, and rounding keeps the order of its arguments. From
    /// <see cref="Tier.LogisticHighest"/> on it is 1. Coefficients: <see cref="Coefficients.Exp"/>.
    /// </remarks>
    Expr Sigmoid(Expr argument)
    {
        var ((n, r, _, _), _) = Ratio(argument, tier.LogisticHighest, tier.DecayLimit);
        var s = Named("s", ScaleDown(1, n));
        var decay = Fms(Horner(Alternating(tier.Coefficients.Exp), r), r * r, r);
        // Add the two small terms first: then only the final addition rounds at the size of the result.
        var (small, large) = (Min(1, s), Max(1, s));
        return Named("sigmoid", s / (large + (small + decay)));
    }

    /// <summary>
    /// S = 2ⁿ and M = e⁻ʳ. Both are doubled where any factor may follow, so that what is left when the power S is
    /// applied last is below 1.
    /// </summary>
    (Expr S, Expr M, Expr Exponent, Expr Clamped) PowerAndDecay(Expr argument, double highest, bool meetsSmall,
        double limit)
    {
        var (reduction, u) = Ratio(argument, highest, limit);
        var r = reduction.R;
        var one = meetsSmall ? 2 : 1;
        var coefficients = Alternating(tier.Coefficients.Exp).Select(c => one * c).ToArray();
        var m = Named("m", Fma(Fma(Horner(coefficients, r), r, -one), r, one));
        return (Named("s", Power(reduction, one - 1)), m, Raised(reduction.N, one - 1), u);
    }

    /// <summary>
    /// 2ⁿ⁺ᵈ for d doublings, from the bits of the magic number. Not below the smallest normal number, which is already
    /// nothing beside M.
    /// </summary>
    Expr Power(Reduction reduction, int doublings)
    {
        var lowest = 1 - tier.Bias;
        var (n, isInRange) = (reduction.Shifted, tier.ExpLimit * Log2E <= -lowest);
        if (!isInRange) n = Max(tier.Magic + lowest, n);
        return ((Bits.Of(n) << tier.MantissaBits) + ((long)(tier.Bias + doublings) << tier.MantissaBits)).Number;
    }

    /// <summary>σ(x) = S/(S+M), with the power of the left tail left to the exponent.</summary>
    /// <param name="meetsSmall">Whether another factor may be small where S is large.</param>
    /// <param name="meetsLarge">Whether another factor may be large where S is small.</param>
    ScaledValue DeferredSigmoid(Expr argument, bool meetsSmall, bool meetsLarge = true)
    {
        var (s, m, n, _) = PowerAndDecay(argument, tier.LogisticHighest, meetsSmall, LimitOf(meetsLarge));
        return OverPower(Constant(1), s, s + m, n, meetsSmall);
    }

    static Reach ReachOf(bool meetsSmall) => meetsSmall ? Reach.Far : Reach.Down;

    /// <summary>
    /// S·p/d, with the exponent of S left to scale. A power above 1 is applied at once where small factors follow,
    /// which would lose digits before it is.
    /// </summary>
    ScaledValue OverPower(Expr p, Expr s, Expr d, Expr n, bool meetsSmall)
    {
        if (!meetsSmall) return new(p / d, n, Reach: Reach.Down);
        var power = Max(1, s);
        return new((p.Is(1) ? power : p * power) / d, Min(0, n));
    }

    /// <summary>
    /// σ'(x) = e/(1+e)² for every x, max 4.3 ULP; even, and 0 only where the exact value rounds to 0.
    /// </summary>
    ScaledValue DeferredLogisticPdf(DoubleWord x, bool meetsSmall)
    {
        var (reduced, e) = Decay(x, meetsSmall);
        var square = (1 + e) * Fma(e, 2, 2);
        return new(reduced.Mantissa / square, Raised(reduced.N, 1), Reach: ReachOf(meetsSmall));
    }

    /// <summary>tanh(log(1+eˣ)), the gate of mish: S(S+2M)/D with D = S(S+2M) + 2M². From 20 on it is 1.</summary>
    ScaledValue DeferredTanhSoftplus(Expr argument, bool meetsSmall)
    {
        var (s, m, n, _) = PowerAndDecay(argument, 20, meetsSmall, LimitOf(meetsSmall));
        var (p, d, _) = TanhSoftplusParts(s, m);
        return OverPower(p, s, d, n, meetsSmall);
    }

    /// <returns>P = S+2M, D = S·P + 2M², and 2M².</returns>
    (Expr P, Expr D, Expr Square) TanhSoftplusParts(Expr s, Expr m)
    {
        var twice = m + m;
        var p = Named("p", s + twice);
        var square = m * twice;
        return (p, Named("d", Fma(s, p, square)), square);
    }

    /// <summary>The slope of that gate: 4e(1+e)/D² for x &lt; 0, and 4e²(1+e)/D² elsewhere.</summary>
    ScaledValue DeferredTanhSoftplusSlope(DoubleWord x, bool meetsSmall)
    {
        var (reduced, e) = Decay(x, meetsSmall);
        var (d, isLeft) = TanhSoftplusDenominator(x, e);
        var decay = Select(isLeft, reduced.Mantissa, reduced.Mantissa * e);
        var numerator = decay * Fma(e, 2, 2);
        return new(numerator / (d * d), Raised(reduced.N, 1), Reach: ReachOf(meetsSmall));
    }

    /// <summary>D = e(2+e) + 2 for x &lt; 0, and e(2e+2) + 1 elsewhere.</summary>
    (Expr D, Expr IsLeft) TanhSoftplusDenominator(DoubleWord x, Expr e)
    {
        var isLeft = x.High < 0;
        var left = Fma(e, 2 + e, 2);
        var right = Fma(e, Fma(e, 2, 2), 1);
        return (Named("d", Select(isLeft, left, right)), isLeft);
    }
}
