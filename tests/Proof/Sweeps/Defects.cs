using System.Globalization;
using System.Runtime.InteropServices;
using Kernels.Verification;

namespace Kernels.Proof;

/// <summary>How many results have a defect, and the bits of the least input that shows it.</summary>
public readonly record struct Defects(long Count, uint First)
{
    /// <summary>One result at <paramref name="input"/>, or none.</summary>
    public static Defects If(bool defective, float input)
        => defective ? new(1, BitConverter.SingleToUInt32Bits(input)) : default;

    /// <summary>Results of one path whose bits are not another's. A NaN is a NaN, whatever its payload.</summary>
    public static Defects InBits(ReadOnlySpan<float> inputs, ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var differing = new Defects();
        if (MemoryMarshal.AsBytes(one).SequenceEqual(MemoryMarshal.AsBytes(other))) return differing;
        for (var k = 0; k < one.Length; k++)
            differing += If(!ResultBits.AreSame(one[k], other[k]), inputs[k]);
        return differing;
    }

    /// <summary>Both together.</summary>
    public static Defects operator +(Defects a, Defects b)
        => a.Count == 0 ? b : b.Count == 0 ? a : new(a.Count + b.Count, Math.Min(a.First, b.First));

    /// <inheritdoc/>
    public override string ToString()
        => Count == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{Count}@{First:X8}");

    /// <summary>What <see cref="ToString"/> wrote.</summary>
    public static Defects Parse(string text)
    {
        var parts = text.Split('@');
        return parts.Length == 1 ? default
            : new(long.Parse(parts[0], CultureInfo.InvariantCulture),
                uint.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
