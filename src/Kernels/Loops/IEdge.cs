using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Kernels.Loops;

/// <summary>
/// How a pass over rows loads, stores and sums: in whole vectors,
/// or in the part of one that is left at the end of a row.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEdge<TVector>
{
    /// <summary>
    /// How many columns behind the first ones lie those that are loaded next, while the lanes of sums are gone over.
    /// </summary>
    static abstract int Width { get; }

    /// <summary>Where these columns end: <see cref="Width"/>, where each lane has been loaded by then.</summary>
    static abstract int Span { get; }

    /// <summary>The elements of a row from column <paramref name="i"/> on.</summary>
    TVector Load(ref readonly float row, nuint i);

    /// <summary>Stores them.</summary>
    void Store(TVector value, ref float row, nuint i);

    /// <summary>The elements of a row that an earlier pass has kept.</summary>
    TVector LoadKept(ref readonly float row, nuint i);

    /// <summary>Keeps them for a later pass.</summary>
    void StoreKept(TVector value, ref float row, nuint i);

    /// <summary>The doubles of a row that an earlier pass has kept, with room for whole vectors.</summary>
    TVector LoadKept(ref readonly double row, nuint i);

    /// <summary>Keeps doubles for a later pass.</summary>
    void StoreKept(TVector value, ref double row, nuint i);

    /// <summary>Adds a term of each element to the 64 lanes of its sum: lane l has columns l, l + 64, ….</summary>
    void Add(TVector term, ref float lanes, nuint i);

    /// <summary>What is added for each element: 0 where there is none.</summary>
    TVector Term(TVector term, nuint i);

    /// <summary>The lanes of a sum from that of column <paramref name="i"/> on: 0 in the first columns.</summary>
    TVector Begin(ref readonly float lanes, nuint i);

    /// <summary>Leaves the lanes of a sum in memory, from that of column <paramref name="i"/> on.</summary>
    void End(TVector sum, ref float lanes, nuint i);

    /// <summary>The lanes of a sum of doubles.</summary>
    TVector Begin(ref readonly double lanes, nuint i);

    /// <summary>Leaves the lanes of a sum of doubles in memory.</summary>
    void End(TVector sum, ref double lanes, nuint i);

    /// <summary>Floats from the lanes of one row to those of the next.</summary>
    nuint Step(nuint columns);
}

