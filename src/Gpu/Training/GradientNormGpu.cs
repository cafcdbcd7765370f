// Norms and clipping of gradients on the device: segments are measured there, a few bytes for each 4,096 elements come
// back, and the CPU's own code makes the norm of them. So it has the CPU's bits.
using System.Buffers;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Gpu.Loops;
using Kernels.Steps;

// Beside GradientNorm and Clip, so that their members are found where they are.
namespace Kernels.Training;

/// <summary>
/// GradientNorm and Clip on ILGPU streams: the members that they have over spans, over views, with the same bits.
/// </summary>
/// <remarks>
/// Norms are summed in double precision: an OpenCL device without it is refused. A norm waits for the stream, because
/// the host decides by it; give several gradients at once, and it waits once.
/// </remarks>
public static class GradientNormGpu
{
    /// <summary>Adds the elements of one view, usually a tensor, and waits for the stream.</summary>
    /// <param name="norm">The norm.</param>
    /// <param name="stream">Where the gradient was written.</param>
    /// <param name="gradient">The elements.</param>
    /// <returns>The norm of this view alone.</returns>
    /// <exception cref="ArgumentException">The view is on another device.</exception>
    /// <exception cref="Gpu.GpuUnavailableException">The device has no double precision, or the stream's context
    /// cannot run the kernels.</exception>
    public static double Add(this ref GradientNorm norm, AcceleratorStream stream, ArrayView<float> gradient)
    {
        Span<double> alone = stackalloc double[1];
        norm.AddRange(stream, [gradient], alone);
        return alone[0];
    }

    /// <summary>Adds the elements of several views in their order, and waits for the stream once.</summary>
    /// <param name="norm">The norm.</param>
    /// <param name="stream">Where the gradients were written.</param>
    /// <param name="gradients">The views, each a span of its own.</param>
    /// <param name="alone">Receives the norm of each view; may be empty.</param>
    /// <exception cref="ArgumentException">A view is on another device,
    /// or there is no room for the norm of each.</exception>
    /// <exception cref="Gpu.GpuUnavailableException">The device has no double precision, or the stream's context
    /// cannot run the kernels.</exception>
    public static void AddRange(
        this ref GradientNorm norm, AcceleratorStream stream, ReadOnlySpan<ArrayView<float>> gradients,
        Span<double> alone = default)
    {
        if (!alone.IsEmpty && alone.Length < gradients.Length) throw new ArgumentException(
            $"'{nameof(alone)}' has room for {alone.Length} norms; there are {gradients.Length} gradients.",
            nameof(alone));
        var count = 0L;
        foreach (var gradient in gradients)
        {
            Views.OnDevice(gradient, stream, nameof(gradients));
            count += Segments(gradient);
        }
        var segments = checked((int)count);
        var (sums, tallies) = (ArrayPool<double>.Shared.Rent(segments),
            ArrayPool<int>.Shared.Rent(segments * MeasureLoop.Tallies));
        Launcher.MeasureSegments(stream, gradients, norm.IsOfSquares, sums.AsSpan(0, segments),
            tallies.AsSpan(0, segments * MeasureLoop.Tallies));
        var at = 0;
        for (var i = 0; i < gradients.Length; i++)
        {
            var own = norm.Alone();
            for (var start = 0L; start < gradients[i].Length; start += SummingLoop.Segment, at++)
            {
                var measure = Measure(sums[at], tallies.AsSpan(at * MeasureLoop.Tallies, MeasureLoop.Tallies));
                var value = measure.First < 0 || norm.NonFiniteCount > 0
                    ? 0 : Element(stream, gradients[i], start + measure.First);
                norm.Add(measure, start, value);
                own.Add(measure, start, value);
            }
            norm.End(gradients[i].Length);
            if (!alone.IsEmpty) alone[i] = own.Value;
        }
        ArrayPool<double>.Shared.Return(sums);
        ArrayPool<int>.Shared.Return(tallies);
    }

    extension(Clip)
    {
        /// <summary>
        /// Queues the multiplication of a gradient by a coefficient. With 1 its bits stay as they are, with 0 it is 0
        /// whatever it was.
        /// </summary>
        /// <exception cref="ArgumentException">The view is on another device; nothing was queued.</exception>
        /// <exception cref="Gpu.GpuUnavailableException">The stream's context cannot run the kernels.</exception>
        public static void Scale(AcceleratorStream stream, ArrayView<float> gradient, ClipCoefficient clip)
        {
            Views.OnDevice(gradient, stream, nameof(gradient));
            if (gradient.Length == 0) return;
            if (clip.ZeroesNonFinite) FiniteGradientScale.Step(stream, gradient, gradient, clip.Coefficient);
            else if (clip.Coefficient == 0) gradient.MemSetToZero(stream);
            else if (clip.Coefficient != 1) GradientScale.Step(stream, gradient, gradient, clip.Coefficient);
        }
    }

    static long Segments(ArrayView<float> gradient)
        => (gradient.Length + SummingLoop.Segment - 1) / SummingLoop.Segment;

    static SegmentMeasure Measure(double sum, ReadOnlySpan<int> tallies)
        => new(sum, BitConverter.Int32BitsToSingle(tallies[0]), tallies[1], tallies[2], tallies[3],
            tallies[4] == int.MaxValue ? -1 : tallies[4]);

    static float Element(AcceleratorStream stream, ArrayView<float> gradient, long index)
    {
        Span<float> value = stackalloc float[1];
        gradient.SubView(index, 1).CopyToCPU(stream, value);
        stream.Synchronize();
        return value[0];
    }
}
