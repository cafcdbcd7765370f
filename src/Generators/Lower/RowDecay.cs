// The exponential of the distance to the largest value of a row, as softmax needs it.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// From here on the largest value is subtracted from each element: the difference is exact for every element that
    /// does not decay to 0.
    /// </summary>
    const double FarFromZero = 1024;

    /// <summary>
    /// Up to here the low part of a logit is small enough to be an exponent. Further out the largest value would have
    /// to be known in two parts as well.
    /// </summary>
    const double LowPartIsSmall = 1 << 30;

    /// <summary>The largest low part: half a ULP of that.</summary>
    const double LargestLow = 64;

    /// <summary>
    /// eˣ⁻ᵐ for x ≤ m, m the same for the whole row: max 1.3 ULP + |x - m|/30, exactly 1 where x is m.
    /// </summary>
    /// <remarks>
    /// Rounding the difference would cost up to |x - m| ULP. So x and m are reduced separately by multiples of ln 2
    /// (Cody–Waite), which is exact, and only the small rests are subtracted. The low part of ln 2 is neglected; its
    /// error is proportional to the difference of the two multiples. Coefficients: <see cref="Coefficients.Exp"/>.
    /// </remarks>
    Expr Decay(DoubleWord x, Expr m)
    {
        var near = Named("near", Select(Abs(m) < FarFromZero, m, 0));
        var turns = Named("turns", TurnsOfLn2(near));
        var rest = Named("rest", Fma(turns, -tier.Ln2High, near));
        var (u, lost) = WithLow(x, near, x.High - (m - near));
        u = NotBelow(near, tier.DecayLimit, u);
        var n = Named("n", TurnsOfLn2(u - near));
        var r = Fma(n + turns, -tier.Ln2High, u) - rest;
        if (lost is not null) r += lost;
        return Named("e", ScaleDown(ExpOfReduced(Named("r", r)), n));
    }

    /// <summary>
    /// The difference plus the low part of the logit, which for a large logit is many multiples of ln 2; and what that
    /// sum loses. The difference is clamped below everything that decays to 0, so that the loss is small.
    /// </summary>
    DoubleWord WithLow(DoubleWord x, Expr near, Expr difference)
    {
        if (Within(LowPartIsSmall, x.High, x.Low) is not { } low) return difference;
        var clamped = NotBelow(near, tier.ExpLimit + LargestLow, difference);
        var sum = clamped + low;
        return new(sum, low - (sum - clamped));
    }

    Expr NotBelow(Expr near, double by, Expr u) => Max(near - by, u);

    /// <summary>
    /// x - m, within 0.5 ULP where x is an input, and exact where m is the largest value of a row far from 0. The low
    /// part of a computed logit counts as far out as it does for its exponential.
    /// </summary>
    Expr Below(DoubleWord x, Expr m)
    {
        var difference = Named("below", x.High - m);
        return x.Low is null ? difference : Named("below", difference + Within(LowPartIsSmall, x.High, x.Low)!);
    }

    /// <summary>The same in two parts, because the low part may be as large as the difference.</summary>
    DoubleWord Below(Expr e)
    {
        var (x, m) = (Logit(e[0]), Negated(Plain(e[1])));
        var difference = TwoSum(x.High, m);
        return Within(LowPartIsSmall, x.High, x.Low) is { } low ? TwoSum(difference, low) : difference;
    }

    /// <summary>
    /// Whether choices keep the low parts of their branches. Those of a logit must, because one class may have a
    /// margin.
    /// </summary>
    bool inLogit;

    /// <summary>
    /// A logit in two parts, if it is a product, a quotient, a sum or a choice of these. A mask of -∞ may hide it: then
    /// the low part does not matter.
    /// </summary>
    DoubleWord Logit(Expr e)
    {
        var isMasked = e.Op == Op.Select && (IsMask(e[1]) || IsMask(e[2]));
        if (e.Op is Op.Add or Op.Sub or Op.Mul or Op.Div or Op.Neg || e.Op == Op.Select && !isMasked)
        {
            // High must be rounded, or fused, exactly as where the largest value was found: otherwise an element could
            // exceed it.
            inLogit = true;
            var (sum, high) = (InTwoParts(e), Plain(e));
            inLogit = false;
            return sum.Low is null || sum.High == high ? new(high, sum.Low) : new(high, sum.High - high + sum.Low);
        }
        if (!isMasked) return Plain(e);
        var logit = Logit(IsMask(e[1]) ? e[2] : e[1]);
        return new(
            IsMask(e[1]) ? Choose(e[0], Plain(e[1]), logit.High) : Choose(e[0], logit.High, Plain(e[2])), logit.Low);

        static bool IsMask(Expr e) => e.Is(double.NegativeInfinity);
    }
}
