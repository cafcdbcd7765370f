// The polynomials of the accurate tier: those of Coefficients, of higher degree and in doubles, so that what they add to the
// one rounding at the end is a few hundredths of an ULP. tools/coefficients/ has the scripts that made them and their output.
namespace Kernels.Lower;

internal static class HighCoefficients
{
    /// <summary>
    /// (eʳ - 1 - r)/r² on |r| ≤ 0.347; relative error of eʳ 5.3e-11.
    /// One degree less gives exp 0.55 ULP, and silu' near its root 6.
    /// </summary>
    public static readonly double[] Exp =
    [
        0.00019790218671767996, 0.0013944783856706384, 0.008333497827742705, 0.041666293298946236, 0.16666665863479405,
        0.5000000068128152,
    ];

    /// <summary>The same for eˣ - 1: relative error of eʳ - 1 2.5e-10.</summary>
    public static readonly double[] ExpM1 =
    [
        0.0001984672368854532, 0.0013940763618928598, 0.00833338845908982, 0.0416663592911714, 0.16666666371922137,
        0.5000000044521344,
    ];

    /// <summary>(log(1+f) - f + f²/2)/f³ on [√½-1, √2-1]; relative error of log 1.4e-10.</summary>
    public static readonly double[] Log =
    [
        -0.059746730728142274, 0.10631087629111077, -0.10820101336027457, 0.11036421523780685, -0.1242435061270682,
        0.1428510093105744, -0.1666940753639862, 0.20000091006362322, -0.24999966942612056, 0.3333333236205581,
    ];

    /// <summary>The same on [-1/4, 1/2], where softplus needs it; relative error 9.2e-10.</summary>
    public static readonly double[] LogOfSum =
    [
        0.03767918986306376, -0.09117572896375238, 0.11701558907496569, -0.1272789189207204, 0.1427616776768282,
        -0.16655279056860653, 0.1999960605092934, -0.25000165670972657, 0.3333333986075399,
    ];

    /// <summary>(tanh x - x)/x³ in z = x² on |x| ≤ 1; relative error of tanh 3.9e-10.</summary>
    public static readonly double[] Tanh =
    [
        0.00012147080221373312, -0.0008411375311490818, 0.0030785947945368847, -0.008595115241753583, 0.0217847311663481,
        -0.05395309850793795, 0.13333200382084778, -0.3333332930514187,
    ];

    /// <summary>(erf x - x)/x in z = x² on |x| ≤ 1; relative error of erf 1.3e-9.</summary>
    public static readonly double[] Erf =
    [
        7.853861332503166e-05, -0.000801019362563191, 0.005188327686648887, -0.026853811936291952, 0.11283585148652281,
        -0.37612625824238466, 0.12837916572671157,
    ];

    /// <summary>
    /// e^(t²)·erfc(t) in q = (t-3)/(t+3) on t in [0, 14]; relative error 3.7e-11.
    /// Two degrees less give erfc 0.53 ULP, but gelu' near its root 12.
    /// </summary>
    public static readonly double[] Erfcx =
    [
        -6.826726824702525e-06, -9.895214383815919e-06, 6.376528567979798e-05, 4.345798842368941e-05, -0.0005970972476817926,
        0.0007083008032008402, 0.004269157065510992, -0.024392585867217136, 0.07166583570804319, -0.15011593058414252,
        0.24560380166396956, -0.3262335601576371, 0.17900115118291038,
    ];
}
