// Products are scaled last, and once. e⁻⁹⁰ is a subnormal float with few bits left, but 90·e⁻⁹⁰ is a normal one: so a
// product with a decaying factor is formed from mantissas and scaled at the end. Such a factor is lowered to mantissa
// and exponent, and all other factors are collected beside it: mantissa · factor · 2^exponent. The mantissa is at most
// 1 and never makes the product overflow; two arbitrary factors may, so their product is guarded.
namespace Kernels.Lower;

/// <param name="Mantissa">At most 1 in magnitude; null for 1.</param>
/// <param name="Exponent">A whole number within ±378.</param>
/// <param name="Factor">The product of the factors of any magnitude; null for 1.</param>
/// <param name="Magnitude">A bound of the factor.</param>
/// <param name="Grows">Whether the exponent may be so large that a sum with it exceeds 378.</param>
/// <param name="Reach">How far the exponent goes, if no factor follows.</param>
internal readonly record struct ScaledValue(
    Expr? Mantissa, Expr Exponent, Expr? Factor = null, double Magnitude = 1, bool Grows = false,
    Reach Reach = Reach.Far)
{
    /// <summary>The same if the mantissa may be larger than 1.</summary>
    public ScaledValue AsFactor(double magnitude) => new(null, Exponent, Mantissa, magnitude);
}

/// <summary>Which of the three ways of scaling an exponent is in the domain of.</summary>
internal enum Reach { Far, Near, Down }

internal sealed partial class Lowering
{
    /// <summary>Products up to here cannot overflow, with some room for a mantissa.</summary>
    const double Moderate = 1e30;

    /// <summary>By how much a clamped exponent may have been raised since, for mantissas above 1.</summary>
    const double Slack = 2;

    /// <summary>The largest exponent that Scale accepts.</summary>
    const double Farthest = 378;

    /// <summary>The node as mantissa, factor and exponent; null if none of its factors has an exponent.</summary>
    ScaledValue? Defer(Expr e)
    {
        if (deferred.TryGetValue(e, out var known)) return known;
        return deferred[e] = !tier.IsCompensated ? null : Apart(e, meetsSmall: true) ?? e.Op switch
        {
            Op.Neg => Defer(e[0]) is { } d
                ? d.Mantissa is { } m ? d with { Mantissa = Negated(m) } : d with { Factor = Negated(d.Factor!) }
                : null,
            Op.Select => DeferredSelect(e, Defer(e[1]), Defer(e[2])),
            Op.Mul when e[0].IsConstant && Math.Abs(e[0].Constant) is >= 1e-9 and <= 4
                && e[1].Op is Op.Exp or Op.Exp2 or Op.Pow => DeferredExp(e[1], e[0].Constant),
            Op.Mul when e[0].IsConstant => Defer(e[1]) is { } d ? TimesConstant(e[0].Constant, d) : null,
            Op.Mul => DeferredProduct(e[0], Defer(e[0]), e[1], Defer(e[1])),
            _ => (ScaledValue?)null,
        };
    }

    /// <summary>The functions that are lowered to mantissa and exponent.</summary>
    /// <param name="meetsSmall">Whether other factors are multiplied in before the scaling.</param>
    ScaledValue? Apart(Expr e, bool meetsSmall) => e.Op switch
    {
        Op.Exp or Op.Exp2 or Op.Pow => DeferredExp(e, 1),
        Op.Sigmoid => DeferredSigmoid(e[0], meetsSmall),
        Op.LogisticPdf => DeferredLogisticPdf(InTwoParts(e[0]), meetsSmall),
        Op.NormalCdf => DeferredNormalCdf(InTwoParts(e[0])),
        Op.NormalPdf => DeferredNormalPdf(InTwoParts(e[0]), meetsSmall),
        Op.InverseMills => DeferredInverseMills(InTwoParts(e[0])),
        Op.InverseMillsSlope => DeferredInverseMillsSlope(InTwoParts(e[0])),
        Op.TanhSoftplus => DeferredTanhSoftplus(e[0], meetsSmall),
        Op.TanhSoftplusSlope => DeferredTanhSoftplusSlope(InTwoParts(e[0]), meetsSmall),
        Op.SigmoidPlus when IsSelfGated(e, e[1]) => SigmoidSlope(e[0], null, meetsSmall),
        Op.SigmoidPlus when ranges.Of(e[1]).Magnitude <= LargestMultiple => SigmoidSlope(e[0], e[1], meetsSmall),
        Op.SigmoidPlus => DeferredSigmoidPlus(InTwoParts(e[0]), e[1]),
        Op.NormalCdfPlus => DeferredNormalCdfPlus(e),
        Op.TanhSoftplusPlus when IsSelfGated(e, e[1]) => SelfGatedTanhSoftplusSlope(e[0], meetsSmall),
        Op.TanhSoftplusPlus => DeferredTanhSoftplusPlus(InTwoParts(e[0]), e[1]),
        _ => null,
    };

    Expr Scaled(ScaledValue d) => Primitive(
        d.Reach switch { Reach.Down => Op.ScaleDown, Reach.Near => Op.ScaleNear, _ => Op.Scale },
        Significand(d), d.Exponent);

    Expr Significand(ScaledValue d) => Times(d.Mantissa, d.Factor) ?? Constant(1);

