using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Kernels.Loops;

/// <summary>
/// Runs an element-wise kernel over all elements: whole vectors from an aligned one on, and one masked vector at either
/// end. Written once for every arity: the kernel knows its own operands.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ElementLoop
{
    const nuint ShortestAligned = 1024;

    /// <summary>
    /// Computes elements 0 to <paramref name="length"/> with the instruction set <paramref name="isa"/>.
    /// </summary>
    /// <param name="destination">The first element written: the loop aligns to it.</param>
    public static void Run<TPass>(scoped in TPass pass, int length, Isa isa, ref float destination)
        where TPass : struct, IRowPass, allows ref struct
    {
        // The JIT reads through a reference that a pass has and does not use;
        // that of an empty span may lead to no page.
        if (length == 0) return;
        ref var none = ref Unsafe.NullRef<float>();
        var lanes = isa == Isa.Scalar ? 1 : Isas.Floats(isa) / (TPass.IsDouble ? 2 : 1);
        var head = (int)Head(ref destination, (nuint)lanes, (nuint)length);
        if (head > 0) RowLoop.Part(in pass, isa, 1, head, 0, head, ref none);
        RowLoop.Part(in pass, isa, 1, length, head, length, ref none);
    }

    /// <summary>
    /// How many elements lie before the first vector that is aligned in the destination: a vector store across two
    /// cache lines costs two. Not asked where the masked vector would cost more than it saves. Should the memory move
    /// meanwhile, only the speed does.
    /// </summary>
    static unsafe nuint Head(ref float destination, nuint lanes, nuint count)
    {
        if (count < ShortestAligned) return 0;
        var misaligned = (nuint)Unsafe.AsPointer(ref destination) / sizeof(float) % lanes;
        return misaligned == 0 ? 0 : lanes - misaligned;
    }
}
