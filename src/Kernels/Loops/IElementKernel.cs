using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

/// <summary>
/// A generated element-wise kernel: a struct of references and broadcast scalars that computes the elements from i on,
/// a vector's worth at a step. Loads and stores go through <c>memory</c>, so one body serves whole vectors and tails.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementKernel
{
    /// <summary>How many vectors the loop takes at a time: more for bodies of few operations.</summary>
    static abstract int Unroll { get; }

    /// <summary>Sixteen elements from <paramref name="i"/> on.</summary>
    void Step512<TMemory>(TMemory memory, nuint i) where TMemory : struct, IMemory<Vector512<float>>;

    /// <summary>Eight elements from <paramref name="i"/> on.</summary>
    void Step256<TMemory>(TMemory memory, nuint i) where TMemory : struct, IMemory<Vector256<float>>;

    /// <summary>The element at <paramref name="i"/>.</summary>
    void Step(nuint i);
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
