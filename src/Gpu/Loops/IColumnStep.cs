using System.ComponentModel;

namespace Kernels.Gpu.Loops;

/// <summary>What is computed once a column, between sums over the rows and the rows that need it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IColumnStep
{
    /// <summary>Computes a column.</summary>
    void Step(long column);
}
