using System.Globalization;

namespace Kernels.Proof;

/// <summary>The largest error that was seen, and the bits of the input where it is.</summary>
public readonly record struct WorstCase(double Error, uint Input)
{
    /// <summary>
    /// The higher of two; of equals the one with fewer bits, so that the order of a run does not matter.
    /// </summary>
    public static WorstCase Higher(WorstCase a, WorstCase b)
        => a.Error > b.Error || a.Error == b.Error && a.Input <= b.Input ? a : b;

    /// <summary>The input as a float.</summary>
    public float At => BitConverter.UInt32BitsToSingle(Input);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Error:R}@{Input:X8}");

    /// <summary>What <see cref="ToString"/> wrote.</summary>
    public static WorstCase Parse(string text)
    {
        var parts = text.Split('@');
        return new(double.Parse(parts[0], CultureInfo.InvariantCulture),
            uint.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
