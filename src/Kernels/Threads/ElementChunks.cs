using System.Runtime.CompilerServices;
using Kernels.Loops;

namespace Kernels;

/// <summary>The elements of a pass, in chunks of whole cache lines of its first destination.</summary>
/// <param name="head">Elements before the first whole cache line: the first chunk has them too.</param>
readonly unsafe ref struct ElementChunks<TPass>(
    ref readonly TPass pass, int length, int head, int size, Isa isa, ref float destination) : IChunks
    where TPass : struct, IRowPass, allows ref struct
{
    // A reference to a ref struct is no field; the pass lies on the stack, where it stays.
    readonly void* pass = Unsafe.AsPointer(in pass);
    readonly ref float destination = ref destination;

    // Compiled with a profile of its calls, relu takes six times as long (ADR 43).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int chunk)
    {
        var from = chunk == 0 ? 0 : head + chunk * size;
        var to = (int)Math.Min(head + (chunk + 1L) * size, length);
        ElementLoop.Range(in Unsafe.AsRef<TPass>(pass), from, to, isa, ref destination);
    }
}

/// <summary>The elements of a pass that has sums, in chunks of whole segments.</summary>
readonly unsafe ref struct SegmentChunks<TPass> : IChunks where TPass : struct, IRowPass, allows ref struct
{
    readonly void* pass;
    readonly int length, size, count;
    readonly Isa isa;
    readonly Span<float> parts;

    SegmentChunks(ref readonly TPass pass, int length, int size, int count, Isa isa, Span<float> parts)
    {
        this.pass = Unsafe.AsPointer(in pass);
        (this.length, this.size, this.count, this.isa) = (length, size, count, isa);
        this.parts = parts;
    }

    /// <summary>Adds up the sums of the segments in their order, as one thread does.</summary>
    public static void Share(scoped in TPass pass, int length, Execution execution, Span<float> sums)
    {
        var (count, segments) = (sums.Length / RowLayout.MostAtOnce, (length - 1) / Sums.Segment + 1);
        var size = Chunks.Size(segments, Sums.Segment, 1, in execution.Threads);
        using var parts = new Scratch<float>([], segments * count);
        var chunks = new SegmentChunks<TPass>(in pass, length, size, count, execution.Isa, parts.Values);
        Crew.Run(in chunks, (segments - 1) / size + 1, in execution.Threads);
        for (var k = 0; k < count; k++)
        {
            var total = new SegmentSum<float>();
            for (var segment = 0; segment < segments; segment++) total.Add(parts.Values[segment * count + k]);
            sums[k * RowLayout.MostAtOnce] = total.Value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int chunk)
    {
        var from = chunk * size * Sums.Segment;
        var to = (int)Math.Min((chunk + 1L) * size * Sums.Segment, length);
        RowLoop.Segments(in Unsafe.AsRef<TPass>(pass), isa, from, to, parts[(chunk * size * count)..], count);
    }
}
