// log Φ, its slope λ = φ/Φ and the slope of that. In the left tail, with t = -u, λ is t + r(t), where r = A/B falls
// from 0.8 to 1/t, and log Φ is -t²/2 - log(√(2π)·λ): both terms have one sign. On the right all three decay with
// e^(-u²/2), and Φ(-u) is φ(u)/λ(-u). tools/coefficients/mills.py made A and B.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>What the three have in common.</summary>
    /// <param name="Held">|u| where r is still needed.</param>
    /// <param name="Rest">r(|u|).</param>
    /// <param name="Ratio">λ(-|u|).</param>
    /// <param name="Density">φ(u) as mantissa and exponent.</param>
    /// <param name="Inner">|u| held where that is 0.</param>
    /// <param name="Lower">Φ(-|u|).</param>
    readonly record struct NormalTail(Expr Held, Expr Rest, Expr Ratio, Reduced Density, Expr Inner, Expr Lower);

    /// <summary>
    /// log Φ(u) on the whole line, max 3.5 ULP in float lanes: u²/2 overflows where the result does, and log(1 - Φ(-u))
    /// is -Φ(-u) far to the right, down to the last subnormal.
    /// </summary>
    Expr LogNormalCdf(DoubleWord u)
    {
        var tail = TailOf(u);
        var half = -0.5 * u.High;
        // (h + l)²/2 = h²/2 + h·l; beyond the root of the largest float h·l is nothing beside what has overflowed.
        var log = Log(RootTwoPi * tail.Ratio);
        if (Within(1e19, u.High, u.Low) is { } low) log = Fma(u.High, low, log);
        var left = Fms(half, u.High, log);
        return Named("logcdf", IfNegative(u.High, left, Log1P(-tail.Lower)));
    }

    /// <summary>
    /// λ(u) = φ(u)/Φ(u) on the whole line, max 4 ULP in float lanes: |u| and more to the left, decaying to the right.
    /// </summary>
    ScaledValue DeferredInverseMills(DoubleWord u)
    {
        var tail = TailOf(u);
        var (right, exponent) = (RightRatio(tail), IfNegative(u.High, 0, tail.Density.N));
        return new(null, exponent, IfNegative(u.High, tail.Ratio, right), double.PositiveInfinity);
    }

    /// <summary>
    /// λ'(u) = -λ(u + λ) on the whole line, max 5 ULP in float lanes:
    /// to the left u + λ is r, and the product tends to -1.
    /// </summary>
    ScaledValue DeferredInverseMillsSlope(DoubleWord u)
    {
        var tail = TailOf(u);
        var left = -tail.Rest * (tail.Held + tail.Rest);
        var quotient = RightRatio(tail);
        var ratio = Scale(quotient, tail.Density.N);
        var right = -quotient * (tail.Inner + ratio);
        return new(null, IfNegative(u.High, 0, tail.Density.N), IfNegative(u.High, left, right), 32);
    }

    /// <summary>λ(|u|) without its exponent: φ(u)/(1 - Φ(-|u|)).</summary>
    Expr RightRatio(NormalTail tail)
        => tail.Density.Mantissa / (1 - tail.Lower);

    NormalTail TailOf(DoubleWord u)
    {
        var size = Named("a", Abs(u.High));
        var held = Named("t", Min(tier.MillsLimit, size));
        var (over, under) = (Horner(tier.Coefficients.MillsOver, held), Horner(tier.Coefficients.MillsUnder, held));
        var rest = Named("rest", over / under);
        var (decay, inner) = NormalDecay(u);
        var phi = Named("phi", 0.39894228040143267794 * decay.Mantissa);
        var ratio = Named("ratio", size + rest);
        var lower = Named("q", Scale(phi / (inner + rest), decay.N));
        return new(held, rest, ratio, new(phi, decay.N), inner, lower);
    }
}
