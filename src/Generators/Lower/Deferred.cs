// Scale last, and once. e⁻⁹⁰ is a subnormal float with few bits left, yet 90·e⁻⁹⁰ is a normal one: a product with a
// decaying factor must be formed from the mantissas and scaled at the end. So those factors are lowered to a pair
// mantissa · 2^exponent whose mantissa is at most 1, and a product of such a pair with ONE arbitrary value is a pair
// again: it cannot overflow where the result does not. A second arbitrary factor may, and is guarded; one whose
// magnitude is known to be moderate needs no guard.
namespace Kernels.Lower;

/// <param name="Mantissa">A float lane; |mantissa| ≤ 1 while <paramref name="Bounded"/>.</param>
/// <param name="Exponent">An integer in a float lane, within ±378.</param>
internal readonly record struct Deferred(Expr Mantissa, Expr Exponent, bool Bounded = true);

internal sealed partial class Lowering
{
    const double Moderate = 1e30;

    /// <summary>The node as mantissa and exponent, or null where it has no exponent to defer.</summary>
    Deferred? Defer(Expr e)
    {
        if (deferred.TryGetValue(e, out var known)) return known;
        return deferred[e] = e.Op switch
        {
            Op.Exp => DeferredExp(e),
            Op.Sigmoid => DeferredSigmoid(InTwoParts(e[0])),
            Op.LogisticPdf => DeferredLogisticPdf(InTwoParts(e[0])),
            Op.NormalCdf => DeferredNormalCdf(InTwoParts(e[0])),
            Op.NormalPdf => DeferredNormalPdf(InTwoParts(e[0])),
            Op.TanhSoftplus => DeferredTanhSoftplus(InTwoParts(e[0])),
            Op.TanhSoftplusSlope => DeferredTanhSoftplusSlope(InTwoParts(e[0])),
            Op.Neg when Defer(e[0]) is { } d => d with { Mantissa = pool.Node(Op.Neg, d.Mantissa) },
            Op.Select => DeferredSelect(e, Defer(e[1]), Defer(e[2])),
            Op.Mul when e[0].IsConstant => Defer(e[1]) is { } d ? TimesConstant(e[0].Constant, d) : null,
            Op.Mul => DeferredProduct(e, Defer(e[0]), Defer(e[1])),
            _ => null,
        };
    }

    Deferred? DeferredProduct(Expr e, Deferred? a, Deferred? b)
    {
        if (a is { Bounded: true } x && b is { Bounded: true } y)
            return new(pool.Node(Op.Mul, x.Mantissa, y.Mantissa), pool.Node(Op.MaxNative, Constant(-378), pool.Node(Op.Add, x.Exponent, y.Exponent)));
        if (b is { Bounded: true } || a is null) return b is { } right ? Times(right, e[1], e[0]) : null;
        return Times(a.Value, e[0], e[1]);
    }

    /// <param name="deferred">The pair of <paramref name="factor"/>; it is multiplied by the value of <paramref name="other"/>.</param>
    Deferred Times(Deferred deferred, Expr factor, Expr other)
    {
        if (!deferred.Bounded && !(ranges.Of(factor).Magnitude * ranges.Of(other).Magnitude <= Moderate)) return Guarded(deferred, Plain(other));
        return new(pool.Node(Op.Mul, deferred.Mantissa, Plain(other)), deferred.Exponent, Bounded: deferred.Bounded && ranges.Of(other).Magnitude <= 1);
    }

    /// <summary>
    /// A product of two arbitrary values under a deferred exponent. Where it overflows, both factors exceed 1, so each can
    /// be scaled by 2⁻⁶⁴ exactly; elsewhere by 1, for a scaled product not used would be subnormal, which costs 100 cycles.
    /// </summary>
    Deferred Guarded(Deferred d, Expr factor)
    {
        var overflows = pool.Node(Op.Gt, pool.Node(Op.Abs, pool.Node(Op.Mul, d.Mantissa, factor)), Constant(float.MaxValue));
        var scale = pool.Node(Op.Select, overflows, Constant(Math.Pow(2, -64)), Constant(1));
        return new(
            pool.Node(Op.Mul, pool.Node(Op.Mul, d.Mantissa, scale), pool.Node(Op.Mul, factor, scale)),
            pool.Node(Op.Add, pool.Node(Op.Select, overflows, Constant(128), Constant(0)), d.Exponent),
            Bounded: false);
    }

    /// <summary>c = f·2^k with ½ ≤ |f| &lt; 1 where |c| > 1: the mantissa stays bounded, the power of two is exact.</summary>
    Deferred? TimesConstant(double c, Deferred d)
    {
        if (double.IsNaN(c) || double.IsInfinity(c) || c == 0 || Math.Abs(c) > 1e9 || Math.Abs(c) < 1e-9) return null;
        var k = 0;
        for (; Math.Abs(c) > 1; c /= 2) k++;
        var mantissa = c == 1 ? d.Mantissa : c == -1 ? pool.Node(Op.Neg, d.Mantissa) : pool.Node(Op.Mul, Constant(c), d.Mantissa);
        return d with { Mantissa = mantissa, Exponent = Raised(d.Exponent, k) };
    }

    /// <summary>An exponent plus a small integer: both exact, so two such sums are one.</summary>
    Expr Raised(Expr exponent, int by)
    {
        if (by == 0) return exponent;
        if (exponent.Op == Op.Add && exponent[0].IsConstant) return pool.Node(Op.Add, Constant(by + exponent[0].Constant), exponent[1]);
        return pool.Node(Op.Add, Constant(by), exponent);
    }

    Deferred? DeferredSelect(Expr e, Deferred? a, Deferred? b)
    {
        if (a is null && b is null) return null;
        var zero = Constant(0);
        return new(
            Choose(e[0], a?.Mantissa ?? Plain(e[1]), b?.Mantissa ?? Plain(e[2])),
            Choose(e[0], a?.Exponent ?? zero, b?.Exponent ?? zero),
            IsBounded(e[1], a) && IsBounded(e[2], b));

        static bool IsBounded(Expr branch, Deferred? d) => d?.Bounded ?? branch.IsConstant && Math.Abs(branch.Constant) <= 1;
    }
}
