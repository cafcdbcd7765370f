using System.ComponentModel;
using ILGPU;

namespace Kernels.Gpu.Loops;

/// <summary>A generated kernel over rows: all lanes of a group call it for the same row.</summary>
/// <typeparam name="TLane">float, or double where lanes are double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowKernel<TLane> where TLane : unmanaged
{
    /// <summary>Computes a row.</summary>
    /// <param name="row">Which one.</param>
    /// <param name="shared">One value a lane, to reduce by.</param>
    /// <param name="values">Rows of memory that belong to the group, for what a pass keeps for the next.</param>
    /// <param name="sums">Rows for the terms whose sums over the rows are results.</param>
    /// <param name="totals">A value each for the terms of totals.</param>
    void Run(long row, ArrayView<TLane> shared, ArrayView<float> values, ArrayView<float> sums, ArrayView<float> totals);
}
