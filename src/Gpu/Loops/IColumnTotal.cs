using System.ComponentModel;

namespace Kernels.Gpu.Loops;

/// <summary>What is summed over the rows in double precision: a term at each row of a column.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IColumnTotal
{
    /// <summary>The term of that element.</summary>
    double Of(long row, long column);
}
