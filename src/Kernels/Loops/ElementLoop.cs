using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Kernels.Loops;

/// <summary>
/// Runs an element-wise kernel over all elements. Written once for every arity: the kernel knows its own operands.
/// AggressiveOptimization: a first call must not run in tier 0, where every vector operation is a call.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ElementLoop
{
    /// <summary>Steps through elements 0 to <paramref name="length"/> with the instruction set <paramref name="isa"/>.</summary>
    public static void Run<TKernel>(scoped TKernel kernel, int length, Isa isa) where TKernel : struct, IElementKernel, allows ref struct
    {
        if (isa == Isa.Avx512) Run512(kernel, (nuint)length);
        else if (isa == Isa.Avx2) Run256(kernel, (nuint)length);
        else RunScalar(kernel, (nuint)length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Run512<TKernel>(scoped TKernel kernel, nuint length) where TKernel : struct, IElementKernel, allows ref struct
    {
        nuint i = 0;
        if (TKernel.Unroll >= 4)
            for (; i + 64 <= length; i += 64)
            {
                kernel.Step512(default(Whole512), i);
                kernel.Step512(default(Whole512), i + 16);
                kernel.Step512(default(Whole512), i + 32);
                kernel.Step512(default(Whole512), i + 48);
            }
        for (; i + 16 <= length; i += 16) kernel.Step512(default(Whole512), i);
        if (i < length) kernel.Step512(new Masked512(length - i), i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Run256<TKernel>(scoped TKernel kernel, nuint length) where TKernel : struct, IElementKernel, allows ref struct
    {
        nuint i = 0;
        if (TKernel.Unroll >= 4)
            for (; i + 32 <= length; i += 32)
            {
                kernel.Step256(default(Whole256), i);
                kernel.Step256(default(Whole256), i + 8);
                kernel.Step256(default(Whole256), i + 16);
                kernel.Step256(default(Whole256), i + 24);
            }
        for (; i + 8 <= length; i += 8) kernel.Step256(default(Whole256), i);
        if (i < length) kernel.Step256(new Masked256(length - i), i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void RunScalar<TKernel>(scoped TKernel kernel, nuint length) where TKernel : struct, IElementKernel, allows ref struct
    {
        for (nuint i = 0; i < length; i++) kernel.Step(i);
    }
}
