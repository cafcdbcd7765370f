// Rows that are nothing but groups of 64 columns, in four vectors that lie 16 columns apart: so the lanes of their sums
// are added up to 16 before they leave the registers. Vectors of 16 floats are all there is; with vectors of eight, a
// row is gone over twice, each time over every second one.
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Kernels.Loops;

/// <summary>Whole rows of floats, 64 columns at once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FoldedRows<TLanes, TVector, TMask, TBits> : IEdge<Two<Two<TVector>>>
    where TLanes : struct, ILanes<TVector, TMask, TBits>
{
    /// <inheritdoc/>
    public static int Width => TLanes.Count;

    /// <inheritdoc/>
    public static int Span => 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Two<Two<TVector>> Load(ref readonly float row, nuint i)
        => new(new(TLanes.Load(in row, i), TLanes.Load(in row, i + 16)),
            new(TLanes.Load(in row, i + 32), TLanes.Load(in row, i + 48)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Two<Two<TVector>> value, ref float row, nuint i)
    {
        TLanes.Store(value.Low.Low, ref row, i);
        TLanes.Store(value.Low.High, ref row, i + 16);
        TLanes.Store(value.High.Low, ref row, i + 32);
        TLanes.Store(value.High.High, ref row, i + 48);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Two<Two<TVector>> LoadKept(ref readonly float row, nuint i) => Load(in row, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreKept(Two<Two<TVector>> value, ref float row, nuint i) => Store(value, ref row, i);

    /// <inheritdoc/>
    public Two<Two<TVector>> LoadKept(ref readonly double row, nuint i) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void StoreKept(Two<Two<TVector>> value, ref double row, nuint i) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Add(Two<Two<TVector>> term, ref float lanes, nuint i) => throw new NotSupportedException();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Two<Two<TVector>> Term(Two<Two<TVector>> term, nuint i) => term;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Two<Two<TVector>> Begin(ref readonly float lanes, nuint i)
    {
        var zero = TLanes.Of(0f);
        return new(new(zero, zero), new(zero, zero));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(Two<Two<TVector>> sum, ref float lanes, nuint i)
    {
        var (even, odd) = (TLanes.Add(sum.Low.Low, sum.High.Low), TLanes.Add(sum.Low.High, sum.High.High));
        TLanes.Store(TLanes.Add(even, odd), ref lanes, i % 16);
    }

    /// <inheritdoc/>
    public Two<Two<TVector>> Begin(ref readonly double lanes, nuint i) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void End(Two<Two<TVector>> sum, ref double lanes, nuint i) => throw new NotSupportedException();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nuint Step(nuint columns) => 16;
}