/// <summary>Whole vectors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WholeVectors<TLanes, TVector, TMask, TBits> : IEdge<TVector>
    where TLanes : struct, ILanes<TVector, TMask, TBits>
{
    /// <inheritdoc/>
    public static int Width => TLanes.Count;

    /// <inheritdoc/>
    public static int Span => RowLoop.Lanes;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Load(ref readonly float row, nuint i) => TLanes.Load(in row, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(TVector value, ref float row, nuint i) => TLanes.Store(value, ref row, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector LoadKept(ref readonly float row, nuint i) => TLanes.Load(in row, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreKept(TVector value, ref float row, nuint i) => TLanes.Store(value, ref row, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector LoadKept(ref readonly double row, nuint i) => TLanes.Load(in row, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreKept(TVector value, ref double row, nuint i) => TLanes.Store(value, ref row, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TVector term, ref float lanes, nuint i)
        => RowSums<TLanes, TVector, TMask, TBits>.Add(term, ref lanes, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Term(TVector term, nuint i) => term;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Begin(ref readonly float lanes, nuint i)
        => RowSums<TLanes, TVector, TMask, TBits>.Begin(in lanes, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(TVector sum, ref float lanes, nuint i)
        => RowSums<TLanes, TVector, TMask, TBits>.End(sum, ref lanes, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Begin(ref readonly double lanes, nuint i)
        => RowSums<TLanes, TVector, TMask, TBits>.Begin(in lanes, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(TVector sum, ref double lanes, nuint i)
        => RowSums<TLanes, TVector, TMask, TBits>.End(sum, ref lanes, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nuint Step(nuint columns) => (nuint)RowLoop.LanesOf(columns);
}

/// <summary>
/// The last vector of a row. Lanes that are not there load as 0, are not stored, and add 0 to sums.
/// <see cref="RowLoop"/> has pinned the memory: a load that pins it for itself takes half as long again.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct PartOfVector<TLanes, TVector, TMask, TBits>(int columns) : IEdge<TVector>
    where TLanes : struct, ILanes<TVector, TMask, TBits>
{
    /// <inheritdoc/>
    public static int Width => TLanes.Count;

    /// <inheritdoc/>
    public static int Span => RowLoop.Lanes;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Load(ref readonly float row, nuint i)
        => TLanes.Load((float*)Unsafe.AsPointer(ref Unsafe.AsRef(in row)) + i, (nuint)columns - i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(TVector value, ref float row, nuint i)
        => TLanes.Store(value, (float*)Unsafe.AsPointer(ref row) + i, (nuint)columns - i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector LoadKept(ref readonly float row, nuint i)
        => RowLoop.IsPadded(columns) ? TLanes.Load(in row, i) : Load(in row, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreKept(TVector value, ref float row, nuint i)
    {
        if (RowLoop.IsPadded(columns)) TLanes.Store(value, ref row, i);
        else Store(value, ref row, i);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector LoadKept(ref readonly double row, nuint i) => TLanes.Load(in row, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreKept(TVector value, ref double row, nuint i) => TLanes.Store(value, ref row, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TVector term, ref float lanes, nuint i)
        => RowSums<TLanes, TVector, TMask, TBits>.Add(TLanes.First(term, (nuint)columns - i), ref lanes, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Term(TVector term, nuint i) => TLanes.First(term, (nuint)columns - i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Begin(ref readonly float lanes, nuint i)
        => RowSums<TLanes, TVector, TMask, TBits>.Begin(in lanes, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(TVector sum, ref float lanes, nuint i)
        => RowSums<TLanes, TVector, TMask, TBits>.End(sum, ref lanes, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Begin(ref readonly double lanes, nuint i)
        => RowSums<TLanes, TVector, TMask, TBits>.Begin(in lanes, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(TVector sum, ref double lanes, nuint i)
        => RowSums<TLanes, TVector, TMask, TBits>.End(sum, ref lanes, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nuint Step(nuint columns) => (nuint)RowLoop.LanesOf(columns);
}

/// <summary>Rows that are shorter than a vector: their masks are the same for all.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct PartOfRow<TLanes, TVector, TMask, TBits>(int columns) : IEdge<TVector>
    where TLanes : struct, ILanes<TVector, TMask, TBits>
{
    /// <inheritdoc/>
    public static int Width => TLanes.Count;

    /// <inheritdoc/>
    public static int Span => TLanes.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Load(ref readonly float row, nuint i)
        => TLanes.Load((float*)Unsafe.AsPointer(ref Unsafe.AsRef(in row)) + i, (nuint)columns);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(TVector value, ref float row, nuint i)
        => TLanes.Store(value, (float*)Unsafe.AsPointer(ref row) + i, (nuint)columns);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector LoadKept(ref readonly float row, nuint i)
        => RowLoop.IsPadded(columns) ? TLanes.Load(in row, i) : Load(in row, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreKept(TVector value, ref float row, nuint i)
    {
        if (RowLoop.IsPadded(columns)) TLanes.Store(value, ref row, i);
        else Store(value, ref row, i);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector LoadKept(ref readonly double row, nuint i) => TLanes.Load(in row, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreKept(TVector value, ref double row, nuint i) => TLanes.Store(value, ref row, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TVector term, ref float lanes, nuint i)
        => RowSums<TLanes, TVector, TMask, TBits>.Add(TLanes.First(term, (nuint)columns), ref lanes, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Term(TVector term, nuint i) => TLanes.First(term, (nuint)columns);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Begin(ref readonly float lanes, nuint i) => TLanes.Of(0f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(TVector sum, ref float lanes, nuint i) => TLanes.Store(sum, ref lanes, 0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Begin(ref readonly double lanes, nuint i) => TLanes.Of(0f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(TVector sum, ref double lanes, nuint i) => TLanes.Store(sum, ref lanes, 0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nuint Step(nuint columns) => (nuint)RowLoop.LanesOf(columns);
}
