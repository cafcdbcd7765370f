using System.Buffers;
using Kernels.Loops;

namespace Kernels;

/// <summary>
/// The sums of blocks and segments of rows, which threads make in any order; they are added up in one order at the end.
/// </summary>
readonly struct RowParts
{
    readonly float[]? values;
    readonly int columns;

    RowParts(RowLayout layout, int columnSums, int totals)
    {
        columns = layout.Columns;
        Blocks = (layout.Rows - 1) / ColumnSums.Block + 1;
        Segments = (layout.Rows - 1) / Sums.Segment + 1;
        values = ArrayPool<float>.Shared.Rent(columnSums * Blocks * columns + totals * Segments);
        FirstColumn = totals * Segments;
    }

    /// <summary>Room for those of all rows.</summary>
    public static RowParts Rent(RowLayout layout, int columnSums, int totals) => new(layout, columnSums, totals);

    public void Return() => ArrayPool<float>.Shared.Return(values!);

    public int Blocks { get; }
    public int Segments { get; }
    int FirstColumn { get; }

    /// <summary>Whether all are there.</summary>
    public bool AreComplete { get; init; }

    /// <summary>Whether they are being made.</summary>
    public bool AreOpen => values is not null && !AreComplete;

    /// <summary>The sum of a block of rows, for each column.</summary>
    public Span<float> Block(int result, int block)
        => values.AsSpan(FirstColumn + (result * Blocks + block) * columns, columns);

    /// <summary>The sum of a segment of rows.</summary>
    public ref float Segment(int result, int segment) => ref values![result * Segments + segment];
}
