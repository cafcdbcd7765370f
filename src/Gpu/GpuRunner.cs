using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Verification;

namespace Kernels.Gpu;

/// <summary>Runs kernels on a GPU from memory of the host, for the suites of <c>Kernels.Verification</c>: copies in, launches, copies out.</summary>
public sealed class GpuRunner(GpuDevice device) : KernelRunner
{
    /// <inheritdoc/>
    public override string Name => device.Name;

    /// <inheritdoc/>
    public override bool Offers(ActivationInfo activation, KernelInfo kernel) => GpuKernels.Find(activation.FullName, kernel.Name) is not null;

    /// <inheritdoc/>
    /// <remarks>A destination that is a source's memory is the same memory on the device.</remarks>
    /// <exception cref="NotSupportedException">The kernel was not generated for the GPU.</exception>
    public override void Run(ActivationInfo activation, KernelInfo kernel, IReadOnlyList<ReadOnlyMemory<float>> sources, IReadOnlyList<Memory<float>> destinations, ReadOnlySpan<float> parameters)
    {
        var row = GpuKernels.Find(activation.FullName, kernel.Name)
            ?? throw new NotSupportedException($"{activation.FullName} has no GPU kernel {kernel.Name}: its assembly does not reference Kernels.Gpu.");
        using var buffers = new Buffers(device);
        var inputs = sources.Select(buffers.Upload).ToArray();
        // A sum that nobody asks for has to go somewhere too.
        var missing = Math.Max(0, kernel.Destinations.Count + kernel.Sums.Count - destinations.Count);
        var outputs = destinations.Select(memory => buffers.Upload(memory)).Concat(Enumerable.Range(0, missing).Select(_ => buffers.Upload(new float[1]))).ToArray();
        row.Run(device.Stream, inputs, outputs, parameters);
        for (var i = 0; i < destinations.Count; i++) buffers.Download(outputs[i], destinations[i]);
        device.Stream.Synchronize();
    }

    /// <summary>Device memory for one run; host memory that comes twice gets it once.</summary>
    sealed class Buffers(GpuDevice device) : IDisposable
    {
        readonly List<(ReadOnlyMemory<float> Host, MemoryBuffer1D<float, Stride1D.Dense> Device)> all = [];

        public ArrayView<float> Upload(ReadOnlyMemory<float> host)
        {
            if (host.IsEmpty) return default;
            foreach (var known in all)
                if (known.Host.Length >= host.Length && known.Host.Span.Overlaps(host.Span, out var offset) && offset == 0) return known.Device.View.BaseView.SubView(0, host.Length);
            var buffer = device.Accelerator.Allocate1D<float>(host.Length);
            all.Add((host, buffer));
            buffer.View.BaseView.CopyFromCPU(device.Stream, host.Span);
            return buffer.View.BaseView;
        }

        public void Download(ArrayView<float> view, Memory<float> host)
        {
            if (!host.IsEmpty) view.CopyToCPU(device.Stream, host.Span);
        }

        public void Dispose()
        {
            foreach (var (_, buffer) in all) buffer.Dispose();
        }
    }
}
