using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

/// <summary>
/// Rows and columns in a span, and the contract of the spans of a row kernel,
/// checked before the first write. Messages name the parameter.
/// </summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Columns">Elements of a row.</param>
/// <param name="Stride">Elements from the start of one row to the start of the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RowLayout(int Rows, int Columns, int Stride)
{
    /// <summary>
    /// Rows of more columns, 16 MiB, no cache holds until they are read again:
    /// softmax and its kin have a form of their own.
    /// </summary>
    public const int Long = 1 << 22;

    /// <summary>
    /// Rows of more columns are taken one by one; shorter ones so many at once that there are this many elements.
    /// </summary>
    const int Short = 64, Together = 1024;

    /// <summary>
    /// How many rows are taken at once: short ones without gaps are as one long row to all but the reductions.
    /// </summary>
    public int Group
        => Stride == Columns && Columns <= Short ? Math.Clamp(Together / Columns, 1, Math.Max(1, Rows)) : 1;

    /// <summary>The most rows that passes in float lanes go over at once.</summary>
    public const int MostAtOnce = 64;

    /// <summary>The same for rows of more than 16 columns, which have more lanes to sum.</summary>
    const int MostWideAtOnce = 16;

    /// <summary>Floats of each span that are gone over at once: the first cache holds those of several spans.</summary>
    const int FloatsAtOnce = 2048;

    /// <summary>
    /// How many rows passes in float lanes go over at once, a power of 2. The numbers of rows are computed a vector at
    /// a time; and when a pass reads what the last one has stored, that has reached the cache: a vector read from
    /// several stores must wait for it.
    /// </summary>
    public int AtOnce => Stride != Columns ? 1
        : Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)(FloatsAtOnce / Columns) + 1) / 2, 1,
            Columns <= 16 ? MostAtOnce : MostWideAtOnce);

    /// <summary>
    /// Room for a number of each row, at each of its elements; a whole vector may be read from the last on,
    /// and of one row it is all there is.
    /// </summary>
    public int Lanes => Vector512<float>.Count + Repeats;

    /// <summary>Room for what begins in each row anew; none where one row is taken at a time.</summary>
    public int Repeats => Group > 1 ? Group * Columns : 0;

    /// <summary>One value a column, again for each row of a group.</summary>
    public ref float Repeated(ReadOnlySpan<float> perColumn, Span<float> room)
    {
        if (room.IsEmpty) return ref MemoryMarshal.GetReference(perColumn);
        for (var start = 0; start < room.Length; start += Columns) perColumn[..Columns].CopyTo(room[start..]);
        return ref MemoryMarshal.GetReference(room);
    }

    /// <summary>Numbers of rows, each at the elements of its row; that of a single row fills one vector.</summary>
    public void Spread<T>(ReadOnlySpan<T> numbers, Span<T> lanes) where T : unmanaged
    {
        ref var to = ref MemoryMarshal.GetReference(lanes);
        if (numbers.Length == 1)
        {
            // Whole vectors here too: of two stores one load is not served before both have reached the cache.
            for (var lane = 0; lane < Vector512<float>.Count; lane += Vector512<T>.Count)
                Vector512.Create(numbers[0]).StoreUnsafe(ref to, (nuint)lane);
            return;
        }
        // Whole vectors: what is written beyond a row the next one mends.
        for (var row = 0; row < numbers.Length; row++)
            for (var column = 0; column < Columns; column += Vector512<T>.Count)
                Vector512.Create(numbers[row]).StoreUnsafe(ref to, (nuint)(row * Columns + column));
    }

    /// <summary>From the first element to the last, with what lies between the rows.</summary>
    int Length => Rows == 0 ? 0 : (Rows - 1) * Stride + Columns;

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
        if (destination.Overlaps(other))
            throw new ArgumentException(
                $"The destination '{name}' overlaps a span of another shape, or another destination.", name);
    }

    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Exactly(long given, long length, string name, string what)
    {
        if (given != length)
            throw new ArgumentException($"'{name}' has {given} elements; {length} are needed for these {what}.", name);
    }
}
