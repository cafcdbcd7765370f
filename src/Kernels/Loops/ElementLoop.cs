using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Kernels.Loops;

/// <summary>
/// Runs an element-wise kernel over all elements. Written once for every arity: the kernel knows its own operands.
/// </summary>
/// <remarks>
/// AggressiveOptimization: a first call must not run in tier 0, where every vector operation is a call. Bodies and tails
/// are methods of their own because the JIT's budget for inlining counts per method, and a step may have 150 operations.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ElementLoop
{
    /// <summary>Steps through elements 0 to <paramref name="length"/> with the instruction set <paramref name="isa"/>.</summary>
    public static void Run<TKernel>(scoped TKernel kernel, int length, Isa isa) where TKernel : struct, IElementKernel, allows ref struct
    {
        var count = (nuint)length;
        switch (isa)
        {
            case Isa.Avx512:
                if (count >= 16) Body512(kernel, count & ~(nuint)15);
                if (count % 16 != 0) Tail512(kernel, count & ~(nuint)15, count % 16);
                break;
            case Isa.Avx2:
                if (count >= 8) Body256(kernel, count & ~(nuint)7);
                if (count % 8 != 0) Tail256(kernel, count & ~(nuint)7, count % 8);
                break;
            default:
                BodyScalar(kernel, count);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Body512<TKernel>(scoped TKernel kernel, nuint end) where TKernel : struct, IElementKernel, allows ref struct
    {
        nuint i = 0;
        if (TKernel.Unroll >= 4)
            for (; i + 64 <= end; i += 64)
            {
                kernel.Step512(default(Whole512), i);
                kernel.Step512(default(Whole512), i + 16);
                kernel.Step512(default(Whole512), i + 32);
                kernel.Step512(default(Whole512), i + 48);
            }
        for (; i < end; i += 16) kernel.Step512(default(Whole512), i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Tail512<TKernel>(scoped TKernel kernel, nuint i, nuint count) where TKernel : struct, IElementKernel, allows ref struct
        => kernel.Step512(new Masked512(count), i);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Body256<TKernel>(scoped TKernel kernel, nuint end) where TKernel : struct, IElementKernel, allows ref struct
    {
        nuint i = 0;
        if (TKernel.Unroll >= 4)
            for (; i + 32 <= end; i += 32)
            {
                kernel.Step256(default(Whole256), i);
                kernel.Step256(default(Whole256), i + 8);
                kernel.Step256(default(Whole256), i + 16);
                kernel.Step256(default(Whole256), i + 24);
            }
        for (; i < end; i += 8) kernel.Step256(default(Whole256), i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Tail256<TKernel>(scoped TKernel kernel, nuint i, nuint count) where TKernel : struct, IElementKernel, allows ref struct
        => kernel.Step256(new Masked256(count), i);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void BodyScalar<TKernel>(scoped TKernel kernel, nuint end) where TKernel : struct, IElementKernel, allows ref struct
    {
        for (nuint i = 0; i < end; i++) kernel.Step(i);
    }
}
