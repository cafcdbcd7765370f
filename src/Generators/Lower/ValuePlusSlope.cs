// f(u) + a·f'(u), the derivative of u·f(u) and of every self-gated activation, for the three gates f. Over one
// denominator: one division instead of two, and one scaling. Beside the root, where the terms cancel, Optimise has put
// a polynomial in its place if u and a are of one input.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// σ(u) + a·σ'(u) = e(a+d)/d² for u &lt; 0, (d + e·a)/d² else; d = 1+e, e = exp(-|u|).
    /// d² as 1 + e(2+e) is rounded once.
    /// </summary>
    ScaledValue DeferredSigmoidPlus(DoubleWord u, Expr a)
    {
        var (reduced, e) = Decay(u);
        var d = Named("d", 1 + e);
        var square = Fma(e, 2 + e, 1);
        var left = IsFusible(a) ? Fma(Plain(a[0]), Plain(a[1]), d) : Plain(a) + d;
        var numerator = IfNegative(u.High, reduced.Mantissa * left, Fma(e, Plain(a), d));
        return new(null, IfNegative(u.High, reduced.N, 0), numerator / square, SumOf(a));
    }

    /// <summary>Φ(u) + a·φ(u) = t for u &lt; 0, 1 - t else; t = e^(-u²/2)·(½·erfcx(|u|/√2) ± a/√(2π)).</summary>
    Expr NormalCdfPlus(Expr e)
    {
        var u = InTwoParts(e[0]);
        var (mantissa, n) = NormalTailPlus(u, e);
        var tail = Named("tail", Scale(mantissa, n));
        return IfNegative(u.High, tail, 1 - tail);
    }

    ScaledValue DeferredNormalCdfPlus(Expr e)
    {
        var u = InTwoParts(e[0]);
        var (mantissa, n) = NormalTailPlus(u, e);
        var upper = Constant(1) - Named("tail", Scale(mantissa, n));
        return new(null, IfNegative(u.High, n, 0), IfNegative(u.High, mantissa, upper), SumOf(e[1]));
    }

    (Expr Mantissa, Expr N) NormalTailPlus(DoubleWord u, Expr e)
    {
        var (reduced, c) = NormalDecay(u);
        var half = HalfErfcx(c);
        // Of u itself the sign is known, and beyond the limit of the decay nothing is left.
        var inner = IsSelfGated(e, e[1]) ? Fma(c, -0.39894228040143267794, half)
            : Fma(IfNegative(u.High, Plain(e[1]), Negated(Plain(e[1]))), 0.39894228040143267794, half);
        return (reduced.Mantissa * inner, reduced.N);
    }

    /// <summary>
    /// The same for tanh(log(1+eᵘ)): e((e+2)D + 4a(1+e))/D² for u &lt; 0, ((1+2e)D + 4ae²(1+e))/D² else.
    /// </summary>
    ScaledValue DeferredTanhSoftplusPlus(DoubleWord u, Expr a)
    {
        var (reduced, e) = Decay(u);
        var (d, left) = TanhSoftplusDenominator(u, e);
        var value = d * Select(left, 2 + e, Fma(e, 2, 1));
        var factor = Plain(a) * Select(left, Constant(4), Constant(4) * (e * e));
        var inner = Fma(factor, 1 + e, value);
        var quotient = Select(left, reduced.Mantissa, 1) * inner / (d * d);
        return new(null, Select(left, reduced.N, 0), quotient, SumOf(a));
    }

    /// <summary>
    /// A bound of f(u) + a·f'(u) over its power of two: f is at most 1, f' at most 1.1, the mantissa at most 1.42.
    /// </summary>
    double SumOf(Expr a) => 2 + 2 * ranges.Of(a).Magnitude;
}
