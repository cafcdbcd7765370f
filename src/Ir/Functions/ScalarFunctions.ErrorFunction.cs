// The error function and the normal distribution in double precision: e^(-t²), with the square in two parts, times
// e^(t²)·erfc(t), which falls slowly and so does not mind how its argument was rounded.
namespace Kernels.Ir;

internal static partial class ScalarFunctions
{
    const double TwoOverRootPi = 1.1283791670955125739, RootHalf = 0.70710678118654752440,
        OneOverRootTwoPi = 0.3989422804014326779;

    /// <summary>φ(x), the standard normal density.</summary>
    public static double NormalPdf(double x) => OneOverRootTwoPi * ExpOfSquare(x, -0.5);

    /// <summary>Φ(x), the standard normal distribution.</summary>
    public static double NormalCdf(double x)
    {
        if (Math.Abs(x) < RootHalf) return 0.5 + 0.5 * Erf(RootHalf * x);
        var tail = 0.5 * ExpOfSquare(x, -0.5) * Erfcx(RootHalf * Math.Abs(x));
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>Φ(x) + a·φ(x), the decaying factor taken out so that the terms cancel before it is rounded.</summary>
    public static double NormalCdfPlus(double x, double a)
    {
        if (!(x < -RootHalf)) return NormalCdf(x) + a * NormalPdf(x);
        return ExpOfSquare(x, -0.5) * (0.5 * Erfcx(-RootHalf * x) + a * OneOverRootTwoPi);
    }

    /// <summary>The error function: below ½ its Maclaurin series, whose 13 terms leave 2^-61.</summary>
    public static double Erf(double x)
    {
        if (!(Math.Abs(x) < 0.5)) return x < 0 ? Erfc(-x) - 1 : 1 - Erfc(x);
        return x * Polynomial(Maclaurin, x * x);
    }

    /// <summary>1 - erf(x).</summary>
    public static double Erfc(double x)
    {
        if (Math.Abs(x) < 0.5) return 1 - Erf(x);
        var tail = ExpOfSquare(x, -1) * Erfcx(Math.Abs(x));
        return x < 0 ? 2 - tail : tail;
    }

    /// <summary>
    /// e^(factor·x²) for a factor of -1 or -½: the square's rounding error would be multiplied by the square.
    /// </summary>
    static double ExpOfSquare(double x, double factor)
    {
        if (Math.Abs(x) > 40) return 0;
        // 26 bits of x, whose square is exact; the rest of the square is below 2^-14,
        // where three terms of the exponential do.
        var high = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) & ~0x7FFFFFFL);
        var (whole, rest) = (Exp(factor * high * high), factor * (x - high) * (x + high));
        return whole + whole * (rest * (1 + rest * (0.5 + rest * (1.0 / 6))));
    }

    /// <summary>
    /// e^(t²)·erfc(t) for t ≥ 0 (Shepherd and Laframboise 1981): (1 + 2t) times it varies by a fifth.
    /// </summary>
    static double Erfcx(double t)
    {
        // Where it no longer matters, held: at infinity the quotients are no numbers.
        t = Math.Min(t, 28);
        return Polynomial(ScaledErfcx, (t - 3.75) / (t + 3.75)) / (1 + 2 * t);
    }

    /// <summary>
    /// Odd and even powers apart: two chains of half the length. Highest degree first, an odd number of coefficients.
    /// </summary>
    static double Polynomial(double[] coefficients, double x)
    {
        var (square, even, odd) = (x * x, coefficients[0], 0.0);
        for (var i = 1; i < coefficients.Length; i += 2)
        {
            odd = odd * square + coefficients[i];
            even = even * square + coefficients[i + 1];
        }
        return even + x * odd;
    }

    /// <summary>2/√π·(-1)ⁿ/(n!·(2n+1)), n from 12 to 0.</summary>
    static readonly double[] Maclaurin =
    [
        9.422759064650411e-11, -1.2290555301717926e-09, 1.4807192815879218e-08, -1.6365844691234924e-07,
        1.6462114365889246e-06, -1.492565035840625e-05, 0.00012055332981789664, -0.0008548327023450852,
        0.005223977625442188, -0.026866170645131252, 0.11283791670955126, -0.37612638903183754,
        1.1283791670955126,
    ];

    /// <summary>Relative error 2^-55.9 on t ≤ 28; tools/coefficients/erfcx-scalar.py.</summary>
    static readonly double[] ScaledErfcx =
    [
        -2.4108215365422332e-09, -8.782125734803521e-10, 3.285083556233316e-08,
        1.5996335215573707e-08, -2.5261465267715506e-07, -4.815839621672849e-08, 1.7481190468391965e-06,
        -9.801666755858578e-07, -1.1442990926805438e-05, 2.2387259638230133e-05, 5.1648913469599865e-05,
        -0.00029015496529570924, 0.00029371366631088616, 0.001755626017152004, -0.009746579553431873,
        0.028362277400457724, -0.05869339859030941, 0.09230432116153116, -0.10880393014171236, 0.08227673849011204,
        0.003585415485463779, -0.1402405985855467, 1.2375126308378275,
    ];
}