    /// <summary>A product, where null stands for 1.</summary>
    static Expr? Times(Expr? a, Expr? b) => a is null ? b : b is null ? a : a * b;

    ScaledValue? DeferredProduct(Expr left, ScaledValue? a, Expr right, ScaledValue? b)
    {
        if (a is null && b is null) return null;
        if (a is null) return Times(b!.Value, left);
        if (b is null) return Times(a.Value, right);
        var (x, y) = (a.Value, b.Value);
        var (mantissa, grows) = (Times(x.Mantissa, y.Mantissa), x.Grows || y.Grows);
        var exponent = Bounded(Max(Constant(-Farthest), x.Exponent + y.Exponent), grows);
        var product = x with { Mantissa = mantissa, Exponent = exponent, Grows = grows };
        return y.Factor is null ? product : Gathered(product, y.Factor, y.Magnitude);
    }

    /// <summary>
    /// Times any value; a product is taken factor by factor, because x·gate alone may overflow where x·gate·σ(gate)
    /// does not. Null for the upstream gradient: it multiplies the finished derivative, so that dx is dy·f'(x) to the
    /// last bit.
    /// </summary>
    ScaledValue? Times(ScaledValue d, Expr other)
    {
        if (IsUpstream(other)) return null;
        if (other.Op != Op.Mul || other[0] == other[1]) return Gathered(d, Plain(other), ranges.Of(other).Magnitude);
        return Times(d, other[0]) is { } first ? Times(first, other[1]) : null;
    }

    bool IsUpstream(Expr e) => e.Op == Op.Input && e.Index >= inputs;

    /// <summary>
    /// One more factor of any magnitude. Where the product of two overflows, both exceed 1, so scaling each by 2⁻⁶⁴ is
    /// exact. Elsewhere the scale is 1: with 2⁻⁶⁴ a product might be subnormal, which costs 100 cycles.
    /// </summary>
    ScaledValue Gathered(ScaledValue d, Expr factor, double magnitude)
    {
        if (d.Factor is null) return d with { Factor = factor, Magnitude = magnitude };
        if (d.Magnitude * magnitude <= Moderate)
            return d with { Factor = d.Factor * factor, Magnitude = d.Magnitude * magnitude };
        var overflows = Abs(d.Factor * factor) > tier.LargestFinite;
        var scale = Select(overflows, Math.Pow(2, -64), 1);
        // A clamped exponent stands for everything below it. It is not raised again, and the product stays 0.
        var raised = d.Exponent.Op == Op.Add && d.Exponent[0].IsConstant ? d.Exponent[0].Constant : 0;
        var back = Select(d.Exponent > raised + Slack - Math.Floor(tier.ExpLimit * Log2E), 128, 0);
        return d with
        {
            Factor = d.Factor * scale * (factor * scale),
            Exponent = Bounded(Select(overflows, back, 0) + d.Exponent, d.Grows),
            Magnitude = double.PositiveInfinity,
        };
    }

    /// <summary>A clamp changes nothing, because 2³⁷⁸ times any mantissa is infinite.</summary>
    Expr Bounded(Expr exponent, bool grows) => grows ? Min(Farthest, exponent) : exponent;

    /// <summary>
    /// Times c = f·2ᵏ with |f| ≤ 1: the mantissa stays bounded, and the power of two is exact. Null for a very large or
    /// very small constant.
    /// </summary>
    ScaledValue? TimesConstant(double c, ScaledValue d)
    {
        if (!(Math.Abs(c) is >= 1e-9 and <= 1e9)) return null;
        (c, var k) = Halved(c);
        var mantissa = d.Mantissa is null ? Constant(c)
            : c == 1 ? d.Mantissa
            : c == -1 ? Negated(d.Mantissa)
            : c * d.Mantissa;
        return d with { Mantissa = mantissa, Exponent = Raised(d.Exponent, k) };
    }

    static (double C, int K) Halved(double c)
    {
        var k = 0;
        for (; Math.Abs(c) > 1; c /= 2) k++;
        return (c, k);
    }

    /// <summary>An exponent plus a small integer. Both are exact, so two such sums are merged.</summary>
    Expr Raised(Expr exponent, int by)
    {
        if (by == 0) return exponent;
        if (exponent.Op == Op.Add && exponent[0].IsConstant)
            return (by + exponent[0].Constant) + exponent[1];
        return by + exponent;
    }

    ScaledValue? DeferredSelect(Expr e, ScaledValue? a, ScaledValue? b)
    {
        if (a is null && b is null) return null;
        var zero = Constant(0);
        var chosen = Choose(e[0], a is { } x ? Significand(x) : Plain(e[1]), b is { } y ? Significand(y) : Plain(e[2]));
        var exponent = Choose(e[0], a?.Exponent ?? zero, b?.Exponent ?? zero);
        var grows = a?.Grows == true || b?.Grows == true;
        return IsBounded(e[1], a) && IsBounded(e[2], b) ? new(chosen, exponent, Grows: grows)
            : new(null, exponent, chosen, double.PositiveInfinity, grows);

        static bool IsBounded(Expr branch, ScaledValue? d)
            => d is { } known ? known.Factor is null : branch.IsConstant && Math.Abs(branch.Constant) <= 1;
    }
}
