// The quantile of the normal distribution, of which random weights are made, and the logarithm that it needs: exact
// operations only, so that a seed gives the same weights on every machine.
namespace Kernels.Ir;

internal static partial class ScalarFunctions
{
    /// <summary>
    /// The natural logarithm of a normal x > 0. Math.Log is the libm of the machine; this is the same everywhere.
    /// </summary>
    /// <remarks>
    /// Domain: 2⁻¹⁰²² to the largest double. Error: below 2 ULP, and near 1 too, where k is 0 and nothing cancels.
    /// Method: x = 2ᵏ·m with m in [√½, √2); log m = 2·artanh(s), s = (m-1)/(m+1), whose 12 terms leave 2⁻⁶³.
    /// Source: Abramowitz and Stegun 4.1.27.
    /// </remarks>
    public static double LogExact(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var k = (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble(bits & 0xFFFFFFFFFFFFFL | 0x3FF0000000000000L);
        if (m > 1.4142135623730951) (m, k) = (m * 0.5, k + 1);
        var s = (m - 1) / (m + 1);
        var (square, sum) = (s * s, 0.0);
        for (var n = 25; n > 1; n -= 2) sum = (sum + 1.0 / n) * square;
        return k * Ln2High + (2 * s + (2 * s * sum + k * Ln2Low));
    }

    /// <summary>Φ⁻¹(p): the x of which NormalCdf is p.</summary>
    /// <remarks>
    /// Domain: 0 &lt; p &lt; 1; odd about ½ to the bit where 1 - p is exact. Error: 10⁻¹⁵ relative. Method: a
    /// quotient of polynomials of (p - ½)² near the middle, and in √(-log p) in the tails, so that no p has an
    /// outlier. Source: Wichura 1988, algorithm AS 241 (PPND16), whose coefficients these are.
    /// </remarks>
    public static double NormalQuantile(double p)
    {
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425) return q * Quotient(QuantileMiddle, 0.180625 - q * q);
        var r = Math.Sqrt(-LogExact(q < 0 ? p : 1 - p));
        var x = r <= 5 ? Quotient(QuantileTail, r - 1.6) : Quotient(QuantileFar, r - 5);
        return q < 0 ? -x : x;
    }

    /// <summary>Numerators beside denominators, highest degree first.</summary>
    static double Quotient((double Over, double Under)[] coefficients, double x)
    {
        var (over, under) = (0.0, 0.0);
        foreach (var (a, b) in coefficients) (over, under) = (over * x + a, under * x + b);
        return over / under;
    }

    static readonly (double, double)[] QuantileMiddle =
    [
        (2.5090809287301226727e+3, 5.2264952788528545610e+3), (3.3430575583588128105e+4, 2.8729085735721942674e+4),
        (6.7265770927008700853e+4, 3.9307895800092710610e+4), (4.5921953931549871457e+4, 2.1213794301586595867e+4),
        (1.3731693765509461125e+4, 5.3941960214247511077e+3), (1.9715909503065514427e+3, 6.8718700749205790830e+2),
        (1.3314166789178437745e+2, 4.2313330701600911252e+1), (3.3871328727963666080e+0, 1),
    ];

    static readonly (double, double)[] QuantileTail =
    [
        (7.74545014278341407640e-4, 1.05075007164441684324e-9), (2.27238449892691845833e-2, 5.47593808499534494600e-4),
        (2.41780725177450611770e-1, 1.51986665636164571966e-2), (1.27045825245236838258e+0, 1.48103976427480074590e-1),
        (3.64784832476320460504e+0, 6.89767334985100004550e-1), (5.76949722146069140550e+0, 1.67638483018380384940e+0),
        (4.63033784615654529590e+0, 2.05319162663775882187e+0), (1.42343711074968357734e+0, 1),
    ];

    static readonly (double, double)[] QuantileFar =
    [
        (2.01033439929228813265e-7, 2.04426310338993978564e-15), (2.71155556874348757815e-5, 1.42151175831644588870e-7),
        (1.24266094738807843860e-3, 1.84631831751005468180e-5), (2.65321895265761230930e-2, 7.86869131145613259100e-4),
        (2.96560571828504891230e-1, 1.48753612908506148525e-2), (1.78482653991729133580e+0, 1.36929880922735805310e-1),
        (5.46378491116411436990e+0, 5.99832206555887937690e-1), (6.65790464350110377720e+0, 1),
    ];
}
