// u·f(u) and its slope, where the factor is the function's own argument: it is small only near 0 and large only where f is 0
// or 1, so what products with any factor must guard against cannot happen. The factor may be held at a bound beyond which
// nothing changes any more (Optimise does that where a limit would be 0·∞).
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>From where on u·f(u) is 0 on the left as a float, and f(u) + u·f'(u) is 1 on the right.</summary>
    static (double Left, double Right) Settled(Op gate) => gate is Op.NormalCdf or Op.NormalCdfPlus ? (-15, 15) : (-110, 32);

    bool IsSelfGated(Expr gate, Expr factor) => IsSelf(factor, gate[0], Settled(gate.Op));

    static bool IsSelf(Expr factor, Expr argument, (double Left, double Right) settled)
    {
        if (factor == argument) return true;
        if (factor.Op is not (Op.Max or Op.Min)) return false;
        var (bound, other) = factor[0].IsConstant ? (factor[0], factor[1]) : (factor[1], factor[0]);
        var isBeyond = bound.IsConstant && (factor.Op == Op.Max ? bound.Constant <= settled.Left : bound.Constant >= settled.Right);
        return isBeyond && IsSelf(other, argument, settled);
    }

    /// <summary>The whole product, where one operand is a gate and the other its argument; else null.</summary>
    Expr? SelfGated(Expr product) => SelfGated(product[1], product[0]) ?? SelfGated(product[0], product[1]);

    Expr? SelfGated(Expr gate, Expr factor) => gate.Op switch
    {
        // In double lanes nothing is gained, and OpenCL loses the sign of the negative zero there.
        Op.NormalCdf when tier.IsCompensated && IsSelfGated(gate, factor) => SelfGatedNormalCdf(InTwoParts(gate[0])),
        Op.Sigmoid when IsSelfGated(gate, factor) => Scaled(Times(DeferredSigmoid(InTwoParts(gate[0]), meetsSmall: false), factor)!.Value),
        Op.TanhSoftplus when IsSelfGated(gate, factor) => Scaled(Times(DeferredTanhSoftplus(InTwoParts(gate[0]), meetsSmall: false), factor)!.Value),
        _ => null,
    };

    /// <summary>
    /// u·Φ(u), the exact gelu, max 5 ULP: max(u, 0) - z with z = |u|·Q(|u|), Q the upper tail. The zero is negative, so that the left
    /// tail ends in -0.
    /// </summary>
    Expr SelfGatedNormalCdf(TwoParts u)
    {
        var (reduced, c) = NormalDecay(u);
        var tail = pool.Node(Op.Mul, reduced.Mantissa, HalfErfcx(c));
        var z = Named("z", Scale(pool.Node(Op.Mul, c, tail), reduced.N));
        return pool.Node(Op.Sub, pool.Node(Op.MaxNative, Constant(-0.0), u.High), z);
    }

    /// <summary>σ(u) + u·σ'(u) = S(S + M(1+u))/(S+M)². From 41 on it is 1.</summary>
    Deferred SelfGatedSigmoidSlope(TwoParts x, bool meetsSmall)
    {
        var (s, m, n, u) = TwiceRatio(x, 41);
        var d = Named("d", pool.Node(Op.Add, s, m));
        var numerator = Fma(m, pool.Node(Op.Add, Constant(1), u), s);
        var (q, exponent) = Grown(numerator, s, pool.Node(Op.Mul, d, d), n, meetsSmall);
        return new(null, exponent, q, 2 * tier.ExpLimit);
    }

    /// <summary>The same for tanh(log(1+eᵘ)): S((S+2M)D + 4uM²(S+M))/D². From 20 on it is 1.</summary>
    Deferred SelfGatedTanhSoftplusSlope(TwoParts x, bool meetsSmall)
    {
        var (s, m, n, u) = TwiceRatio(x, 20);
        var (p, d, square) = TanhSoftplusParts(s, m);
        var slope = pool.Node(Op.Mul, square, pool.Node(Op.Add, s, m));
        var numerator = Fma(pool.Node(Op.Add, u, u), slope, pool.Node(Op.Mul, p, d));
        var (q, exponent) = Grown(numerator, s, pool.Node(Op.Mul, d, d), n, meetsSmall);
        return new(null, exponent, q, 2 * tier.ExpLimit);
    }
}
