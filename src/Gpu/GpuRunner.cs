using System.Runtime.InteropServices;
using Kernels.Loops;
using Kernels.Verification;

namespace Kernels.Gpu;

/// <summary>
/// Runs kernels on a GPU from memory of the host, for the suites of <c>Kernels.Verification</c>:
/// copies in, launches, copies out.
/// </summary>
/// <remarks>A destination that is a source's memory is the same memory on the device.</remarks>
public sealed class GpuRunner(GpuDevice device) : KernelRunner
{
    /// <inheritdoc/>
    public override string Name => device.Name;

    /// <inheritdoc/>
    public override bool Offers(ActivationInfo activation, KernelInfo kernel) => Find(activation, kernel) is not null;

    /// <inheritdoc/>
    public override bool Offers(RowInfo definition, RowKernelInfo kernel)
        => GpuKernels.Find(definition.FullName, kernel.Name) is not null;

    /// <summary>The device kernel: of one result of several, the kernel that computes all.</summary>
    static GpuKernel? Find(ActivationInfo activation, KernelInfo kernel)
        => kernel.Of is { } whole
            ? GpuKernels.Find(whole.Whole.FullName, whole.Kernel.Name)
            : GpuKernels.Find(activation.FullName, kernel.Name);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The kernel was not generated for the GPU.</exception>
    public override void Run(ActivationInfo activation, KernelInfo kernel, IReadOnlyList<ReadOnlyMemory<float>> sources,
        IReadOnlyList<Memory<float>> destinations, ReadOnlySpan<float> parameters)
    {
        var found = Find(activation, kernel) ?? throw NotGenerated(activation.FullName, kernel.Name);
        // A sum that nobody asks for has to go somewhere too.
        var missing = Math.Max(0, kernel.Destinations.Count + kernel.Sums.Count - destinations.Count);
        if (kernel.Of is { } whole)
            (sources, destinations) = (whole.Sources(sources), whole.Destinations(sources, destinations));
        Run(found, sources, [.. destinations, .. Enumerable.Range(0, missing).Select(_ => new float[1])], 0, 0,
            parameters);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The kernel was not generated for the GPU.</exception>
    public override void Run(
        RowInfo definition, RowKernelInfo kernel, IReadOnlyList<ReadOnlyMemory<float>> sources,
        IReadOnlyList<Memory<float>> destinations, int columns, int rowStride, ReadOnlySpan<float> parameters)
    {
        var found = GpuKernels.Find(definition.FullName, kernel.Name)
            ?? throw NotGenerated(definition.FullName, kernel.Name);
        ReadOnlyMemory<float>[] read = [.. sources.Select(
            (source, i) => kernel.Sources[i].IsInteger ? BitsOfIntegers(source.Span) : source)];
        Run(found, read, destinations, columns, rowStride, parameters);
    }

    void Run(
        GpuKernel kernel, IReadOnlyList<ReadOnlyMemory<float>> sources, IReadOnlyList<Memory<float>> destinations,
        int columns, int rowStride, ReadOnlySpan<float> parameters)
    {
        using var copies = new HostCopies(device);
        var inputs = sources.Select(copies.Upload).ToArray();
        var outputs = destinations.Select(memory => copies.Upload(memory)).ToArray();
        kernel.Run(device.Stream, inputs, outputs, columns, rowStride, parameters);
        for (var i = 0; i < destinations.Count; i++) copies.Download(outputs[i], destinations[i]);
        device.Stream.Synchronize();
    }

    static NotSupportedException NotGenerated(string definition, string kernel)
        => new($"{definition} has no GPU kernel {kernel}: its assembly does not reference Kernels.Gpu.");

    /// <summary>The bits of whole numbers, which the kernel reads as such.</summary>
    static ReadOnlyMemory<float> BitsOfIntegers(ReadOnlySpan<float> values)
    {
        var integers = Labels.Integers(values, 0);
        var bits = new float[integers.Length];
        MemoryMarshal.Cast<int, float>(integers).CopyTo(bits);
        return bits;
    }
}
