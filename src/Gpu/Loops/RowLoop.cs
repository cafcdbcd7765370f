using System.ComponentModel;
using ILGPU;

namespace Kernels.Gpu.Loops;

/// <summary>
/// The loops of kernels over rows: a group of 64 lanes takes a row, or as many short ones as it has lanes for, then the
/// next but as many as there are groups. What is summed over the rows is summed afterwards (<see cref="ColumnLoop"/>).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowLoop
{
    /// <summary>Computes <paramref name="count"/> rows from <paramref name="first"/> on.</summary>
    /// <param name="lanes">How many lanes a row has.</param>
    /// <param name="values">What passes keep, <paramref name="valuesWidth"/> values for
    /// each row that the groups have at a time.</param>
    /// <param name="wideValues">The same of doubles, <paramref name="wideWidth"/> for each row.</param>
    /// <param name="sums">Terms of the sums over the rows, <paramref name="sumsWidth"/> a row.</param>
    /// <param name="totals">Terms of totals, <paramref name="totalsWidth"/> a row.</param>
    public static void Rows<TKernel, TWide>(
        TKernel kernel, long first, long count, int lanes, ArrayView<float> values, long valuesWidth,
        ArrayView<TWide> wideValues, long wideWidth, ArrayView<float> sums, long sumsWidth,
        ArrayView<float> totals, long totalsWidth)
        where TKernel : struct, IRowKernel<TWide> where TWide : unmanaged
    {
        var (shared, wideShared) =
            (SharedMemory.Allocate<float>(RowLanes.Shared), SharedMemory.Allocate<TWide>(RowLanes.Shared));
        var (together, nth) = ((long)RowLanes.Count / lanes, Group.IdxX / lanes);
        var nthOfAll = Grid.IdxX * together + nth;
        var (own, wide) = (values.SubView(nthOfAll * valuesWidth), wideValues.SubView(nthOfAll * wideWidth));
        for (var start = Grid.IdxX * together; start < count; start += Grid.DimX * together)
        {
            // Every lane of the group meets every barrier: with no row left, one takes no column of the last.
            var isThere = start + nth < count;
            var row = isThere ? start + nth : count - 1;
            var lane = isThere ? Group.IdxX % lanes : RowLanes.Count;
            kernel.Run(first + row, lane, lanes, shared, wideShared, own, wide, sums.SubView(row * sumsWidth),
                totals.SubView((first + row) * totalsWidth));
        }
    }
}
