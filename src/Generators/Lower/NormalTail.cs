// log Φ(u), its slope λ = φ/Φ, and the slope of λ. In the left tail, with t = -u, λ is t + r(t), where the quotient
// r = A/B falls from 0.8 to 1/t; and log Φ is -t²/2 - log(√(2π)·λ), whose terms have the same sign. On the right, the
// distance of each from its limit decays with e^(-u²/2), and Φ(-u) is φ(u)/λ(-u).
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>What the three functions have in common.</summary>
    /// <param name="Clamped">|u|, clamped where r no longer counts.</param>
    /// <param name="Rest">r(|u|).</param>
    /// <param name="Ratio">λ(-|u|).</param>
    /// <param name="Density">φ(u) as mantissa and exponent.</param>
    /// <param name="Inner">|u|, clamped where the density is 0.</param>
    /// <param name="Lower">Φ(-|u|).</param>
    readonly record struct NormalTail(Expr Clamped, Expr Rest, Expr Ratio, Reduced Density, Expr Inner, Expr Lower);

    /// <summary>log Φ(u) for every u, max 3.5 ULP in float lanes.</summary>
    /// <remarks>
    /// u²/2 overflows only where the result does. On the right, log(1 - Φ(-u)) keeps its digits down to the last
    /// subnormal.
    /// </remarks>
    Expr LogNormalCdf(DoubleWord u)
    {
        var tail = TailOf(u);
        var half = -0.5 * u.High;
        var log = Log(RootTwoPi * tail.Ratio);
        // (h+l)²/2 ≈ h²/2 + h·l. From 1e19 on h²/2 is about the largest float, and h·l does not count.
        if (Within(1e19, u.High, u.Low) is { } low) log = Fma(u.High, low, log);
        var left = Fms(half, u.High, log);
        return Named("logcdf", IfNegative(u.High, left, Log1P(-tail.Lower)));
    }

    /// <summary>λ(u) = φ(u)/Φ(u) for every u, max 4 ULP in float lanes.</summary>
    ScaledValue DeferredInverseMills(DoubleWord u)
    {
        var tail = TailOf(u);
        var (right, exponent) = (RightRatio(tail), IfNegative(u.High, 0, tail.Density.N));
        return new(null, exponent, IfNegative(u.High, tail.Ratio, right), double.PositiveInfinity);
    }

    /// <summary>λ'(u) = -λ(u + λ) for every u, max 5 ULP in float lanes.</summary>
    /// <remarks>On the left u + λ is r, so nothing cancels, and the product tends to -1.</remarks>
    ScaledValue DeferredInverseMillsSlope(DoubleWord u)
    {
        var tail = TailOf(u);
        var left = -tail.Rest * (tail.Clamped + tail.Rest);
        var quotient = RightRatio(tail);
        var ratio = Scale(quotient, tail.Density.N);
        var right = -quotient * (tail.Inner + ratio);
        return new(null, IfNegative(u.High, 0, tail.Density.N), IfNegative(u.High, left, right), 32);
    }

    /// <summary>λ(|u|) = φ(u)/(1 - Φ(-|u|)), without its exponent.</summary>
    static Expr RightRatio(NormalTail tail) => tail.Density.Mantissa / (1 - tail.Lower);

    /// <remarks>Coefficients: <see cref="Coefficients.MillsOver"/> and <see cref="Coefficients.MillsUnder"/>.</remarks>
    NormalTail TailOf(DoubleWord u)
    {
        var size = Named("a", Abs(u.High));
        var clamped = Named("t", Min(tier.MillsLimit, size));
        var (a, b) = (Horner(tier.Coefficients.MillsOver, clamped), Horner(tier.Coefficients.MillsUnder, clamped));
        var rest = Named("rest", a / b);
        var (decay, inner) = NormalDecay(u, tier.NormalLimit);
        var phi = Named("phi", OneOverRootTwoPi * decay.Mantissa);
        var ratio = Named("ratio", size + rest);
        var lower = Named("q", Scale(phi / (inner + rest), decay.N));
        return new(clamped, rest, ratio, new(phi, decay.N), inner, lower);
    }
}
