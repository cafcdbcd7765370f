// sinh and cosh.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>cosh x on the whole line, max 1.3 ULP, even; ∞ only where the truth overflows.</summary>
    Expr Cosh(DoubleWord x)
    {
        var (growth, decay) = Halves(x);
        return Named("cosh", growth + decay);
    }

    /// <summary>
    /// sinh x on the whole line, max 1.7 ULP, odd to the last bit, exact for tiny x.
    /// Below 1 an odd polynomial x + x³·P(x²), where the halves would cancel.
    /// </summary>
    Expr Sinh(DoubleWord x)
    {
        var a = Named("a", Abs(x.High));
        var z = Named("z", a * a);
        var small = Named("small", Fma(Horner(tier.Coefficients.Sinh, z), z * a, a));
        var (growth, decay) = Halves(x);
        var large = Named("large", growth - decay);
        return Named("sinh",
            WithSignOf(x.High, a, Select(a >= 1, large, small)));
    }

    /// <summary>½e^|x| and ½e^(-|x|). Halved through the exponent: e^|x| overflows before its half does.</summary>
    (Expr Growth, Expr Decay) Halves(DoubleWord x)
    {
        // Not farther than an exponential: their products and quotients are to stay numbers too.
        var limit = Math.Min(tier.ExpLimit, tier.ExpHighest);
        var u = Min(Constant(limit), Abs(x.High));
        var tail = x.Low is null ? null : IfNegative(x.High, -x.Low, x.Low);
        var reduced = Reduce(u, Within(limit, x.High, tail));
        var growth = Named("growth", Scale(reduced.Mantissa, Raised(reduced.N, -1)));
        return (growth, Named("decay", 0.25 / growth));
    }

    /// <summary>
    /// y with the sign of x, where a = |x|. By bits: an odd function is odd to the last one, and -0 at -0.
    /// </summary>
    Expr WithSignOf(Expr x, Expr a, Expr y)
    {
        var sign = Bits.Of(x) - Bits.Of(a);
        return (Bits.Of(y) + sign).Number;
    }
}
