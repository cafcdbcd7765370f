// All that depends on the lanes: what a constant is rounded to, how numbers are laid out in bits, how
// far an exponential is followed, which polynomials reach the tier's bound. The functions beside this
// file are written once, over it.
namespace Kernels.Lower;

internal sealed class Tier
{
    /// <summary>
    /// Float lanes: everything that a rounding loses and that counts is kept
    /// in a second part, and products are scaled last.
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
    /// Double lanes, float in and out: 29 bits to spare, so nothing is compensated,
    /// and one rounding at the end is all that counts.
    /// </summary>
    public static readonly Tier High = Doubles(expHighest: 700, exp2Limit: 720, logisticHighest: 32);

    /// <summary>
    /// Double lanes whose exponentials grow no further than that products of three are numbers, and one that decays
    /// outlasts two; beyond e²³⁰ nothing comes back to the floats.
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
    /// Whether roundings are compensated and scaling is deferred: without digits and exponents to spare both must be.
    /// </summary>
    public required bool IsCompensated { get; init; }

    /// <summary>The nearest value that a lane can hold.</summary>
    public required Func<double, double> Round { get; init; }

    public required int MantissaBits { get; init; }

    /// <summary>Where the sign is, in bits from the last.</summary>
    public int SignBit => MantissaBits == 23 ? 31 : 63;

    /// <summary>What the exponent field adds.</summary>
    public required int Bias { get; init; }

    /// <summary>The bits of √½: mantissas of logarithms are taken from [√½, √2).</summary>
    public required long RootHalfBits { get; init; }

    /// <summary>
    /// The bits of 2^<see cref="MantissaBits"/>: a small integer added to them is that integer added to the number.
    /// </summary>
    public required long Integers { get; init; }

    /// <summary>ln 2 to the nearest lane: n·Ln2High inside an fma is exact (Cody-Waite).</summary>
    public required double Ln2High { get; init; }

    /// <summary>What Ln2High lacks, where that counts (float lanes with one step alone lose 4 ULP); else 0.</summary>
    public required double Ln2Low { get; init; }

    public required double LargestFinite { get; init; }

    /// <summary>The largest finite input: infinite where nothing can be concluded from it.</summary>
    public required double LargestInput { get; init; }

    /// <summary>
    /// Where exponentials are held. 2²²⁰·e^(-260) is below half the smallest float: past the limit a product with the
    /// largest float, and more, is 0 as it should be; and the exponent stays within the domain of Scale.
    /// </summary>
    public required double ExpLimit { get; init; }

    /// <summary>Where a growing exponential is held.</summary>
    public required double ExpHighest { get; init; }

    /// <summary>Where powers of two are held, on both sides.</summary>
    public required double Exp2Limit { get; init; }

    public required double ExpM1Lowest { get; init; }
    public required double ExpM1Highest { get; init; }

    /// <summary>From here on tanh is 1 in the lane.</summary>
    public required double TanhLimit { get; init; }

    /// <summary>
    /// From here on σ is 1: in wide lanes for doubles, because a factor of 1e10 may come, and a term that it cancels.
    /// </summary>
    public required double LogisticHighest { get; init; }

    /// <summary>From here on t + 1/t is t in the lane, and t/(t + 1/t) is 1.</summary>
    public required double MillsLimit { get; init; }

    public required Coefficients Coefficients { get; init; }

    /// <summary>1.5·2ᵐ for m bits of mantissa: adding it rounds to an integer, to even, on every target.</summary>
    public double Magic => 1.5 * Math.Pow(2, MantissaBits);

    /// <summary>
    /// The largest |u| whose e^(-u²/2) stays within the exponential's limit; for e^(-t²), by √2 less.
    /// </summary>
    public double NormalLimit => Math.Floor(10 * Math.Sqrt(2 * ExpLimit)) / 10;
}
