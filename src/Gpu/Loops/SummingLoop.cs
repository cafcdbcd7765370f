using System.ComponentModel;
using ILGPU;

namespace Kernels.Gpu.Loops;

/// <summary>
/// Sums on the device in the order that they have on the CPU (Kernels.Loops.Sums): a group of 64 lanes takes a
/// segment of 4,096 elements, lane l elements l, l + 64, …, and adds its lanes as a tree; the partial sums are added
/// in order, compensated, without atomics.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SummingLoop
{
    /// <summary>Elements whose sum is one partial sum.</summary>
    public const int Segment = 4096;

    /// <summary>Threads of a group.</summary>
    public const int Lanes = 64;

    /// <summary>Computes all elements, and of each segment the partial sums.</summary>
    public static void Segments<TKernel, TTerms>(TKernel kernel, long count, ArrayView<float> partials)
        where TKernel : struct, ISummingKernel<TTerms> where TTerms : unmanaged, ITerms<TTerms>
    {
        var shared = SharedMemory.Allocate<TTerms>(Lanes);
        var segments = (count + Segment - 1) / Segment;
        // Whole groups take whole segments, so every thread of a group meets every barrier.
        for (long segment = Grid.IdxX; segment < segments; segment += Grid.DimX)
        {
            var sum = default(TTerms);
            var end = segment * Segment + Segment;
            if (end > count) end = count;
            for (var i = segment * Segment + Group.IdxX; i < end; i += Lanes) sum = sum.Plus(kernel.Step(i));
            shared[Group.IdxX] = sum;
            Group.Barrier();
            for (var half = Lanes / 2; half > 0; half >>= 1)
            {
                if (Group.IdxX < half) shared[Group.IdxX] = shared[Group.IdxX].Plus(shared[Group.IdxX + half]);
                Group.Barrier();
            }
            if (Group.IdxX == 0) shared[0].Store(partials, segment, segments);
            Group.Barrier();
        }
    }

    /// <summary>Adds the partial sums in order: one thread.</summary>
    public static void Total(ArrayView<float> partials, long start, long count, ArrayView<float> sum)
    {
        var (total, lost) = (0f, 0f);
        for (var i = start; i < start + count; i++)
        {
            lost = GpuMath.Add(lost, SegmentSum.Lost(total, partials[i]));
            total = GpuMath.Add(total, partials[i]);
        }
        sum[0] = SegmentSum.Of(total, lost);
    }
}
