// The gradient of what all rows share, a column at a time: within a block of 64 rows in order, then the blocks in
// order. So a device that has a group for each block adds the same numbers in the same order.
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
    internal const int Block = 64;

    readonly Span<float> total;
    readonly Span<float> block;
    readonly RowLayout layout;
    readonly int result;
    int rows, blocks;

    /// <param name="total">The destination: added to from what it holds, or from 0.</param>
    /// <param name="block">As many values, or more: whole vectors are added to it.</param>
    /// <param name="accumulate">Whether to add to what the destination holds.</param>
    /// <param name="layout">The rows. Of a part of them, each block's sum is kept for the end.</param>
    /// <param name="result">Which of the sums a column that the kernel has.</param>
    public ColumnSums(Span<float> total, Span<float> block, bool accumulate, RowLayout layout, int result)
    {
        (this.layout, this.result) = (layout, result);
        this.total = total;
        this.block = block[..total.Length];
        block.Clear();
        if (!accumulate && !layout.Parts.AreOpen) this.total.Clear();
    }

    /// <summary>
    /// Adds <paramref name="count"/> terms: columns of a row from <paramref name="start"/> on, or whole rows.
    /// </summary>
    public void Add(ref readonly float terms, int start, int count)
    {
        var columns = block.Length;
        for (var at = 0; at < count;)
        {
            var part = Math.Min(count - at, columns - start);
            Add(block.Slice(start, part),
                MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in terms), at), part));
            (at, start) = (at + part, start + part);
            if (start < columns) continue;
            start = 0;
            EndRow();
        }
    }

    /// <summary>
    /// Where a pass adds the terms of its rows, column by column; <see cref="EndRows"/> tells that it has.
    /// </summary>
    public readonly ref float Columns => ref MemoryMarshal.GetReference(block);

    /// <summary>So many rows have been added; a block ends with one of them, and not between two.</summary>
    public void EndRows(int count)
    {
        rows += count;
        if (rows == Block) EndBlock();
    }

    /// <summary>All rows have ended.</summary>
    public void End()
    {
        if (rows > 0) EndBlock();
        if (layout.Parts.AreComplete)
            for (var k = 0; k < layout.Parts.Blocks; k++) Add(total, layout.Parts.Block(result, k));
    }

    void EndRow()
    {
        if (++rows == Block) EndBlock();
    }

    void EndBlock()
    {
        if (layout.Parts.AreOpen) block.CopyTo(layout.Parts.Block(result, layout.First / Block + blocks++));
        else Add(total, block);
        block.Clear();
        rows = 0;
    }

    static void Add(Span<float> sums, ReadOnlySpan<float> terms)
    {
        ref var to = ref MemoryMarshal.GetReference(sums);
        ref var from = ref MemoryMarshal.GetReference(terms);
        var i = 0;
        for (; i + 8 <= terms.Length; i += 8)
            (Vector256.LoadUnsafe(ref to, (nuint)i)
                + Vector256.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        for (; i < terms.Length; i++) Unsafe.Add(ref to, i) += Unsafe.Add(ref from, i);
    }
}
