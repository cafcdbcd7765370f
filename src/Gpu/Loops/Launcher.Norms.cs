// The measures of segments that a norm is made of, queued for several gradients and fetched at once.
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace Kernels.Gpu.Loops;

public sealed partial class Launcher
{
    /// <summary>
    /// Queues the measures of gradients, one behind the other in room of the stream, and waits for them.
    /// </summary>
    /// <param name="stream">Where the gradients were written.</param>
    /// <param name="gradients">The gradients.</param>
    /// <param name="squares">Whether squares are summed.</param>
    /// <param name="sums">Receives a sum for each segment.</param>
    /// <param name="tallies">Receives whole numbers for each segment.</param>
    /// <exception cref="GpuUnavailableException">The device has no double precision,
    /// or the stream's context cannot run our kernels.</exception>
    internal static void MeasureSegments(
        AcceleratorStream stream, ReadOnlySpan<ArrayView<float>> gradients, bool squares, Span<double> sums,
        Span<int> tallies)
    {
        var launcher = Of(stream);
        if (launcher.accelerator is CLAccelerator { Capabilities.Float64: false }) throw new GpuUnavailableException(
            $"{launcher.accelerator.Name} has no double precision, in which norms are summed.");
        if (sums.IsEmpty) return;
        lock (launcher.gate)
        {
            launcher.accelerator.Bind();
            // In floats: a double has two of them.
            var room = launcher.partials.GetOrCreateValue(stream).Of(stream, 2L * sums.Length + tallies.Length);
            var allSums = room.SubView(0, 2L * sums.Length).Cast<double>();
            var allTallies = room.SubView(2L * sums.Length, tallies.Length).Cast<int>();
            var launch = launcher.Norms();
            var at = 0L;
            foreach (var gradient in gradients)
            {
                var segments = Parts(gradient.Length, SummingLoop.Segment);
                if (segments == 0) continue;
                launch(stream, new((int)Math.Min(segments, launcher.Groups), SummingLoop.Lanes), gradient,
                    squares ? 1 : 0, allSums.SubView(at, segments),
                    allTallies.SubView(at * MeasureLoop.Tallies, segments * MeasureLoop.Tallies));
                at += segments;
            }
            allSums.CopyToCPU(stream, sums);
            allTallies.CopyToCPU(stream, tallies);
            stream.Synchronize();
        }
    }

    Action<AcceleratorStream, KernelConfig, ArrayView<float>, int, ArrayView<double>, ArrayView<int>> Norms()
        => Loaded<StreamRoom,
            Action<AcceleratorStream, KernelConfig, ArrayView<float>, int, ArrayView<double>, ArrayView<int>>>(
                Loop.Norms,
                () => accelerator.LoadKernel<ArrayView<float>, int, ArrayView<double>, ArrayView<int>>(
                    MeasureLoop.Segments));
}
