using System.Runtime.InteropServices;

namespace Kernels.Training;

/// <summary>
/// How many values have which power of two: one count for each exponent of a float, and for zeros, subnormals,
/// infinities and NaN. Counts have no order, so the bits are the same however values are divided.
/// </summary>
public sealed class ExponentHistogram
{
    const int Exponents = 256, Bias = 127;

    /// <summary>By the eight bits of the exponent; the first has zeros and subnormals, the last what is not finite.
    /// </summary>
    readonly long[] counts = new long[Exponents];

    /// <summary>How many values are 0.</summary>
    public long Zeros { get; private set; }

    /// <summary>How many are below 2⁻¹²⁶ and not 0.</summary>
    public long Subnormals => counts[0] - Zeros;

    /// <summary>How many are infinite or NaN.</summary>
    public long NonFinite => counts[Exponents - 1];

    /// <summary>How many values there are.</summary>
    public long Count => counts.Sum();

    /// <summary>How many values have 2ⁿ ≤ |x| &lt; 2ⁿ⁺¹.</summary>
    /// <param name="exponent">n, from -126 to 127.</param>
    /// <exception cref="ArgumentOutOfRangeException">No float has that exponent.</exception>
    public long this[int exponent] => exponent is >= 1 - Bias and <= Bias ? counts[exponent + Bias]
        : throw new ArgumentOutOfRangeException(
            nameof(exponent), exponent, "The exponent of a float lies from -126 to 127.");

    /// <summary>Adds values.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        foreach (var bits in MemoryMarshal.Cast<float, uint>(values))
        {
            counts[bits >> 23 & 0xFF]++;
            if (bits << 1 == 0) Zeros++;
        }
    }
}
