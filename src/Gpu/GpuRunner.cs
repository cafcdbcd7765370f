using Kernels.Verification;

namespace Kernels.Gpu;

/// <summary>
/// Runs kernels on a GPU from memory of the host, for the suites of <c>Kernels.Verification</c>:
/// copies in, launches, copies out.
/// </summary>
public sealed class GpuRunner(GpuDevice device) : KernelRunner
{
    /// <inheritdoc/>
    public override string Name => device.Name;

    /// <inheritdoc/>
    public override bool Offers(ActivationInfo activation, KernelInfo kernel) => Find(activation, kernel) is not null;

    /// <summary>The device kernel: of one result of several, the kernel that computes all.</summary>
    static GpuKernel? Find(ActivationInfo activation, KernelInfo kernel)
        => kernel.Of is { } whole
            ? GpuKernels.Find(whole.Whole.FullName, whole.Kernel.Name)
            : GpuKernels.Find(activation.FullName, kernel.Name);

    /// <inheritdoc/>
    /// <remarks>A destination that is a source's memory is the same memory on the device.</remarks>
    /// <exception cref="NotSupportedException">The kernel was not generated for the GPU.</exception>
    public override void Run(ActivationInfo activation, KernelInfo kernel, IReadOnlyList<ReadOnlyMemory<float>> sources,
        IReadOnlyList<Memory<float>> destinations, ReadOnlySpan<float> parameters)
    {
        var row = Find(activation, kernel)
            ?? throw new NotSupportedException(
                $"{activation.FullName} has no GPU kernel {kernel.Name}: its assembly does not reference Kernels.Gpu.");
        using var copies = new HostCopies(device);
        // A sum that nobody asks for has to go somewhere too.
        var missing = Math.Max(0, kernel.Destinations.Count + kernel.Sums.Count - destinations.Count);
        if (kernel.Of is { } whole)
            (sources, destinations) = (whole.Sources(sources), whole.Destinations(sources, destinations));
        var inputs = sources.Select(copies.Upload).ToArray();
        var outputs = destinations.Select(memory => copies.Upload(memory))
            .Concat(Enumerable.Range(0, missing).Select(_ => copies.Upload(new float[1]))).ToArray();
        row.Run(device.Stream, inputs, outputs, parameters);
        for (var i = 0; i < destinations.Count; i++) copies.Download(outputs[i], destinations[i]);
        device.Stream.Synchronize();
    }
}
