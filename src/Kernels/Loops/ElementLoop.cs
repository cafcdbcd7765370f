using System.ComponentModel;

namespace Kernels.Loops;

/// <summary>
/// Runs an element-wise kernel over all elements: whole vectors, then one masked vector for the tail. Written once for
/// every arity: the kernel knows its own operands.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ElementLoop
{
    /// <summary>Computes elements 0 to <paramref name="length"/> with the instruction set <paramref name="isa"/>.</summary>
    public static void Run<TKernel>(scoped TKernel kernel, int length, Isa isa) where TKernel : struct, IElementKernel, allows ref struct
    {
        var count = (nuint)length;
        if (isa == Isa.Avx512)
        {
            var whole = count & ~(nuint)15;
            if (whole > 0) kernel.Run512(default(Whole512), 0, whole);
            if (whole < count) kernel.Run512(new Masked512(count - whole), whole, count);
        }
        else if (isa == Isa.Avx2)
        {
            var whole = count & ~(nuint)7;
            if (whole > 0) kernel.Run256(default(Whole256), 0, whole);
            if (whole < count) kernel.Run256(new Masked256(count - whole), whole, count);
        }
        else
        {
            kernel.RunScalar(0, count);
        }
    }
}
