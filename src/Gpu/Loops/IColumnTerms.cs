using System.ComponentModel;

namespace Kernels.Gpu.Loops;

/// <summary>What is summed over the rows: a term of each sum at each row of a column.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IColumnTerms<TTerms> where TTerms : unmanaged, ITerms<TTerms>
{
    /// <summary>The terms of that element.</summary>
    TTerms Of(long row, long column);
}
