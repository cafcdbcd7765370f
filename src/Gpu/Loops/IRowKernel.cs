using System.ComponentModel;
using ILGPU;

namespace Kernels.Gpu.Loops;

/// <summary>A generated kernel over rows: all lanes of a group call it, so many of them for each row.</summary>
/// <typeparam name="TWide">double where it has double lanes, for all rows or for rare ones; else float.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowKernel<TWide> where TWide : unmanaged
{
    /// <summary>Computes a row.</summary>
    /// <param name="row">Which one.</param>
    /// <param name="lane">The first column that the caller takes; beyond all columns, where it has no row.</param>
    /// <param name="lanes">How many lanes a row has; the caller takes every so many columns.</param>
    /// <param name="shared">Two values for each lane of the group, to reduce by.</param>
    /// <param name="wideShared">The same for double lanes.</param>
    /// <param name="values">Rows of memory that belong to the row's lanes, for what a pass keeps for the next.</param>
    /// <param name="wideValues">The same for double lanes.</param>
    /// <param name="sums">Rows for the terms whose sums over the rows are results.</param>
    /// <param name="totals">A value each for the terms of totals.</param>
    void Run(long row, int lane, int lanes, ArrayView<float> shared, ArrayView<TWide> wideShared,
        ArrayView<float> values, ArrayView<TWide> wideValues, ArrayView<float> sums, ArrayView<float> totals);
}
