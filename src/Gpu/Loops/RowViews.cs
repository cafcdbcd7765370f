using System.ComponentModel;
using ILGPU;

namespace Kernels.Gpu.Loops;

/// <summary>Rows and columns in a view, and the contract of the views of a row kernel, checked before anything is queued: that of Kernels.Loops.RowLayout.</summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Columns">Elements of a row.</param>
/// <param name="Stride">Elements from the start of one row to the start of the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RowViews(long Rows, int Columns, int Stride)
{
    /// <summary>From the first element to the last, with what lies between the rows.</summary>
    long Length => Rows == 0 ? 0 : (Rows - 1) * Stride + Columns;

    /// <param name="rowStride">0 for rows without gaps.</param>
    /// <exception cref="ArgumentException">The elements are no whole number of rows.</exception>
    public static RowViews Of(ArrayView<float> elements, int columns, int rowStride, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        var stride = rowStride == 0 ? columns : rowStride;
        if (stride < columns) throw new ArgumentOutOfRangeException(nameof(rowStride), rowStride, $"Rows of {columns} columns that begin every {stride} elements overlap.");
        var (rows, rest) = Math.DivRem(elements.Length, stride);
        // The last row needs no gap behind it.
        if (rest != 0 && rest != columns) throw new ArgumentException($"'{name}' has {elements.Length} elements, which is no whole number of rows of {columns} every {stride}.", name);
        return new(rest == 0 ? rows : rows + 1, columns, stride);
    }

    /// <exception cref="ArgumentException">The view is not one element for each row and column.</exception>
    public void Element(ArrayView<float> input, string name) => Exactly(input, input.Length > Length ? Math.Min(input.Length, Rows * Stride) : Length, name, "elements");

    /// <exception cref="ArgumentException">The view is not one value a column.</exception>
    public void PerColumn(ArrayView<float> input, string name) => Exactly(input, Columns, name, "columns");

    /// <exception cref="ArgumentException">The view is not one value a row.</exception>
    public void PerRow(ArrayView<float> input, string name) => Exactly(input, Rows, name, "rows");

    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void ToElement(ArrayView<float> destination, string name) => Views.Destination(destination, Length, name);

    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void ToPerColumn(ArrayView<float> destination, string name) => Views.Destination(destination, Columns, name);

    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void ToPerRow(ArrayView<float> destination, string name) => Views.Destination(destination, Rows, name);

    /// <exception cref="ArgumentException">The destination has no element.</exception>
    public void ToTotal(ArrayView<float> destination, string name) => Views.Destination(destination, 1, name);

    /// <exception cref="ArgumentException">The destination overlaps another view.</exception>
    public static void Apart(ArrayView<float> destination, ArrayView<float> other, string name)
    {
        if (Views.Overlap(destination, other)) throw new ArgumentException($"The destination '{name}' overlaps a span of another shape, or another destination.", name);
    }

    static void Exactly(ArrayView<float> input, long length, string name, string what)
    {
        if (input.Length != length) throw new ArgumentException($"'{name}' has {input.Length} elements; {length} are needed for these {what}.", name);
    }
}
