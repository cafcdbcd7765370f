// Everything that depends on the type of the lanes: how constants are rounded, how numbers are laid out in bits, where
// exponentials are clamped, which polynomials are accurate enough. The functions in this folder are written once, for
// any tier.
namespace Kernels.Lower;

internal sealed class Tier
{
    /// <summary>
    /// Float lanes. Rounding errors that count are kept in a second part, and products are scaled last.
    /// </summary>
    public static readonly Tier Fast = new()
    {
        IsCompensated = true,
        Round = value => (float)value,
        MantissaBits = 23,
        Bias = 127,
        RootHalfBits = 0x3F3504F3,
        Integers = 0x4B000000,
        Ln2High = 0.693147182464599609375,
        Ln2Low = -1.90465429995776804525e-9,
        LargestFinite = float.MaxValue,
        LargestInput = double.PositiveInfinity,
        ExpLimit = 260,
        ExpHighest = 260,
        Exp2Limit = 280,
        ExpM1Lowest = -18,
        ExpM1Highest = 89,
        TanhLimit = 10,
        LogisticHighest = 32,
        MillsLimit = 4096,
        Coefficients = Coefficients.Float,
    };

    /// <summary>
    /// Double lanes between floats. With 29 bits to spare nothing is compensated, and only the rounding to float at the
    /// end counts.
    /// </summary>
    public static readonly Tier High = Doubles(expHighest: 700, exp2Limit: 720, logisticHighest: 32);

    /// <summary>
    /// Double lanes for products of exponentials. Growth is clamped at e²³⁰, so that a product of three is finite and
    /// one that decays outweighs two that grow. Nothing beyond e²³⁰ can come back into the range of floats.
    /// </summary>
    public static readonly Tier Wide = Doubles(expHighest: 230, exp2Limit: 1010, logisticHighest: 40);

    static Tier Doubles(double expHighest, double exp2Limit, double logisticHighest) => new()
    {
        IsCompensated = false,
        Round = value => value,
        MantissaBits = 52,
        Bias = 1023,
        RootHalfBits = 0x3FE6A09E667F3BCD,
        Integers = 0x4330000000000000,
        Ln2High = 0.69314718055994530942,
        Ln2Low = 0,
        LargestFinite = double.MaxValue,
        LargestInput = float.MaxValue,
        ExpLimit = 700,
        ExpHighest = expHighest,
        Exp2Limit = exp2Limit,
        ExpM1Lowest = -40,
        ExpM1Highest = expHighest,
        TanhLimit = 20,
        LogisticHighest = logisticHighest,
        MillsLimit = 1 << 20,
        Coefficients = Coefficients.Double,
    };

    /// <summary>
    /// Whether rounding errors are compensated and products scaled last, as lanes without digits to spare need it.
    /// </summary>
    public required bool IsCompensated { get; init; }

    /// <summary>The nearest value that a lane can hold.</summary>
    public required Func<double, double> Round { get; init; }

    public required int MantissaBits { get; init; }

    /// <summary>The position of the sign bit.</summary>
    public int SignBit => MantissaBits == 23 ? 31 : 63;

    /// <summary>What the exponent field adds to the exponent.</summary>
    public required int Bias { get; init; }

    /// <summary>The bits of √½: mantissas of logarithms are taken from [√½, √2).</summary>
    public required long RootHalfBits { get; init; }

    /// <summary>
    /// The bits of 2^<see cref="MantissaBits"/>. Adding a small integer to the bits adds it to the number.
    /// </summary>
    public required long Integers { get; init; }

    /// <summary>ln 2 to the nearest lane: n·Ln2High inside an fma is exact (Cody-Waite).</summary>
    public required double Ln2High { get; init; }

    /// <summary>What Ln2High lacks in float lanes, where neglecting it costs 4 ULP; 0 in double lanes.</summary>
    public required double Ln2Low { get; init; }

    public required double LargestFinite { get; init; }

    /// <summary>The largest finite input; infinite where inputs are of the type of the lanes.</summary>
    public required double LargestInput { get; init; }

    /// <summary>
    /// Where the argument of an exponential is clamped below. 2²²⁰·e⁻²⁶⁰ is less than half the smallest float, so
    /// beyond the limit even a product with the largest float rounds to 0; and the exponent stays in the domain of
    /// Scale.
    /// </summary>
    public required double ExpLimit { get; init; }

    /// <summary>
    /// Where that of an exponential is clamped that is a number of the lanes at once, or meets factors below 2²⁰ only:
    /// e⁻¹²⁰ is 0 in floats then, and e¹²⁰ infinite; so its exponent stays in the domains of ScaleDown and ScaleNear.
    /// </summary>
    public double DecayLimit => IsCompensated ? 120 : ExpLimit;

    /// <summary>Where the argument of an exponential is clamped above.</summary>
    public required double ExpHighest { get; init; }

    /// <summary>Where the argument of a power of two is clamped, on both sides.</summary>
    public required double Exp2Limit { get; init; }

    public required double ExpM1Lowest { get; init; }
    public required double ExpM1Highest { get; init; }

    /// <summary>From here on tanh is 1 in the lane.</summary>
    public required double TanhLimit { get; init; }

    /// <summary>
    /// From here on σ is 1. Wide lanes follow it to the last digit of a double, because a factor of 1e10 may follow,
    /// and a term that it cancels.
    /// </summary>
    public required double LogisticHighest { get; init; }

    /// <summary>From here on t + 1/t is t in the lane, and t/(t + 1/t) is 1.</summary>
    public required double MillsLimit { get; init; }

    public required Coefficients Coefficients { get; init; }

    /// <summary>1.5·2ᵐ for m bits of mantissa. Adding it rounds to an integer, ties to even, on every target.</summary>
    public double Magic => 1.5 * Math.Pow(2, MantissaBits);

    /// <summary>
    /// The largest |u| for which e^(-u²/2) is within the limit of exponentials; for e^(-t²) it is √2 times smaller.
    /// </summary>
    public double NormalLimit => NormalLimitOf(ExpLimit);

    /// <summary>The same for <see cref="DecayLimit"/>.</summary>
    public double NormalDecayLimit => NormalLimitOf(DecayLimit);

    static double NormalLimitOf(double limit) => Math.Floor(10 * Math.Sqrt(2 * limit)) / 10;
}
