using System.ComponentModel;

namespace Kernels.Loops;

/// <summary>The contract of spans, checked before the first write. Messages name the parameter.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Spans
{
    /// <exception cref="ArgumentException">An input is not as long as the first input.</exception>
    public static void SameLength(ReadOnlySpan<float> input, int length, string name)
    {
        if (input.Length != length) throw Refusal.OtherLength(input.Length, length, name);
    }

    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static void Destination(ReadOnlySpan<float> destination, int length, string name)
    {
        if (destination.Length < length) throw Refusal.TooShort(destination.Length, length, name);
    }

    /// <exception cref="ArgumentException">The destination overlaps an input
    /// without starting where it starts.</exception>
    public static void SameStartOrApart(ReadOnlySpan<float> destination, ReadOnlySpan<float> input, string name)
    {
        if (destination[..input.Length].Overlaps(input, out var offset) && offset != 0) throw Refusal.OtherStart(name);
    }

    /// <exception cref="ArgumentException">Two destinations share memory.</exception>
    public static void Apart(ReadOnlySpan<float> destination, ReadOnlySpan<float> other, int length, string name)
    {
        if (destination[..length].Overlaps(other[..length])) throw Refusal.SharedDestination(name);
    }
}
