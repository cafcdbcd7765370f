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

    /// <summary>Floats of a cache line.</summary>
    const int Line = 16;

    /// <summary>Computes elements 0 to <paramref name="length"/>.</summary>
    /// <param name="destination">The first element written: the loop aligns to it.</param>
    public static void Run<TPass>(scoped in TPass pass, int length, Execution execution, ref float destination)
        where TPass : struct, IRowPass, allows ref struct
    {
        // The JIT reads through a reference that a pass has and does not use;
        // that of an empty span may lead to no page.
        if (length == 0) return;
        if (execution.IsShared) Share(in pass, length, execution, ref destination);
        else Range(in pass, 0, length, execution.Isa, ref destination);
    }

    /// <summary>Computes elements 0 to <paramref name="length"/> and sums over them.</summary>
    /// <param name="sums">For each sum, room for the rows of a group, of which it takes the first place.</param>
    public static void Run<TPass>(scoped in TPass pass, int length, Execution execution, Span<float> sums)
        where TPass : struct, IRowPass, allows ref struct
    {
        if (execution.IsShared && length > Sums.Segment) SegmentChunks<TPass>.Share(in pass, length, execution, sums);
        else RowLoop.Run(in pass, execution.Isa, 1, length, 0, sums);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Share<TPass>(scoped in TPass pass, int length, Execution execution, ref float destination)
        where TPass : struct, IRowPass, allows ref struct
    {
        var size = Chunks.Size(length, 1, Line, in execution.Threads);
        var head = (int)Misaligned(ref destination, Line);
        var chunks = new ElementChunks<TPass>(in pass, length, head, size, execution.Isa, ref destination);
        Crew.Run(in chunks, (int)((length - (long)head + size - 1) / size), in execution.Threads);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Range<TPass>(scoped in TPass pass, int from, int to, Isa isa, ref float destination)
        where TPass : struct, IRowPass, allows ref struct
    {
        ref var none = ref Unsafe.NullRef<float>();
        var lanes = isa == Isa.Scalar ? 1 : Isas.Floats(isa) / (TPass.IsDouble ? 2 : 1);
        var head = from + (int)Head(ref Unsafe.Add(ref destination, from), (nuint)lanes, (nuint)(to - from));
        if (head > from) RowLoop.Part(in pass, isa, 1, head, from, head, ref none);
        RowLoop.Part(in pass, isa, 1, to, head, to, ref none);
    }

    /// <summary>
    /// How many elements lie before the first vector that is aligned in the destination: a vector store across two
    /// cache lines costs two. Not asked where the masked vector would cost more than it saves. Should the memory move
    /// meanwhile, only the speed does.
    /// </summary>
    static nuint Head(ref float destination, nuint lanes, nuint count)
    {
        if (count < ShortestAligned) return 0;
        return Misaligned(ref destination, lanes);
    }

    /// <summary>How many elements lie before the first that is aligned to a vector of this many floats.</summary>
    static unsafe nuint Misaligned(ref float destination, nuint lanes)
    {
        var behind = (nuint)Unsafe.AsPointer(ref destination) / sizeof(float) % lanes;
        return behind == 0 ? 0 : lanes - behind;
    }
}
