// exp, exp2, expm1; and what they share with pow.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    const double Log2E = 1.4426950408889634074;

    bool IsNonPositive(Expr e) => ranges.Of(e).High <= 0;

    /// <summary>
    /// An exponential's argument as N·ln 2 + R with |R| ≤ ½ ln 2; R is First, which is exact,
    /// and a rest too small to change more than its last digits.
    /// </summary>
    readonly record struct Reduction(Expr N, Expr R, Expr First, Expr? Tail = null)
    {
        /// <summary>N and the magic number, which has N in its last bits.</summary>
        public Expr Shifted => N[0];
    }

    /// <summary>eˣ = Mantissa·2^N with Mantissa in [0.707, 1.415].</summary>
    readonly record struct Reduced(Expr Mantissa, Expr N);

    /// <summary>
    /// exp on the whole line, monotone. Max 0.9 ULP, subnormal results included (scaled once). Cody-Waite reduction to
    /// |r| ≤ ½ ln 2, 1 + r(1 + r·P₄(r)). NaN passes: the limits are native extremes with the constant first.
    /// </summary>
    Expr Exp(Expr e)
    {
        var reduction = ReduceExp(e);
        return Named("e", Scale(Signed(e, MonotoneExp(reduction)), reduction.N));
    }

    Reduction ReduceExp(Expr e)
    {
        if (e.Op == Op.Exp2) return ReduceExp2(InTwoParts(e[0]));
        if (e.Op == Op.Pow) return ReducePow(e[0], e[1]);
        var x = InTwoParts(e[0]);
        var u = Max(-tier.ExpLimit, x.High);
        return CodyWaite(IsNonPositive(e[0]) ? u : Min(tier.ExpHighest, u),
            Within(tier.ExpLimit, x.High, x.Low));
    }

    /// <param name="u">Within ±<see cref="tier.ExpLimit"/>.</param>
    /// <param name="tail">What rounding cost u, to be added after the reduction.</param>
    Reduced Reduce(Expr u, Expr? tail)
    {
        var reduction = CodyWaite(u, tail);
        return new(ExpOfReduced(reduction.R), reduction.N);
    }

    /// <param name="isDecay">Whether it is -u that is reduced.</param>
    Reduction CodyWaite(Expr u, Expr? tail, bool isDecay = false)
    {
        var n = Named("n", TurnsOfLn2(u, isDecay));
        var first = Named("r", isDecay ? Fms(n, -tier.Ln2High, u) : Fma(n, -tier.Ln2High, u));
        if (tier.Ln2Low == 0)
            return new(n, tail is null ? first : Named("r", first + tail), first, tail);
        // First is exact: what is small joins it in one sum, which is all that rounds.
        var r = tail is null ? Fma(n, -tier.Ln2Low, first)
            : first + Fma(n, -tier.Ln2Low, tail);
        return new(n, Named("r", r), first, tail);
    }

    /// <summary>How often ln 2 goes into u, or -u, rounded to an integer by the magic number.</summary>
    Expr TurnsOfLn2(Expr u, bool isNegated = false)
        => Fma(u, isNegated ? -Log2E : Log2E, tier.Magic) - tier.Magic;

    Expr ExpOfReduced(Expr r) => Named("m", Fma(Fma(Horner(tier.Coefficients.Exp, r), r, 1), r, 1));

    /// <summary>
    /// The same, monotone: 1 + r in two parts, and what r lost by rounding and r²·P(r) join the lower.
    /// What is rounded before the last sum is finer than the steps of r; in Horner's last step the
    /// rounding of 1 + r·P, times r, is not.
    /// </summary>
    Expr MonotoneExp(Reduction x)
    {
        if (!tier.IsCompensated) return ExpOfReduced(x.R);
        var high = 1 + x.First;
        var low = x.First - (high - 1);
        if (x.First != x.R) low = Fma(x.N, -tier.Ln2Low, low);
        if (x.Tail is not null) low += x.Tail;
        low = Fma(Horner(tier.Coefficients.Exp, x.R), x.R * x.R, low);
        return Named("m", high + low);
    }

    /// <summary>eʳ - 1 with an error that is small beside 1: r + r²·P(r), in pairs.</summary>
    Expr ReducedExpM1(Expr r)
    {
        var square = Named("q", r * r);
        return Named("t", Fma(Estrin(tier.Coefficients.Exp, r, square), square, r));
    }

    /// <summary>The coefficients of P(-r).</summary>
    static double[] Alternating(double[] coefficients)
        => coefficients.Select((c, i) => (coefficients.Length - i) % 2 == 0 ? -c : c).ToArray();

    /// <summary>exp(-|x|) = Mantissa·2^N, and its value: the core of everything logistic.</summary>
    (Reduced Reduced, Expr E) Decay(DoubleWord x)
    {
        var u = Max(Constant(-tier.ExpLimit), -Abs(x.High));
        var tail = x.Low is null ? null : IfNegative(x.High, x.Low, -x.Low);
        var reduced = Reduce(u, Within(tier.ExpLimit, x.High, tail));
        return (reduced, Named("e", Scale(reduced.Mantissa, reduced.N)));
    }

    /// <summary>
    /// factor·eˣ, factor·2ˣ or factor·xʸ. Growth is applied at once, decay is deferred: a small factor must not meet a
    /// mantissa of a large power. A constant one meets it before it grows, and growth beyond the largest float is
    /// deferred too, for the power alone may overflow where the product does not.
    /// </summary>
    ScaledValue DeferredExp(Expr e, double factor)
    {
        var (n, r, _, _) = ReduceExp(e);
        var (c, k) = Halved(factor);
        var mantissa = Signed(e, ExpOfReduced(r));
        var grown = c == 1 ? mantissa : c * mantissa;
        n = Raised(n, k);
        var grows = e.Op == Op.Pow || !IsNonPositive(e[0]);
        if (grows)
        {
            var growth = Min(Constant(tier.Bias - 1), Max(0, n));
            grown = Scale(grown, growth);
            n -= growth;
        }
        return new(0.5 * grown, Raised(n, 1), Grows: grows);
    }

    /// <summary>2ᵘ = eʳ·2ⁿ. u - n is exact, so the reduced argument of exp2 has one rounding: max 0.9 ULP.</summary>
    Reduction ReduceExp2(DoubleWord u)
    {
        var limit = tier.Exp2Limit;
        var held = Clamp(u.High, -limit, limit);
        var n = Named("n", held + tier.Magic - tier.Magic);
        var r = held - n;
        if (Within(limit, u.High, u.Low) is { } low) r += low;
        r = Named("r", r * 0.69314718055994530942);
        return new(n, r, r);
    }

    /// <summary>
    /// eˣ - 1 on the whole line, max 1.5 ULP, exact at ±0 and for tiny x. With s = 2ⁿ: s·(eʳ - 1) + (s - 1), where
    /// s - 1 is exact or irrelevant. In float lanes s = 2¹²⁸ does not exist,
    /// so n stops at 127 and the last binade is doubled.
    /// </summary>
    Expr ExpM1(Expr argument)
    {
        var u = Max(Constant(tier.ExpM1Lowest), Plain(argument));
        var bounded = IsNonPositive(argument);
        var doubles = !bounded && tier.ExpM1Highest * Log2E > tier.Bias;
        if (!bounded) u = Min(tier.ExpM1Highest, u);
        var (n, r, _, _) = CodyWaite(u, tail: null);
        var t = Named("t", Fma(r * r, Horner(tier.Coefficients.ExpM1, r), r));
        var s = Named("s", Scale(Constant(1), doubles ? Min(tier.Bias, n) : n));
        var y = Named("y", Fma(s, t, s - 1));
        if (doubles) y = Select(n > tier.Bias, y + y, y);
        // The sum with s - 1 = +0 loses the sign of -0.
        return Select(AreEqual(Plain(argument), 0), Plain(argument), y);
    }
}
