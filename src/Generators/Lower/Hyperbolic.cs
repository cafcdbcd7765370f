// Hyperbolic sine and cosine.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>cosh x for every x, max 1.3 ULP, even; ∞ only where the exact value overflows.</summary>
    internal Expr Cosh(DoubleWord x)
    {
        var (growth, decay) = Halves(x);
        return Named("cosh", growth + decay);
    }

    /// <summary>sinh x for every x, max 1.7 ULP, odd to the last bit, exact for tiny x.</summary>
    /// <remarks>
    /// Method: x + x³·P(x²) below 1, where the two halves would cancel; ½e^|x| - ½e^-|x| from there on.
    /// Coefficients: <see cref="Coefficients.Sinh"/>.
    /// </remarks>
    Expr Sinh(DoubleWord x)
    {
        var a = Named("a", Abs(x.High));
        var z = Named("z", a * a);
        var small = Named("small", Fma(Horner(tier.Coefficients.Sinh, z), z * a, a));
        var (growth, decay) = Halves(x);
        var large = Named("large", growth - decay);
        return Named("sinh", WithSignOf(x.High, a, Select(a >= 1, large, small)));
    }

    /// <summary>½e^|x| and ½e^-|x|, halved through the exponent because e^|x| overflows before its half does.</summary>
    (Expr Growth, Expr Decay) Halves(DoubleWord x)
    {
        // Clamped where exponentials are: products and quotients with those must stay finite too.
        var limit = Math.Min(tier.ExpLimit, tier.ExpHighest);
        var u = Min(Constant(limit), Abs(x.High));
        var low = x.Low is null ? null : IfNegative(x.High, -x.Low, x.Low);
        var reduced = Reduce(u, Within(limit, x.High, low));
        var growth = Named("growth", Scale(reduced.Mantissa, Raised(reduced.N, -1)));
        return (growth, Named("decay", 0.25 / growth));
    }

    /// <summary>y ≥ 0 with the sign of x, where a = |x|. Odd functions are odd to the last bit, and -0 at -0.</summary>
    Expr WithSignOf(Expr x, Expr a, Expr y)
    {
        var sign = Bits.Of(x) - Bits.Of(a);
        return (Bits.Of(y) + sign).Number;
    }
}
