// The contract of the spans of a row kernel, checked before the first write. Messages name the parameter.
using System.Runtime.InteropServices;

namespace Kernels.Loops;

public readonly partial record struct RowLayout
{
    /// <param name="rowStride">0 for rows without gaps.</param>
    /// <exception cref="ArgumentException">The elements are no whole number of rows.</exception>
    public static RowLayout Of(ReadOnlySpan<float> elements, int columns, int rowStride, string name)
    {
        var (rows, stride) = Split(elements.Length, columns, rowStride, name);
        return new((int)rows, columns, stride);
    }

    /// <summary>How many rows so many elements are, and how far apart these begin: in memory of any kind.</summary>
    /// <exception cref="ArgumentException">The elements are no whole number of rows.</exception>
    public static (long Rows, int Stride) Split(long elements, int columns, int rowStride, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        var stride = rowStride == 0 ? columns : rowStride;
        if (stride < columns)
            throw new ArgumentOutOfRangeException(nameof(rowStride), rowStride,
                $"Rows of {columns} columns that begin every {stride} elements overlap.");
        var (rows, rest) = Math.DivRem(elements, stride);
        // The last row needs no gap behind it.
        if (rest != 0 && rest != columns) throw new ArgumentException(
            $"'{name}' has {elements} elements, which is no whole number of rows of {columns} every {stride}.", name);
        return (rest == 0 ? rows : rows + 1, stride);
    }

    /// <exception cref="ArgumentException">The span is not one element for each row and column.</exception>
    public void Element(ReadOnlySpan<float> input, string name)
        => Exactly(input.Length,
            input.Length > Length ? Math.Min(input.Length, Rows * Stride) : Length, name, "elements");

    /// <exception cref="ArgumentException">The span is not one value a column.</exception>
    public void PerColumn(ReadOnlySpan<float> input, string name) => Exactly(input.Length, Columns, name, "columns");

    /// <exception cref="ArgumentException">The span is not one value a row.</exception>
    public void PerRow(ReadOnlySpan<float> input, string name) => Exactly(input.Length, Rows, name, "rows");

    /// <exception cref="ArgumentException">The span is not one value a row.</exception>
    public void PerRow(ReadOnlySpan<int> input, string name) => Exactly(input.Length, Rows, name, "rows");

    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void ToElement(ReadOnlySpan<float> destination, string name) => Spans.Destination(destination, Length, name);

    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void ToPerColumn(ReadOnlySpan<float> destination, string name)
        => Spans.Destination(destination, Columns, name);

    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void ToPerRow(ReadOnlySpan<float> destination, string name) => Spans.Destination(destination, Rows, name);

    /// <summary>Either span may end with the last row, and the other with the gap behind it.</summary>
    /// <exception cref="ArgumentException">The destination overlaps an input
    /// without starting where it starts.</exception>
    public void SameStartOrApart(ReadOnlySpan<float> destination, ReadOnlySpan<float> input, string name)
        => Spans.SameStartOrApart(destination[..Length], input[..Length], name);

    /// <exception cref="ArgumentException">The destination overlaps another span.</exception>
    public static void Apart(ReadOnlySpan<float> destination, ReadOnlySpan<float> other, string name)
    {
        if (destination.Overlaps(other)) throw Refusal.OtherShape(name);
    }

    /// <inheritdoc cref="Apart(ReadOnlySpan{float}, ReadOnlySpan{float}, string)"/>
    public static void Apart(ReadOnlySpan<float> destination, ReadOnlySpan<int> other, string name)
        => Apart(destination, MemoryMarshal.Cast<int, float>(other), name);

    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Exactly(long given, long length, string name, string what)
    {
        if (given != length)
            throw new ArgumentException($"'{name}' has {given} elements; {length} are needed for these {what}.", name);
    }
}
