// The gradient of what all rows share, a column at a time: within a block of 64 rows in order, then the blocks in order. So a
// device that has a group for each block adds the same numbers in the same order.
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

/// <summary>Sums over the rows, one a column.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ColumnSums
{
    /// <summary>Rows whose sum is one term of the whole.</summary>
    const int Block = 64;

    readonly Span<float> total;
    readonly Span<float> block;
    int rows;

    /// <param name="total">The destination: added to from what it holds, or from 0.</param>
    /// <param name="block">As many values.</param>
    /// <param name="accumulate">Whether to add to what the destination holds.</param>
    public ColumnSums(Span<float> total, Span<float> block, bool accumulate)
    {
        this.total = total[..block.Length];
        this.block = block;
        block.Clear();
        if (!accumulate) this.total.Clear();
    }

    /// <summary>Adds terms of the current row, <paramref name="count"/> columns from <paramref name="start"/> on.</summary>
    public readonly void Add(ref readonly float terms, int start, int count)
        => Add(block.Slice(start, count), MemoryMarshal.CreateReadOnlySpan(in terms, count));

    /// <summary>Adds the products of two rows, each rounded first.</summary>
    internal readonly void AddProducts(ref readonly float x, ref readonly float y)
    {
        ref var to = ref MemoryMarshal.GetReference(block);
        ref var left = ref Unsafe.AsRef(in x);
        ref var right = ref Unsafe.AsRef(in y);
        var i = 0;
        for (; i + 8 <= block.Length; i += 8)
            (Vector256.LoadUnsafe(ref to, (nuint)i) + Vector256.LoadUnsafe(ref left, (nuint)i) * Vector256.LoadUnsafe(ref right, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        for (; i < block.Length; i++) Unsafe.Add(ref to, i) += Unsafe.Add(ref left, i) * Unsafe.Add(ref right, i);
    }

    /// <summary>The row has ended.</summary>
    public void EndRow()
    {
        if (++rows == Block) EndBlock();
    }

    /// <summary>All rows have ended.</summary>
    public void End()
    {
        if (rows > 0) EndBlock();
    }

    void EndBlock()
    {
        Add(total, block);
        block.Clear();
        rows = 0;
    }

    static void Add(Span<float> sums, ReadOnlySpan<float> terms)
    {
        ref var to = ref MemoryMarshal.GetReference(sums);
        ref var from = ref MemoryMarshal.GetReference(terms);
        var i = 0;
        for (; i + 8 <= terms.Length; i += 8) (Vector256.LoadUnsafe(ref to, (nuint)i) + Vector256.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        for (; i < terms.Length; i++) Unsafe.Add(ref to, i) += Unsafe.Add(ref from, i);
    }
}
