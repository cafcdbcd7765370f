using System.ComponentModel;
using ILGPU;
using Kernels.Loops;

namespace Kernels.Gpu.Loops;

/// <summary>
/// Rows and columns in a view, and the contract of the views of a row kernel, checked before anything is queued:
/// that of Kernels.Loops.RowLayout.
/// </summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Columns">Elements of a row.</param>
/// <param name="Stride">Elements from the start of one row to the start of the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RowViews(long Rows, int Columns, int Stride) : IRowContract<ArrayView<float>>
{
    /// <summary>From the first element to the last, with what lies between the rows.</summary>
    long Length => Rows == 0 ? 0 : (Rows - 1) * Stride + Columns;

    /// <param name="rowStride">0 for rows without gaps.</param>
    /// <exception cref="ArgumentException">The elements are no whole number of rows.</exception>
    public static RowViews Of(ArrayView<float> elements, int columns, int rowStride, string name)
    {
        var (rows, stride) = RowLayout.Split(elements.Length, columns, rowStride, name);
        return new(rows, columns, stride);
    }

    /// <exception cref="ArgumentException">The view is not one element for each row and column.</exception>
    public void Element(ArrayView<float> input, string name)
        => RowLayout.Exactly(input.Length,
            input.Length > Length ? Math.Min(input.Length, Rows * Stride) : Length, name, "elements");

    /// <exception cref="ArgumentException">The view is not one value a column.</exception>
    public void PerColumn(ArrayView<float> input, string name)
        => RowLayout.Exactly(input.Length, Columns, name, "columns");

    /// <exception cref="ArgumentException">The view is not one value a row.</exception>
    public void PerRow(ArrayView<float> input, string name) => RowLayout.Exactly(input.Length, Rows, name, "rows");

    /// <exception cref="ArgumentException">The view is not one value a row.</exception>
    public void PerRow(ArrayView<int> input, string name) => RowLayout.Exactly(input.Length, Rows, name, "rows");

    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void ToElement(ArrayView<float> destination, string name) => Views.Destination(destination, Length, name);

    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void ToPerColumn(ArrayView<float> destination, string name) => Views.Destination(destination, Columns, name);

    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void ToPerRow(ArrayView<float> destination, string name) => Views.Destination(destination, Rows, name);

    /// <exception cref="ArgumentException">The destination has no element.</exception>
    public void ToTotal(ArrayView<float> destination, string name) => Views.Destination(destination, 1, name);

    /// <exception cref="ArgumentException">The destination overlaps an input
    /// without starting where it starts.</exception>
    public void SameStartOrApart(ArrayView<float> destination, ArrayView<float> input, string name)
        => Views.SameStartOrApart(destination, input, name);

    /// <exception cref="ArgumentException">The destination overlaps another view.</exception>
    public static void Apart(ArrayView<float> destination, ArrayView<float> other, string name)
        => Apart<float>(destination, other, name);

    /// <exception cref="ArgumentException">The destination overlaps another view.</exception>
    public static void Apart<T>(ArrayView<float> destination, ArrayView<T> other, string name) where T : unmanaged
    {
        if (Views.Overlap(destination, other)) throw Refusal.OtherShape(name);
    }
}
