using System.Globalization;
using System.Runtime.InteropServices;
using Kernels.Verification;

namespace Kernels.Proof;

/// <summary>How many results have a defect, and the bits of the least input that shows it.</summary>
public readonly record struct Mismatches(long Count, uint First)
{
    /// <summary>One result at <paramref name="input"/>, or none.</summary>
    public static Mismatches If(bool defective, float input)
        => defective ? new(1, BitConverter.SingleToUInt32Bits(input)) : default;

    /// <summary>Results of one path whose bits are not another's. A NaN is a NaN, whatever its payload.</summary>
    public static Mismatches InBits(ReadOnlySpan<float> inputs, ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var differing = new Mismatches();
        if (MemoryMarshal.AsBytes(one).SequenceEqual(MemoryMarshal.AsBytes(other))) return differing;
        for (var k = 0; k < one.Length; k++)
            differing += If(!ResultBits.AreSame(one[k], other[k]), inputs[k]);
        return differing;
    }

    /// <summary>Both together.</summary>
    public static Mismatches operator +(Mismatches a, Mismatches b)
        => a.Count == 0 ? b : b.Count == 0 ? a : new(a.Count + b.Count, Math.Min(a.First, b.First));

    /// <inheritdoc/>
    public override string ToString()
        => Count == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{Count}@{First:X8}");

    /// <summary>What <see cref="ToString"/> wrote.</summary>
    public static Mismatches Parse(string text)
    {
        var parts = text.Split('@');
        return parts.Length == 1 ? default
            : new(long.Parse(parts[0], CultureInfo.InvariantCulture),
                uint.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
