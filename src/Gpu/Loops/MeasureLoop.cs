using System.ComponentModel;
using ILGPU;
using static ILGPU.Util.Utilities;

namespace Kernels.Gpu.Loops;

/// <summary>
/// What the norm of a gradient needs of each segment of 4,096, as on the CPU: a sum in doubles by 64 lanes and their
/// tree, and counts, which are the same in any order. One group takes a segment, and reads each element once.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MeasureLoop
{
    /// <summary>Whole numbers for each segment: bits of the largest |g|, zeros, NaNs, infinities, first bad.</summary>
    public const int Tallies = 5;

    const int Infinity = 0x7F800000;

    /// <summary>Measures all segments of a gradient.</summary>
    /// <param name="gradient">The elements.</param>
    /// <param name="squares">1 for sums of squares, 0 for those of absolute values.</param>
    /// <param name="sums">A sum for each segment.</param>
    /// <param name="tallies">Whole numbers for each segment.</param>
    public static void Segments(ArrayView<float> gradient, int squares, ArrayView<double> sums, ArrayView<int> tallies)
    {
        var shared = SharedMemory.Allocate<double>(SummingLoop.Lanes);
        var counts = SharedMemory.Allocate<int>(Tallies * SummingLoop.Lanes);
        var segments = (gradient.Length + SummingLoop.Segment - 1) / SummingLoop.Segment;
        for (long segment = Grid.IdxX; segment < segments; segment += Grid.DimX)
        {
            var (sum, largest, zeros, nans, infinities, first) = (0.0, 0, 0, 0, 0, int.MaxValue);
            var start = segment * SummingLoop.Segment;
            var count = (int)(gradient.Length - start < SummingLoop.Segment
                ? gradient.Length - start : SummingLoop.Segment);
            for (var i = Group.IdxX; i < count; i += SummingLoop.Lanes)
            {
                var bits = (int)(Interop.FloatAsInt(gradient[start + i]) & int.MaxValue);
                if (bits >= Infinity)
                {
                    if (bits > Infinity) nans++;
                    else infinities++;
                    if (i < first) first = i;
                    continue;
                }
                double size = Interop.IntAsFloat((uint)bits);
                sum = GpuMath.Add(sum, Select(squares != 0, GpuMath.Mul(size, size), size));
                if (bits > largest) largest = bits;
                if (bits == 0) zeros++;
            }
            shared[Group.IdxX] = sum;
            counts[Group.IdxX] = largest;
            counts[Group.IdxX + SummingLoop.Lanes] = zeros;
            counts[Group.IdxX + 2 * SummingLoop.Lanes] = nans;
            counts[Group.IdxX + 3 * SummingLoop.Lanes] = infinities;
            counts[Group.IdxX + 4 * SummingLoop.Lanes] = first;
            Group.Barrier();
            for (var half = SummingLoop.Lanes / 2; half > 0; half >>= 1)
            {
                if (Group.IdxX < half)
                {
                    var (lane, other) = (Group.IdxX, Group.IdxX + half);
                    shared[lane] = GpuMath.Add(shared[lane], shared[other]);
                    if (counts[other] > counts[lane]) counts[lane] = counts[other];
                    for (var k = 1; k < 4; k++)
                        counts[lane + k * SummingLoop.Lanes] += counts[other + k * SummingLoop.Lanes];
                    if (counts[other + 4 * SummingLoop.Lanes] < counts[lane + 4 * SummingLoop.Lanes])
                        counts[lane + 4 * SummingLoop.Lanes] = counts[other + 4 * SummingLoop.Lanes];
                }
                Group.Barrier();
            }
            if (Group.IdxX == 0) sums[segment] = shared[0];
            if (Group.IdxX < Tallies)
                tallies[segment * Tallies + Group.IdxX] = counts[Group.IdxX * SummingLoop.Lanes];
            Group.Barrier();
        }
    }
}
