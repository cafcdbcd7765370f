using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Kernels.Loops;

/// <summary>
/// Runs a kernel that, besides its destinations, has sums over all elements: the gradients of trainable scalars. A segment at a
/// time, the kernel writes the terms into a buffer on the stack, which stays in the first cache, and they are added there.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SummingLoop
{
    /// <summary>So many sums have their terms on the stack, 128 KiB; the terms of more are rented, for a thread may have no more than 512 KiB.</summary>
    const int OnStack = 8;

    /// <summary>Computes elements 0 to <paramref name="length"/>, and their sums.</summary>
    [SkipLocalsInit]
    public static void Run<TKernel>(scoped TKernel kernel, int length, scoped Span<float> sums, Isa isa) where TKernel : struct, ISummingKernel, allows ref struct
    {
        using var scratch = new Scratch<float>(stackalloc float[sums.Length <= OnStack ? Sums.Segment * sums.Length : 0], Sums.Segment * sums.Length);
        var terms = scratch.Values;
        Span<SegmentSum<float>> totals = stackalloc SegmentSum<float>[sums.Length];
        totals.Clear();
        for (var start = 0; start < length; start += Sums.Segment)
        {
            var count = Math.Min(Sums.Segment, length - start);
            kernel.RunSegment((nuint)start, count, ref terms[0], isa);
            for (var k = 0; k < sums.Length; k++) totals[k].Add(Sums.Of(ref terms[k * Sums.Segment], count));
        }
        for (var k = 0; k < sums.Length; k++) sums[k] = totals[k].Value;
    }

    /// <summary>A sum for a caller that treats all kernels alike, where it has room for it behind the destinations.</summary>
    public static void Give(IReadOnlyList<Memory<float>> destinations, int at, float sum)
    {
        if (at < destinations.Count) destinations[at].Span[0] = sum;
    }
}

/// <summary>A kernel whose last destinations hold the terms of sums.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISummingKernel
{
    /// <summary>Computes <paramref name="count"/> elements from <paramref name="start"/> on; the terms of sum k go to <paramref name="terms"/> + 4,096·k.</summary>
    void RunSegment(nuint start, int count, ref float terms, Isa isa);
}
