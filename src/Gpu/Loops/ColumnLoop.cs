using System.ComponentModel;
using ILGPU;

namespace Kernels.Gpu.Loops;

/// <summary>
/// Sums over the rows, one a column, without atomics, in the order of Kernels.Loops.ColumnSums: within blocks of 64
/// rows, then the blocks. And what is computed once a column.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ColumnLoop
{
    /// <summary>Rows whose sum is one term of the sum of a column.</summary>
    public const int Block = 64;

    /// <summary>Of each column, the sums of each block of rows, in order.</summary>
    public static void Blocks<TKernel, TTerms>(TKernel kernel, long columns, long rows, ArrayView<float> partials)
        where TKernel : struct, IColumnTerms<TTerms> where TTerms : unmanaged, ITerms<TTerms>
    {
        var count = (rows + Block - 1) / Block * columns;
        for (var i = Thread(); i < count; i += Threads())
        {
            var (block, column) = (i / columns, i % columns);
            var end = block * Block + Block;
            if (end > rows) end = rows;
            var sum = default(TTerms);
            for (var row = block * Block; row < end; row++) sum = sum.Plus(kernel.Of(row, column));
            sum.Store(partials, i, count);
        }
    }

    /// <summary>Of each column, the sum of the blocks, in order.</summary>
    /// <param name="accumulate">1 to begin with what the column holds, 0 to begin with 0.</param>
    public static void Columns(ArrayView<float> partials, long width, long start, long blocks,
        ArrayView<float> columns, long count, int accumulate)
    {
        for (var column = Thread(); column < count; column += Threads())
        {
            var sum = accumulate == 0 ? 0f : columns[column];
            for (long block = 0; block < blocks; block++)
                sum = GpuMath.Add(sum, partials[block * width + start + column]);
            columns[column] = sum;
        }
    }

    /// <summary>Of each column, the sums of each block of rows in double precision, in order.</summary>
    public static void WideBlocks<TKernel>(TKernel kernel, long columns, long rows, ArrayView<double> partials)
        where TKernel : struct, IColumnTotal
    {
        var count = (rows + Block - 1) / Block * columns;
        for (var i = Thread(); i < count; i += Threads())
        {
            var (block, column) = (i / columns, i % columns);
            var end = block * Block + Block;
            if (end > rows) end = rows;
            var sum = 0.0;
            for (var row = block * Block; row < end; row++) sum = GpuMath.Add(sum, kernel.Of(row, column));
            partials[i] = sum;
        }
    }

    /// <summary>Of each column, the sum of the blocks in double precision, in order.</summary>
    public static void WideColumns(ArrayView<double> partials, long columns, long blocks, ArrayView<double> totals)
    {
        for (var column = Thread(); column < columns; column += Threads())
        {
            var sum = 0.0;
            for (long block = 0; block < blocks; block++) sum = GpuMath.Add(sum, partials[block * columns + column]);
            totals[column] = sum;
        }
    }

    /// <summary>One step a column.</summary>
    public static void Each<TKernel>(TKernel kernel, long columns) where TKernel : struct, IColumnStep
    {
        for (var column = Thread(); column < columns; column += Threads()) kernel.Step(column);
    }

    static long Thread() => (long)Grid.IdxX * Group.DimX + Group.IdxX;

    static long Threads() => (long)Grid.DimX * Group.DimX;
}
