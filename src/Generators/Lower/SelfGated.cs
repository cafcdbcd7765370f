// u·f(u) and its slope, where a gate f multiplies its own argument. That argument is small only near 0, and large only
// where f is 0 or 1, so no guard against overflow is needed as for other products. The factor u may be clamped where
// that changes nothing (Optimise does this where a limit would be 0·∞).
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// Where, as floats, u·f(u) has become 0 on the left and f(u) + u·f'(u) has become 1 on the right.
    /// </summary>
    static (double Left, double Right) Settled(Op gate) => gate switch
    {
        Op.NormalCdf or Op.NormalCdfPlus => (-15, 6),
        Op.TanhSoftplus or Op.TanhSoftplusPlus => (-110, 12),
        _ => (-110, 32),
    };

    bool IsSelfGated(Expr gate, Expr factor) => IsSelf(factor, gate[0], Settled(gate.Op));

    static bool IsSelf(Expr factor, Expr argument, (double Left, double Right) settled)
    {
        if (factor == argument) return true;
        if (factor.Op is not (Op.Max or Op.Min)) return false;
        var (bound, other) = factor[0].IsConstant ? (factor[0], factor[1]) : (factor[1], factor[0]);
        var isBeyond = bound.IsConstant
            && (factor.Op == Op.Max ? bound.Constant <= settled.Left : bound.Constant >= settled.Right);
        return isBeyond && IsSelf(other, argument, settled);
    }

    /// <summary>The whole product, if one operand is a gate and the other its argument; else null.</summary>
    Expr? SelfGated(Expr product) => SelfGated(product[1], product[0]) ?? SelfGated(product[0], product[1]);

    Expr? SelfGated(Expr gate, Expr factor) => gate.Op switch
    {
        // Not in double lanes: there it gains nothing, and OpenCL loses the sign of the negative zero.
        Op.NormalCdf when tier.IsCompensated && IsSelfGated(gate, factor) => SelfGatedNormalCdf(InTwoParts(gate[0])),
        Op.Sigmoid when IsSelfGated(gate, factor)
            => Scaled(DeferredSigmoid(gate[0], meetsSmall: false, meetsLarge: false)
                with
            { Factor = ClampedBelow(InTwoParts(gate[0])), Reach = Reach.Near }),
        Op.Sigmoid when IsFactorOf(factor, gate[0])
            => Scaled(DeferredSigmoid(gate[0], meetsSmall: false)
                with
            { Factor = Plain(factor), Reach = Reach.Far }),
        Op.TanhSoftplus when IsSelfGated(gate, factor) => Scaled(
            DeferredTanhSoftplus(gate[0], meetsSmall: false)
                with
            { Factor = ClampedBelow(InTwoParts(gate[0])), Reach = Reach.Near }),
        _ => null,
    };

    /// <summary>
    /// Whether the argument is a moderate multiple of the factor, so that a small factor means a small argument.
    /// </summary>
    bool IsFactorOf(Expr factor, Expr argument) => argument.Op switch
    {
        _ when argument == factor => true,
        Op.Add or Op.Sub => IsFactorOf(factor, argument[0]) && IsFactorOf(factor, argument[1]),
        Op.Mul => (IsFactorOf(factor, argument[0]) && ranges.Of(argument[1]).Magnitude <= LargestMultiple)
            || (IsFactorOf(factor, argument[1]) && ranges.Of(argument[0]).Magnitude <= LargestMultiple),
        Op.Min => argument[0].IsConstant && argument[0].Constant >= 1 && IsFactorOf(factor, argument[1]),
        _ => false,
    };

    /// <summary>u·Φ(u), the exact gelu, for every u, max 5 ULP.</summary>
    /// <remarks>Method: max(u, -0) - |u|·Φ(-|u|). The zero is negative so that the left tail ends in -0.</remarks>
    Expr SelfGatedNormalCdf(DoubleWord u)
    {
        var (reduced, c) = NormalDecay(u, tier.NormalDecayLimit);
        var z = Named("z", ScaleDown(reduced.Mantissa * HalfErfcxTimes(c), reduced.N));
        return Max(-0.0, u.High) - z;
    }

    /// <summary>e⁴¹ exceeds this by more than the digits of a float.</summary>
    const double LargestMultiple = 1e6;

    /// <summary>
    /// σ(u) + a·σ'(u) = S(S + M(1+a))/(S+M)² for an a that is no large multiple of u; null stands for a = u. From 41 on
    /// it is 1.
    /// </summary>
    ScaledValue SigmoidSlope(Expr argument, Expr? a, bool meetsSmall)
    {
        var (s, m, n, u) = PowerAndDecay(argument, 41, meetsSmall, LimitOf(meetsSmall));
        var numerator = Fma(m, a is null ? 1 + u : OnePlus(a), s);
        // A multiple of u has more error than u. So (S+M)² is not the square of the rounded sum then.
        var d = Named("d", s + m);
        var square = a is null ? d * d : Fma(s, Fma(2, m, s), m * m);
        return OverPower(numerator, s, square, n, meetsSmall)
            .AsFactor(a is null ? 2 * tier.ExpLimit : SumOf(a)) with
        { Reach = ReachOf(meetsSmall) };
    }

    /// <summary>
    /// 1 + a. If a is p·(c + q), as in the tanh form of gelu, p·c is about -1 near the root: it is added to 1 first,
    /// then p·q, and q takes the low part of c.
    /// </summary>
    Expr OnePlus(Expr a)
    {
        if (!IsFusible(a)) return Constant(1) + Plain(a);
        if (!tier.IsCompensated || a[1].Op != Op.Add || !a[1][0].IsConstant)
            return Fma(Plain(a[0]), Plain(a[1]), 1);
        var (p, c, q) = (Plain(a[0]), InTwoParts(a[1][0].Constant), a[1][1]);
        var rest = c.Low is null ? Plain(q)
            : IsFusible(q) ? Fma(Plain(q[0]), Plain(q[1]), c.Low)
            : Plain(q) + c.Low;
        return Fma(p, rest, Fma(p, c.High, 1));
    }

    /// <summary>The same for the gate tanh(log(1+eᵘ)): S((S+2M)D + 4uM²(S+M))/D². From 20 on it is 1.</summary>
    ScaledValue SelfGatedTanhSoftplusSlope(Expr argument, bool meetsSmall)
    {
        var (s, m, n, u) = PowerAndDecay(argument, 20, meetsSmall, LimitOf(meetsSmall));
        var (p, d, square) = TanhSoftplusParts(s, m);
        var slope = square * (s + m);
        var numerator = Fma(u + u, slope, p * d);
        return OverPower(numerator, s, d * d, n, meetsSmall)
            .AsFactor(2 * tier.ExpLimit) with
        { Reach = ReachOf(meetsSmall) };
    }
}
