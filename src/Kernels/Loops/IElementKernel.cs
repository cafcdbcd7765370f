using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

/// <summary>
/// A generated element-wise kernel: references to its operands and its hyperparameters. Each method computes the
/// elements from i up to end; the vector ones take whole vectors, and load and store through <c>memory</c>, so that
/// one body serves vectors and tails.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementKernel
{
    /// <summary>The first element written: the loop aligns to it.</summary>
    ref float Destination { get; }

    /// <summary>One element at a time.</summary>
    void RunScalar(nuint i, nuint end);
}

/// <summary>A kernel of float lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFloatLanes : IElementKernel
{
    /// <summary>
    /// Sixteen elements at a time; <paramref name="end"/> - <paramref name="i"/> is a
    /// multiple of 16, or less than that and masked.
    /// </summary>
    void Run512<TMemory>(TMemory memory, nuint i, nuint end) where TMemory : struct, IMemory<Vector512<float>>;

    /// <summary>
    /// Eight elements at a time; <paramref name="end"/> - <paramref name="i"/> is
    /// a multiple of 8, or less than that and masked.
    /// </summary>
    void Run256<TMemory>(TMemory memory, nuint i, nuint end) where TMemory : struct, IMemory<Vector256<float>>;
}

/// <summary>
/// A kernel of double lanes: half as many elements at a time, widened after the load and narrowed before the store.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDoubleLanes : IElementKernel
{
    /// <summary>
    /// Eight elements at a time; <paramref name="end"/> - <paramref name="i"/> is
    /// a multiple of 8, or less than that and masked.
    /// </summary>
    void Run512<TMemory>(TMemory memory, nuint i, nuint end) where TMemory : struct, IMemory<Vector256<float>>;

    /// <summary>
    /// Four elements at a time; <paramref name="end"/> - <paramref name="i"/> is
    /// a multiple of 4, or less than that and masked.
    /// </summary>
    void Run256<TMemory>(TMemory memory, nuint i, nuint end) where TMemory : struct, IMemory<Vector128<float>>;
}

/// <summary>A way to load and store a vector.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IMemory<TVector>
{
    /// <summary>The vector at element <paramref name="i"/> after <paramref name="origin"/>.</summary>
    TVector Load(ref readonly float origin, nuint i);

    /// <summary>Stores the vector at element <paramref name="i"/> after <paramref name="origin"/>.</summary>
    void Store(TVector value, ref float origin, nuint i);
}
