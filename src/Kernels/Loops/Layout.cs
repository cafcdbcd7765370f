// How the two halves of a gated unit lie in one span: checks, and the way between alternating and separate halves.
namespace Kernels.Loops;

internal static class Layout
{
    /// <summary>Pairs taken apart at a time: they stay in the first cache.</summary>
    public const int Block = 512;

    /// <exception cref="ArgumentException">The span is no whole number of rows of two halves.</exception>
    public static int Rows(ReadOnlySpan<float> rows, int columns, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        var (count, rest) = Math.DivRem((long)rows.Length, 2L * columns);
        return rest == 0 ? (int)count : throw new ArgumentException(
            $"'{name}' has {rows.Length} elements, which is no whole number of rows of 2·{columns}.", name);
    }

    /// <exception cref="ArgumentException">An element has no partner.</exception>
    public static int Pairs(ReadOnlySpan<float> pairs, string name)
        => pairs.Length % 2 == 0 ? pairs.Length / 2
            : throw new ArgumentException($"'{name}' has {pairs.Length} elements; pairs are even in number.", name);

    /// <exception cref="ArgumentException">The destination shares memory with an input of another layout.</exception>
    public static void Apart(ReadOnlySpan<float> destination, ReadOnlySpan<float> input, string name)
    {
        if (destination.Overlaps(input))
            throw new ArgumentException($"The destination '{name}' overlaps an input of another layout.", name);
    }

    public static void Part(ReadOnlySpan<float> pairs, Span<float> first, Span<float> second)
    {
        for (var i = 0; i < first.Length; i++) (first[i], second[i]) = (pairs[2 * i], pairs[2 * i + 1]);
    }

    public static void Join(ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<float> pairs)
    {
        for (var i = 0; i < first.Length; i++) (pairs[2 * i], pairs[2 * i + 1]) = (first[i], second[i]);
    }
}
