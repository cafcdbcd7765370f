using System.ComponentModel;
using ILGPU;

namespace Kernels.Gpu.Loops;

/// <summary>
/// The loops that run on the device, written once for every arity: grid-stride, so any launch covers all elements.
/// Indices are long: a GPU holds more than 2³¹ floats.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ElementLoop
{
    /// <summary>
    /// Four elements a step, then the last few singly. Every view must start at a multiple of 16 bytes.
    /// </summary>
    public static void Vectors<TKernel>(TKernel kernel, long count) where TKernel : struct, IElementKernel
    {
        var vectors = count >> 2;
        for (var i = Thread(); i < vectors; i += Threads()) kernel.Step4(i);
        for (var i = (vectors << 2) + Thread(); i < count; i += Threads()) kernel.Step(i);
    }

    /// <summary>One element a step, for views that start anywhere.</summary>
    public static void Scalars<TKernel>(TKernel kernel, long count) where TKernel : struct, IElementKernel
    {
        for (var i = Thread(); i < count; i += Threads()) kernel.Step(i);
    }

    static long Thread() => (long)Grid.IdxX * Group.DimX + Group.IdxX;

    static long Threads() => (long)Grid.DimX * Group.DimX;
}
