// f(u) + a·f'(u) for the three gates f: the derivative of u·f(u) and of every self-gated activation. Over one
// denominator it takes one division instead of two, and one scaling. Near the root, where the terms cancel, Optimise
// has put a polynomial in its place if u and a depend on one input.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// σ(u) + a·σ'(u) = e(a+d)/d² for u &lt; 0 and (d + e·a)/d² elsewhere, with e = e^-|u| and d = 1+e.
    /// </summary>
    ScaledValue DeferredSigmoidPlus(DoubleWord u, Expr a)
    {
        var (reduced, e) = Decay(u);
        var d = Named("d", 1 + e);
        // d² = 1 + e(2+e): its last step alone rounds at the size of the result.
        var square = Fma(e, 2 + e, 1);
        var left = IsFusible(a) ? Fma(Plain(a[0]), Plain(a[1]), d) : Plain(a) + d;
        var numerator = IfNegative(u.High, reduced.Mantissa * left, Fma(e, Plain(a), d));
        return new(null, IfNegative(u.High, reduced.N, 0), numerator / square, SumOf(a));
    }

    /// <summary>
    /// Φ(u) + a·φ(u) = t for u &lt; 0 and 1 - t elsewhere, with t = e^(-u²/2)·(½·erfcx(|u|/√2) ± a/√(2π)).
    /// </summary>
    Expr NormalCdfPlus(Expr e)
    {
        var u = InTwoParts(e[0]);
        var bounded = IsSelfGated(e, e[1]);
        var (mantissa, n) = NormalTailPlus(u, e, NormalLimitOf(!bounded));
        var tail = Named("tail", bounded ? ScaleDown(mantissa, n) : Scale(mantissa, n));
        return IfNegative(u.High, tail, 1 - tail);
    }

    ScaledValue DeferredNormalCdfPlus(Expr e)
    {
        var u = InTwoParts(e[0]);
        var (mantissa, n) = NormalTailPlus(u, e, tier.NormalLimit);
        var upper = Constant(1) - Named("tail", Scale(mantissa, n));
        return new(null, IfNegative(u.High, n, 0), IfNegative(u.High, mantissa, upper), SumOf(e[1]));
    }

    (Expr Mantissa, Expr N) NormalTailPlus(DoubleWord u, Expr e, double limit)
    {
        var (reduced, c) = NormalDecay(u, limit);
        var half = HalfErfcx(c);
        // If a is u, its sign is known, and it may be clamped like u where the decay is 0.
        var inner = IsSelfGated(e, e[1]) ? Fma(c, -OneOverRootTwoPi, half)
            : Fma(IfNegative(u.High, Plain(e[1]), Negated(Plain(e[1]))), OneOverRootTwoPi, half);
        return (reduced.Mantissa * inner, reduced.N);
    }

    /// <summary>
    /// The same for the gate tanh(log(1+eᵘ)): e((e+2)D + 4a(1+e))/D² for u &lt; 0 and ((1+2e)D + 4ae²(1+e))/D²
    /// elsewhere.
    /// </summary>
    ScaledValue DeferredTanhSoftplusPlus(DoubleWord u, Expr a)
    {
        var (reduced, e) = Decay(u);
        var (d, isLeft) = TanhSoftplusDenominator(u, e);
        var value = d * Select(isLeft, 2 + e, Fma(e, 2, 1));
        var slope = Plain(a) * Select(isLeft, Constant(4), Constant(4) * (e * e));
        var sum = Fma(slope, 1 + e, value);
        var quotient = Select(isLeft, reduced.Mantissa, 1) * sum / (d * d);
        return new(null, Select(isLeft, reduced.N, 0), quotient, SumOf(a));
    }

    /// <summary>
    /// A bound of f(u) + a·f'(u) without its power of two: f is at most 1, f' at most 1.1, the mantissa at most 1.42.
    /// </summary>
    double SumOf(Expr a) => 2 + 2 * ranges.Of(a).Magnitude;
}
