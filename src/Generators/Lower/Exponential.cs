// exp, exp2 and expm1, and the reductions that they share with pow and the logistic functions.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    const double Log2E = 1.4426950408889634074, Ln2 = 0.69314718055994530942;

    /// <summary>Whether the argument of an exponential is never above 0 where the exponential counts.</summary>
    bool IsNonPositive(Expr exponential) => decaying.Contains(exponential) || ranges.Of(exponential[0]).High <= 0;

    /// <summary>The exponentials that only count where their arguments are not above 0.</summary>
    readonly HashSet<Expr> decaying = [];

    /// <summary>
    /// In x > 0 ? a : b, an exponential of x that stands in b alone only decays. Elsewhere it is any number, which the
    /// choice drops.
    /// </summary>
    void FindDecaying(Expr choice)
    {
        var condition = choice[0];
        if (condition.Op is not (Op.Gt or Op.Ge or Op.Lt or Op.Le) || !condition[1].Is(0)) return;
        Find(choice[condition.Op is Op.Gt or Op.Ge ? 2 : 1]);

        void Find(Expr e)
        {
            if (uses[e] > 1) return;
            if (e.Op is Op.Exp or Op.ExpM1 && e[0] == condition[0]) decaying.Add(e);
            else if (e.Op is Op.Mul or Op.Neg or Op.Add or Op.Sub) foreach (var argument in e.Arguments) Find(argument);
        }
    }

    /// <summary>The argument of an exponential as N·ln 2 + R with |R| ≤ ½ ln 2.</summary>
    /// <param name="First">The part of R that is exact; the rest changes its last digits only.</param>
    /// <param name="Tail">The low part of the argument, already in R.</param>
    readonly record struct Reduction(Expr N, Expr R, Expr First, Expr? Tail = null)
    {
        /// <summary>N plus the magic number, which has N in its last bits.</summary>
        public Expr Shifted => N[0];
    }

    /// <summary>eˣ = Mantissa·2^N with Mantissa in [0.707, 1.415].</summary>
    readonly record struct Reduced(Expr Mantissa, Expr N);

    /// <summary>eˣ for every x, max 0.9 ULP, subnormal results included; monotone.</summary>
    /// <remarks>
    /// Method: Cody–Waite reduction to |r| ≤ ½ ln 2, then 1 + r(1 + r·P(r)), scaled once by 2ⁿ. NaN passes, because
    /// the constant stands first in the clamps. Coefficients: <see cref="Coefficients.Exp"/>. The same steps compute
    /// 2ˣ and xʸ, whose reductions are below and in Power.cs.
    /// </remarks>
    Expr Exp(Expr e)
    {
        if (e.Op != Op.Exp)
        {
            var power = ReduceExp(e);
            return Named("e", Scale(Signed(e, MonotoneExp(power)), power.N));
        }
        var reduction = ReduceExp(e, tier.DecayLimit);
        var mantissa = MonotoneExp(reduction);
        return Named("e", IsNonPositive(e) ? ScaleDown(mantissa, reduction.N) : ScaleNear(mantissa, reduction.N));
    }

    Reduction ReduceExp(Expr e) => ReduceExp(e, tier.ExpLimit);

    Reduction ReduceExp(Expr e, double limit)
    {
        if (e.Op == Op.Exp2) return ReduceExp2(InTwoParts(e[0]));
        if (e.Op == Op.Pow) return ReducePow(e[0], e[1]);
        var x = InTwoParts(e[0]);
        var u = Max(-limit, x.High);
        if (!IsNonPositive(e)) u = Min(Math.Min(limit, tier.ExpHighest), u);
        return CodyWaite(u, Within(limit, x.High, x.Low));
    }

    /// <param name="u">Within ±<see cref="Tier.ExpLimit"/>.</param>
    /// <param name="tail">The low part of u.</param>
    Reduced Reduce(Expr u, Expr? tail)
    {
        var reduction = CodyWaite(u, tail);
        return new(ExpOfReduced(reduction.R), reduction.N);
    }

    /// <summary>r = u - n·ln 2, with ln 2 in two parts in float lanes.</summary>
    /// <param name="isDecay">Whether -u is reduced instead of u.</param>
    Reduction CodyWaite(Expr u, Expr? tail, bool isDecay = false)
    {
        var n = Named("n", TurnsOfLn2(u, isDecay));
        var first = Named("r", isDecay ? Fms(n, -tier.Ln2High, u) : Fma(n, -tier.Ln2High, u));
        if (tier.Ln2Low == 0) return new(n, tail is null ? first : Named("r", first + tail), first, tail);
        // First is exact. All small terms join it in one sum, which alone rounds.
        var r = tail is null ? Fma(n, -tier.Ln2Low, first) : first + Fma(n, -tier.Ln2Low, tail);
        return new(n, Named("r", r), first, tail);
    }

    /// <summary>u/ln 2, or -u/ln 2, rounded to an integer by adding and subtracting the magic number.</summary>
    Expr TurnsOfLn2(Expr u, bool isNegated = false) => Fma(u, isNegated ? -Log2E : Log2E, tier.Magic) - tier.Magic;

    /// <summary>eʳ = 1 + r(1 + r·P(r)).</summary>
    Expr ExpOfReduced(Expr r) => Named("m", Fma(Fma(Horner(tier.Coefficients.Exp, r), r, 1), r, 1));

    /// <summary>
    /// The same, monotone: 1 + r is split in two parts, and r²·P(r) and what r lacks join the low one.
    /// </summary>
    /// <remarks>
    /// What is rounded before the last sum is then finer than the steps between neighbouring r. In the last step of
    /// Horner's rule it would not be: r multiplies the rounding of 1 + r·P(r).
    /// </remarks>
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

    /// <summary>eʳ - 1 = r + r²·P(r) for |r| ≤ ½ ln 2, with an error that is small beside 1.</summary>
    Expr ReducedExpM1(Expr r)
    {
        var square = Named("q", r * r);
        return Named("t", Fma(Estrin(tier.Coefficients.Exp, r, square), square, r));
    }

    /// <summary>The coefficients of P(-r), given those of P(r).</summary>
    static double[] Alternating(double[] coefficients)
        => coefficients.Select((c, i) => (coefficients.Length - i) % 2 == 0 ? -c : c).ToArray();

    /// <summary>e^-|x| as Mantissa·2^N and as one value: what the even logistic functions are made of.</summary>
    (Reduced Reduced, Expr E) Decay(DoubleWord x, bool meetsSmall = true)
    {
        var limit = LimitOf(meetsSmall);
        var u = Max(Constant(-limit), -Abs(x.High));
        var (m, n) = Reduce(u, Within(limit, x.High, LowOfNegatedMagnitude(x)));
        return (new(m, n), Named("e", meetsSmall ? Scale(m, n) : ScaleDown(m, n)));
    }

    /// <summary>factor·eˣ, factor·2ˣ or factor·xʸ, with decay left to the exponent.</summary>
    /// <remarks>
    /// Growth is applied at once, because another small factor must not meet the mantissa of a large power; only the
    /// constant factor meets it before. Growth beyond the largest float stays in the exponent, because the power alone
    /// may overflow where the product does not.
    /// </remarks>
    ScaledValue DeferredExp(Expr e, double factor)
    {
        var (n, r, _, _) = ReduceExp(e);
        var (c, k) = Halved(factor);
        var mantissa = Signed(e, ExpOfReduced(r));
        var grown = c == 1 ? mantissa : c * mantissa;
        n = Raised(n, k);
        var grows = e.Op == Op.Pow || !IsNonPositive(e);
        if (grows)
        {
            var growth = Min(Constant(tier.Bias - 1), Max(0, n));
            grown = ScaleNear(grown, growth);
            n -= growth;
        }
        return new(0.5 * grown, Raised(n, 1), Grows: grows);
    }

    /// <summary>2ᵘ = eʳ·2ⁿ with r = (u - n)·ln 2, max 0.9 ULP: u - n is exact, so r is rounded once.</summary>
    Reduction ReduceExp2(DoubleWord u)
    {
        var limit = tier.Exp2Limit;
        var clamped = Clamp(u.High, -limit, limit);
        var n = Named("n", clamped + tier.Magic - tier.Magic);
        var r = clamped - n;
        if (Within(limit, u.High, u.Low) is { } low) r += low;
        r = Named("r", r * Ln2);
        return new(n, r, r);
    }

    /// <summary>eˣ - 1 for every x, max 1.5 ULP, exact at ±0 and for tiny x.</summary>
    /// <remarks>
    /// Method: s·(eʳ - 1) + (s - 1) with s = 2ⁿ, where s - 1 is exact or too small to matter. Float lanes have no 2¹²⁸,
    /// so n stops at 127 and the result of the last binade is doubled. Coefficients: <see cref="Coefficients.ExpM1"/>.
    /// </remarks>
    Expr ExpM1(Expr e)
    {
        var argument = e[0];
        var u = Max(Constant(tier.ExpM1Lowest), Plain(argument));
        var bounded = IsNonPositive(e);
        var doubles = !bounded && tier.ExpM1Highest * Log2E > tier.Bias;
        if (!bounded) u = Min(tier.ExpM1Highest, u);
        var (n, r, _, _) = CodyWaite(u, tail: null);
        var t = Named("t", Fma(r * r, Horner(tier.Coefficients.ExpM1, r), r));
        var s = Named("s", bounded ? ScaleDown(1, n) : ScaleNear(1, doubles ? Min(tier.Bias, n) : n));
        var y = Named("y", Fma(s, t, s - 1));
        if (doubles) y = Select(n > tier.Bias, y + y, y);
        // Adding s - 1 = +0 would turn -0 into +0.
        return Select(AreEqual(Plain(argument), 0), Plain(argument), y);
    }
}
