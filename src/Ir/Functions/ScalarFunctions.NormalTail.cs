// The logarithm of the normal distribution and its slopes in double precision. In the left tail, with t = -x, all of
// them are made of φ(t)/Φ(-t) = t + r(t), where r falls from 0.8 to 1/t: nothing cancels and nothing leaves the range.
namespace Kernels.Ir;

internal static partial class ScalarFunctions
{
    const double RootTwoPi = 2.5066282746310005024;

    /// <summary>
    /// From here on the rest is Laplace's continued fraction; below, a difference that loses two bits.
    /// </summary>
    const double FractionFrom = 1.5;

    /// <summary>log Φ(x).</summary>
    public static double LogNormalCdf(double x)
        => x < 0 ? -0.5 * x * x - Math.Log(RootTwoPi * InverseMills(x)) : Log1P(-NormalCdf(-x));

    /// <summary>φ(x)/Φ(x), the slope of log Φ: the inverse Mills ratio of -x.</summary>
    public static double InverseMills(double x)
    {
        if (!(x < 0)) return NormalPdf(x) / NormalCdf(x);
        return x > -FractionFrom ? 1 / (RootTwoPi * 0.5 * Erfcx(-RootHalf * x)) : MillsRest(-x) - x;
    }

    /// <summary>The slope of that, -λ·(x + λ), which falls from 0 to -1.</summary>
    public static double InverseMillsSlope(double x)
    {
        // Beyond 2²⁷ the rest is 1/t, and of infinity the product is no number.
        if (x < -134217728) return -1;
        var ratio = InverseMills(x);
        return -ratio * (x > -FractionFrom ? x + ratio : MillsRest(-x));
    }

    /// <summary>r(t) = 1/(t + 2/(t + 3/(t + …))), cut where the terms are below 2⁻⁵².</summary>
    static double MillsRest(double t)
    {
        var fraction = t;
        for (var k = 16 + (int)(350 / (t * t)); k > 1; k--) fraction = t + k / fraction;
        return 1 / fraction;
    }
}
