using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Kernels.Loops;

/// <summary>A member over rows with its spans, called for some of the rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowCall
{
    /// <summary>Computes the rows from <see cref="RowLayout.First"/> to <see cref="RowLayout.Rows"/>.</summary>
    void Run(Isa isa, RowLayout layout);
}

/// <summary>Runs a member over rows, on several threads where they are asked for.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowChunks
{
    /// <param name="layout">All rows.</param>
    /// <param name="columnSums">How many sums a column the member has.</param>
    /// <param name="totals">How many sums over all rows.</param>
    public static void Run<TCall>(
        scoped in TCall call, RowLayout layout, Execution execution, int columnSums, int totals)
        where TCall : struct, IRowCall, allows ref struct
    {
        if (execution.IsShared && layout.Rows > 0) Share(in call, layout, execution, columnSums, totals);
        else call.Run(execution.Isa, layout);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Share<TCall>(
        scoped in TCall call, RowLayout layout, Execution execution, int columnSums, int totals)
        where TCall : struct, IRowCall, allows ref struct
    {
        // A block of rows, or a segment of them, is the work of one thread.
        var multiple = totals > 0 ? Sums.Segment : columnSums > 0 ? ColumnSums.Block : layout.AtOnce;
        var size = Chunks.Size(layout.Rows, layout.Columns, multiple, in execution.Threads);
        var count = (layout.Rows - 1) / size + 1;
        if (count == 1 || columnSums + totals == 0)
        {
            Crew.Run(new RowChunks<TCall>(in call, layout, size, execution.Isa), count, in execution.Threads);
            return;
        }
        var parts = RowParts.Rent(layout, columnSums, totals);
        try
        {
            Crew.Run(new RowChunks<TCall>(in call, layout with { Parts = parts }, size, execution.Isa), count,
                in execution.Threads);
            // No row is left to compute: it adds up the parts.
            call.Run(execution.Isa,
                layout with { First = layout.Rows, Parts = parts with { AreComplete = true } });
        }
        finally
        {
            parts.Return();
        }
    }
}

/// <summary>A call in chunks of so many rows.</summary>
readonly unsafe ref struct RowChunks<TCall>(ref readonly TCall call, RowLayout layout, int size, Isa isa) : IChunks
    where TCall : struct, IRowCall, allows ref struct
{
    // A reference to a ref struct is no field; the call lies on the stack, where it stays.
    readonly void* call = Unsafe.AsPointer(in call);

    public void Run(int chunk)
    {
        var part = layout with
        {
            First = chunk * size,
            Rows = (int)Math.Min((chunk + 1L) * size, layout.Rows),
        };
        Unsafe.AsRef<TCall>(call).Run(isa, part);
    }
}
