// The exponential of what lies below the largest of its row.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// A largest value from here on is taken from each element:
    /// of all that do not decay to 0, that difference is exact.
    /// </summary>
    const double FarFromZero = 1024;

    /// <summary>
    /// Up to here what a product lost by its rounding is an exponent that floats hold.
    /// Further out the largest would have to be known in two parts.
    /// </summary>
    const double LowPartIsSmall = 1 << 30;

    /// <summary>Half a ULP of that.</summary>
    const double LargestLow = 64;

    /// <summary>
    /// eˣ⁻ᵐ for x ≤ m, the same for all of a row in m. Max 1.3 ULP + |x - m|/30, and exactly 1 where x is m. The
    /// difference is not rounded, which would cost up to |x - m|: x and m are reduced each by its own turns of ln 2,
    /// which is exact (Cody-Waite), and what is left of them is small. What ln 2 lacks as a float is left out; it
    /// counts by the difference of the turns.
    /// </summary>
    Expr Decay(DoubleWord x, Expr m)
    {
        var near = Named("near",
            Select(Abs(m) < FarFromZero, m, 0));
        var turns = Named("turns", TurnsOfLn2(near));
        var rest = Named("rest", Fma(turns, -tier.Ln2High, near));
        var difference = x.High - (m - near);
        var (u, lost) = (difference, (Expr?)null);
        if (Within(LowPartIsSmall, x.High, x.Low) is { } low)
        {
            // Of a large logit that is many turns. Held so far below what decays to 0,
            // what their sum rounds away is small.
            var held = NotBelow(near, tier.ExpLimit + LargestLow, difference);
            u = held + low;
            lost = low - (u - held);
        }
        u = NotBelow(near, tier.ExpLimit, u);
        var n = Named("n", TurnsOfLn2(u - near));
        var r = Fma(n + turns, -tier.Ln2High, u) - rest;
        if (lost is not null) r += lost;
        return Named("e", Scale(ExpOfReduced(Named("r", r)), n));
    }

    Expr NotBelow(Expr near, double by, Expr u) => Max(near - by, u);

    /// <summary>
    /// x - m, within 0.5 ULP where x is an input, and exact where m is the largest of a row that is far from 0: a logit
    /// that is a product or a sum brings what it lost by its own rounding, as far as its exponential does.
    /// </summary>
    Expr Below(DoubleWord x, Expr m)
    {
        var difference = Named("below", x.High - m);
        return x.Low is null ? difference
            : Named("below", difference + Within(LowPartIsSmall, x.High, x.Low)!);
    }

    /// <summary>
    /// The same in two parts. What the logit brings may be as large as the difference: they are added first.
    /// </summary>
    DoubleWord Below(Expr e)
    {
        var (x, m) = (Logit(e[0]), Negated(Plain(e[1])));
        var difference = TwoSum(new(x.High, null), new(m, null));
        return Within(LowPartIsSmall, x.High, x.Low) is { } low ? TwoSum(difference, new(low, null)) : difference;
    }

    /// <summary>
    /// Whether choices keep what their branches lose: a margin that one class has is a part of its logit.
    /// </summary>
    bool inLogit;

    /// <summary>
    /// What a logit loses that is a product, a quotient, a sum or a choice of them, masked or not: where the mask is,
    /// nothing is left of it.
    /// </summary>
    DoubleWord Logit(Expr e)
    {
        if (e.Op is Op.Add or Op.Sub or Op.Mul or Op.Div or Op.Neg
            || e.Op == Op.Select && !IsMask(e[1]) && !IsMask(e[2]))
        {
            // Rounded as where the largest was found, fused perhaps: else that might be exceeded,
            // by a step that no exponential holds.
            inLogit = true;
            var (sum, high) = (InTwoParts(e), Plain(e));
            inLogit = false;
            return sum.Low is null || sum.High == high ? new(high, sum.Low)
                : new(high, sum.High - high + sum.Low);
        }
        if (e.Op != Op.Select || !IsMask(e[1]) && !IsMask(e[2])) return new(Plain(e), null);
        var logit = Logit(IsMask(e[1]) ? e[2] : e[1]);
        return new(
            IsMask(e[1]) ? Choose(e[0], Plain(e[1]), logit.High) : Choose(e[0], logit.High, Plain(e[2])), logit.Low);

        static bool IsMask(Expr e) => e.Is(double.NegativeInfinity);
    }
}
