// The logistic function and its kin, all from e = exp(-|x|) ≤ 1, so nothing overflows and both tails keep their digits.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// σ(x) = 1/(1+e⁻ˣ) on the whole line, max 2.2 ULP, subnormal results included. With e⁻ˣ = m·2⁻ⁿ it is 2ⁿ/(2ⁿ+m), so no tail
    /// is lost; and m stands once, so each rounding keeps the order of arguments: σ is monotone. From 32 on it is 1.
    /// </summary>
    Expr Sigmoid(TwoParts x)
    {
        var u = pool.Node(Op.MinNative, Constant(32), pool.Node(Op.MaxNative, Constant(-tier.ExpLimit), x.High));
        var (n, r) = CodyWaite(u, Within(32, x.High, x.Low));
        var power = Named("s", Scale(Constant(1), n));
        return Named("sigmoid", pool.Node(Op.Div, power, pool.Node(Op.Add, power, MonotoneDecay(r))));
    }

    /// <summary>σ(x) with the scaling of the left tail deferred. Halved, through 2 + 2e, to keep the mantissa below 1.</summary>
    Deferred DeferredSigmoid(TwoParts x)
    {
        var (reduced, e) = Decay(x);
        var mantissa = pool.Node(Op.Div, IfNegative(x.High, reduced.Mantissa, Constant(2)), Fma(e, Constant(2), Constant(2)));
        return new(mantissa, IfNegative(x.High, Raised(reduced.N, 1), Constant(0)));
    }

    /// <summary>σ'(x) = e/(1+e)² on the whole line, max 3.5 ULP; even, and never 0 where the truth is a float.</summary>
    Deferred DeferredLogisticPdf(TwoParts x)
    {
        var (reduced, e) = Decay(x);
        var square = pool.Node(Op.Mul, pool.Node(Op.Add, Constant(1), e), Fma(e, Constant(2), Constant(2)));
        return new(pool.Node(Op.Div, reduced.Mantissa, square), Raised(reduced.N, 1));
    }

    /// <summary>
    /// tanh(log(1+eˣ)), the gate of mish. e(e+2)/D with D = 2+e(e+2) for x &lt; 0, and (1+2e)/D with D = 1+2e(1+e) else.
    /// </summary>
    Deferred DeferredTanhSoftplus(TwoParts x)
    {
        var (reduced, e) = Decay(x);
        var (d, left) = TanhSoftplusDenominator(x, e);
        var negative = pool.Node(Op.Mul, reduced.Mantissa, Fma(e, Constant(0.5), Constant(1)));
        var numerator = pool.Node(Op.Select, left, negative, Fma(e, Constant(2), Constant(1)));
        return new(pool.Node(Op.Div, numerator, d), pool.Node(Op.Select, left, Raised(reduced.N, 1), Constant(0)));
    }

    /// <summary>The slope of that gate: 4e(1+e)/D² for x &lt; 0, and 4e²(1+e)/D² else.</summary>
    Deferred DeferredTanhSoftplusSlope(TwoParts x)
    {
        var (reduced, e) = Decay(x);
        var (d, left) = TanhSoftplusDenominator(x, e);
        var decay = pool.Node(Op.Select, left, reduced.Mantissa, pool.Node(Op.Mul, reduced.Mantissa, e));
        var numerator = pool.Node(Op.Mul, decay, Fma(e, Constant(2), Constant(2)));
        return new(pool.Node(Op.Div, numerator, pool.Node(Op.Mul, d, d)), Raised(reduced.N, 1));
    }

    (Expr D, Expr Left) TanhSoftplusDenominator(TwoParts x, Expr e)
    {
        var left = pool.Node(Op.Lt, x.High, Constant(0));
        var whenLeft = Fma(e, pool.Node(Op.Add, Constant(2), e), Constant(2));
        var whenRight = Fma(e, Fma(e, Constant(2), Constant(2)), Constant(1));
        return (Named("d", pool.Node(Op.Select, left, whenLeft, whenRight)), left);
    }
}
