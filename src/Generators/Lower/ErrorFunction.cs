// erf, erfc and the normal distribution, all from ½·erfcx(u/√2) = ½·e^(u²/2)·erfc(u/√2), a quotient of polynomials.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// ½·erfcx(u/√2) = B(u)/(√(2π)·u·B(u) + A(u)), the tail of the normal distribution without its decay. All coefficients are positive, so
    /// nothing cancels; and where u is large, the error of B is that of numerator and denominator alike.
    /// </summary>
    Expr HalfErfcx(Expr u)
    {
        var b = Horner(tier.Coefficients.HalfErfcx, u);
        var a = Horner(tier.Coefficients.HalfErfcxRest, u);
        return pool.Node(Op.Div, b, Fma(pool.Node(Op.Mul, Constant(2.5066282746310005024), u), b, a));
    }

    /// <summary>e^(-c²/2) for c = |u|, the square in two parts: its rounding error would be multiplied by the exponential's slope.</summary>
    (Reduced Reduced, Expr C) NormalDecay(TwoParts u)
    {
        var c = Named("c", pool.Node(Op.MinNative, Constant(tier.NormalLimit), pool.Node(Op.Abs, u.High)));
        var negativeHalf = pool.Node(Op.Mul, Constant(-0.5), c);
        var s = Named("s", pool.Node(Op.Mul, negativeHalf, c));
        var tail = Lost(negativeHalf, c, s);
        // (h+l)²/2 = h²/2 + h·l: the low part of the argument enters with the sign that it has relative to the high part.
        if (u.Low is { } low) tail = pool.Node(Op.Sub, tail!, Within(tier.NormalLimit, u.High, pool.Node(Op.Mul, u.High, low))!);
        return (Reduce(s, tail), c);
    }

    /// <summary>What the product a·b = s lost by rounding, where that counts.</summary>
    Expr? Lost(Expr a, Expr b, Expr s) => tier.IsCompensated ? Fms(a, b, s) : null;

    /// <summary>The upper tail ½·erfc(|u|/√2) as a pair. ½·e^(-u²/2) is the mantissa times 2^(N-1), so the mantissa is bounded.</summary>
    Deferred UpperTail(TwoParts u)
    {
        var (reduced, c) = NormalDecay(u);
        return new(Named("tail", pool.Node(Op.Mul, reduced.Mantissa, HalfErfcx(c))), reduced.N);
    }

    /// <summary>Φ(u) on the whole line, max 4.5 ULP, the left tail down to the last subnormal.</summary>
    Expr NormalCdf(TwoParts u)
    {
        var tail = UpperTail(u);
        var q = Named("q", Scaled(tail));
        return Named("cdf", IfNegative(u.High, q, pool.Node(Op.Sub, Constant(1), q)));
    }

    Deferred DeferredNormalCdf(TwoParts u)
    {
        var tail = UpperTail(u);
        var upper = pool.Node(Op.Sub, Constant(1), Named("q", Scaled(tail)));
        return new(IfNegative(u.High, Significand(tail), upper), IfNegative(u.High, tail.Exponent, Constant(0)));
    }

    /// <summary>φ(u) = e^(-u²/2)/√(2π) on the whole line, max 2 ULP.</summary>
    Deferred DeferredNormalPdf(TwoParts u)
    {
        var (reduced, _) = NormalDecay(u);
        return new(pool.Node(Op.Mul, Constant(0.39894228040143267794), reduced.Mantissa), reduced.N);
    }

    /// <summary>erf x on the whole line, max 2 ULP, odd: x + x·P₆(x²) below 1, 1 - erfc(x) from there on.</summary>
    Expr Erf(Expr x)
    {
        var a = Named("a", pool.Node(Op.Abs, x));
        var small = Named("small", Fma(a, Horner(tier.Coefficients.Erf, pool.Node(Op.Mul, x, x)), a));
        var tail = ErfcTail(a);
        var large = Named("large", pool.Node(Op.Sub, Constant(1), Scale(tail.Mantissa, tail.N)));
        var y = pool.Node(Op.Select, pool.Node(Op.Lt, a, Constant(1)), small, large);
        return Named("erf", WithSignOf(x, a, y));
    }

    /// <summary>erfc x on the whole line, max 4 ULP: e^(-x²)·erfcx(|x|), reflected as 2 - erfc(-x) for x &lt; 0.</summary>
    Expr Erfc(Expr x)
    {
        var tail = ErfcTail(pool.Node(Op.Abs, x));
        var y = Scale(tail.Mantissa, tail.N);
        return Named("erfc", IfNegative(x, pool.Node(Op.Sub, Constant(2), y), y));
    }

    Reduced ErfcTail(Expr a)
    {
        var c = Named("c", pool.Node(Op.MinNative, Constant(tier.NormalLimit * Math.Sqrt(0.5)), a));
        var negative = pool.Node(Op.Neg, c);
        var s = Named("s", pool.Node(Op.Mul, negative, c));
        var reduced = Reduce(s, Lost(negative, c, s));
        return new(pool.Node(Op.Mul, reduced.Mantissa, HalfErfcx(pool.Node(Op.Mul, c, Constant(1.4142135623730950488)))), Raised(reduced.N, 1));
    }
}
