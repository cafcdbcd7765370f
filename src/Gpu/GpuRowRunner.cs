using System.Runtime.InteropServices;
using Kernels.Loops;
using Kernels.Verification;

namespace Kernels.Gpu;

/// <summary>
/// Runs kernels over rows on a GPU from memory of the host, for the suites of <c>Kernels.Verification</c>:
/// copies in, launches, copies out.
/// </summary>
public sealed class GpuRowRunner(GpuDevice device) : RowRunner
{
    /// <inheritdoc/>
    public override string Name => device.Name;

    /// <inheritdoc/>
    public override bool Offers(RowInfo definition, RowKernelInfo kernel)
        => GpuKernels.FindRows(definition.FullName, kernel.Name) is not null;

    /// <inheritdoc/>
    /// <remarks>A destination that is a source's memory is the same memory on the device.</remarks>
    /// <exception cref="NotSupportedException">The kernel was not generated for the GPU.</exception>
    public override void Run(
        RowInfo definition, RowKernelInfo kernel, IReadOnlyList<ReadOnlyMemory<float>> sources,
        IReadOnlyList<Memory<float>> destinations, int columns, int rowStride, ReadOnlySpan<float> parameters)
    {
        var row = GpuKernels.FindRows(definition.FullName, kernel.Name)
            ?? throw new NotSupportedException(
                $"{definition.FullName} has no GPU kernel {kernel.Name}: its assembly does not reference Kernels.Gpu.");
        using var copies = new HostCopies(device);
        var inputs = sources.Select(
            (source, i) => copies.Upload(kernel.Sources[i].IsInteger ? BitsOfIntegers(source.Span) : source)).ToArray();
        var outputs = destinations.Select(memory => copies.Upload(memory)).ToArray();
        row.Run(device.Stream, inputs, outputs, columns, rowStride, parameters);
        for (var i = 0; i < destinations.Count; i++) copies.Download(outputs[i], destinations[i]);
        device.Stream.Synchronize();
    }

    /// <summary>The bits of whole numbers, which the kernel reads as such.</summary>
    static ReadOnlyMemory<float> BitsOfIntegers(ReadOnlySpan<float> values)
    {
        var integers = Labels.Integers(values, 0);
        var bits = new float[integers.Length];
        MemoryMarshal.Cast<int, float>(integers).CopyTo(bits);
        return bits;
    }
}
