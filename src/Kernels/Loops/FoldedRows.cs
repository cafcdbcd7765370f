// Rows that are nothing but groups of 64 columns, in four vectors of AVX-512: all lanes of their sums lie in registers,
// and are added up to 16 before they leave them.
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Four = Kernels.Loops.Two<Kernels.Loops.Two<System.Runtime.Intrinsics.Vector512<float>>>;
using Pair = Kernels.Loops.TwoVectors<Kernels.Loops.Floats512, System.Runtime.Intrinsics.Vector512<float>,
    System.Runtime.Intrinsics.Vector512<float>, System.Runtime.Intrinsics.Vector512<int>>;

namespace Kernels.Loops;

/// <summary>Whole rows of floats, 64 columns at once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FoldedRows : IEdge<Four>
{
    /// <inheritdoc/>
    public static bool HasAllLanes => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Four Load(ref readonly float row, nuint i) => new(Pair.Load(in row, i), Pair.Load(in row, i + 32));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Four value, ref float row, nuint i)
    {
        Pair.Store(value.Low, ref row, i);
        Pair.Store(value.High, ref row, i + 32);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Four LoadKept(ref readonly float row, nuint i) => Load(in row, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreKept(Four value, ref float row, nuint i) => Store(value, ref row, i);

    /// <inheritdoc/>
    public Four LoadKept(ref readonly double row, nuint i) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void StoreKept(Four value, ref double row, nuint i) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Add(Four term, ref float lanes, nuint i) => throw new NotSupportedException();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Four Term(Four term, nuint i) => term;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Four Begin(ref readonly float lanes, nuint i) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(Four sum, ref float lanes, nuint i)
    {
        var half = Pair.Add(sum.Low, sum.High);
        (half.Low + half.High).StoreUnsafe(ref lanes);
    }

    /// <inheritdoc/>
    public Four Begin(ref readonly double lanes, nuint i) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void End(Four sum, ref double lanes, nuint i) => throw new NotSupportedException();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nuint Step(nuint columns) => (nuint)Vector512<float>.Count;
}
