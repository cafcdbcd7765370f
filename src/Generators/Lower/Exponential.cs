// exp, exp2, expm1.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    const double Log2E = 1.4426950408889634074;
    const double Ln2High = 0.693147182464599609375;      // ln 2 to the nearest float: n·Ln2High inside an fma is exact
    const double Ln2Low = -1.90465429995776804525e-9;    // ln 2 - Ln2High (Cody-Waite in two steps; one step costs 4 ULP)
    const double Magic = 12582912;                       // 1.5·2²³: adding it rounds to an integer, to even, on every target

    /// <summary>
    /// 2²²⁰·e^(-260) is below half the smallest float: past the limit a product with the largest float, and more, is 0 as it
    /// should be; and the exponent stays within the domain of Scale.
    /// </summary>
    const double ExpLimit = 260;

    bool IsNonPositive(Expr e) => ranges.Of(e).High <= 0;

    /// <summary>eˣ = Mantissa·2^N with Mantissa in [0.707, 1.415].</summary>
    readonly record struct Reduced(Expr Mantissa, Expr N);

    /// <summary>
    /// exp on the whole line. Max 0.9 ULP, subnormal results included (scaled once). Cody-Waite reduction to |r| ≤ ½ ln 2,
    /// 1 + r(1 + r·P₄(r)). NaN passes: the limits are native extremes with the constant first.
    /// </summary>
    Expr Exp(Expr e)
    {
        var reduced = ReduceExp(e);
        return Named("e", Scale(reduced.Mantissa, reduced.N));
    }

    Reduced ReduceExp(Expr e)
    {
        var x = InTwoParts(e[0]);
        var u = pool.Node(Op.MaxNative, Constant(-ExpLimit), x.High);
        return Reduce(IsNonPositive(e[0]) ? u : pool.Node(Op.MinNative, Constant(ExpLimit), u), Within(ExpLimit, x.High, x.Low));
    }

    /// <param name="u">Within ±<see cref="ExpLimit"/>.</param>
    /// <param name="tail">What rounding cost u, to be added after the reduction.</param>
    Reduced Reduce(Expr u, Expr? tail)
    {
        var (n, r) = CodyWaite(u, tail);
        return new(ExpOfReduced(r), n);
    }

    /// <summary>u = n·ln 2 + r with |r| ≤ ½ ln 2.</summary>
    (Expr N, Expr R) CodyWaite(Expr u, Expr? tail)
    {
        var n = Named("n", pool.Node(Op.Sub, Fma(u, Constant(Log2E), Constant(Magic)), Constant(Magic)));
        var r = Named("r", Fma(n, Constant(-Ln2Low), Fma(n, Constant(-Ln2High), u)));
        return (n, tail is null ? r : Named("r", pool.Node(Op.Add, r, tail)));
    }

    Expr ExpOfReduced(Expr r) => Named("m", Fma(Fma(Horner(Coefficients.Exp, r), r, Constant(1)), r, Constant(1)));

    /// <summary>exp(-|x|) = Mantissa·2^N, and its value: the core of everything logistic.</summary>
    (Reduced Reduced, Expr E) Decay(TwoParts x)
    {
        var u = pool.Node(Op.MaxNative, Constant(-ExpLimit), pool.Node(Op.Neg, pool.Node(Op.Abs, x.High)));
        var tail = x.Low is null ? null : IfNegative(x.High, x.Low, pool.Node(Op.Neg, x.Low));
        var reduced = Reduce(u, Within(ExpLimit, x.High, tail));
        return (reduced, Named("e", Scale(reduced.Mantissa, reduced.N)));
    }

    /// <summary>Growth is applied at once, decay is deferred: a small factor must not meet a mantissa of a large power.</summary>
    Deferred DeferredExponential(Reduced reduced, bool onlyDecays)
    {
        var (grown, n) = (reduced.Mantissa, reduced.N);
        if (!onlyDecays)
        {
            grown = Scale(grown, pool.Node(Op.MaxNative, Constant(0), n));
            n = pool.Node(Op.MinNative, Constant(0), n);
        }
        return new(pool.Node(Op.Mul, Constant(0.5), grown), Raised(n, 1));
    }

    /// <summary>2ˣ on the whole line, max 0.9 ULP: x - n is exact, so the reduced argument has one rounding.</summary>
    Expr Exp2(Expr e)
    {
        var reduced = ReduceExp2(InTwoParts(e[0]));
        return Scale(reduced.Mantissa, reduced.N);
    }

    Reduced ReduceExp2(TwoParts x)
    {
        var limit = tier.ExpLimit + 20;
        var u = Clamp(x.High, Constant(-limit), Constant(limit));
        var n = Named("n", pool.Node(Op.Sub, pool.Node(Op.Add, u, Constant(Magic)), Constant(Magic)));
        var r = pool.Node(Op.Sub, u, n);
        if (Within(limit, x.High, x.Low) is { } low) r = pool.Node(Op.Add, r, low);
        return new(ExpOfReduced(Named("r", pool.Node(Op.Mul, r, Constant(0.69314718055994530942)))), n);
    }

    /// <summary>
    /// eˣ - 1 on the whole line, max 1.5 ULP, exact at ±0 and for tiny x. With s = 2ⁿ: s·(eʳ - 1) + (s - 1), where
    /// s - 1 is exact or irrelevant. s = 2¹²⁸ does not exist, so n stops at 127 and the last binade is doubled.
    /// </summary>
    Expr ExpM1(Expr argument)
    {
        var u = pool.Node(Op.MaxNative, Constant(-18), Plain(argument));
        var bounded = IsNonPositive(argument);
        if (!bounded) u = pool.Node(Op.MinNative, Constant(89), u);
        var (n, r) = CodyWaite(u, tail: null);
        var t = Named("t", Fma(pool.Node(Op.Mul, r, r), Horner(Coefficients.ExpM1, r), r));
        var s = Named("s", Scale(Constant(1), bounded ? n : pool.Node(Op.MinNative, Constant(127), n)));
        var y = Named("y", Fma(s, t, pool.Node(Op.Sub, s, Constant(1))));
        if (!bounded) y = pool.Node(Op.Select, pool.Node(Op.Gt, n, Constant(127)), pool.Node(Op.Add, y, y), y);
        // The sum with s - 1 = +0 loses the sign of -0.
        return pool.Node(Op.Select, pool.Node(Op.Eq, Plain(argument), Constant(0)), Plain(argument), y);
    }
}
