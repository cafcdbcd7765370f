namespace Kernels.Verification;

/// <summary>Where kernels run: an instruction set of this processor, or a device. Every suite takes one.</summary>
public abstract class KernelRunner
{
    /// <summary>What a report calls it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it has this kernel of this definition.</summary>
    public abstract bool Offers(ActivationInfo activation, KernelInfo kernel);

    /// <summary>Whether it has this kernel over rows. A runner of elements alone has none.</summary>
    public virtual bool Offers(RowInfo definition, RowKernelInfo kernel) => false;

    /// <summary>
    /// Runs the kernel on <paramref name="sources"/> and <paramref name="destinations"/>, in the order of
    /// <see cref="KernelInfo.Sources"/> and <see cref="KernelInfo.Destinations"/>; done when it returns.
    /// </summary>
    public abstract void Run(
        ActivationInfo activation, KernelInfo kernel,
        IReadOnlyList<ReadOnlyMemory<float>> sources, IReadOnlyList<Memory<float>> destinations,
        ReadOnlySpan<float> parameters);

    /// <summary>
    /// Runs a kernel over rows on <paramref name="sources"/> and <paramref name="destinations"/>, in the order of
    /// <see cref="RowKernelInfo.Sources"/> and <see cref="RowKernelInfo.Destinations"/>; done when it returns.
    /// </summary>
    /// <exception cref="NotSupportedException">It has no kernels over rows.</exception>
    public virtual void Run(
        RowInfo definition, RowKernelInfo kernel, IReadOnlyList<ReadOnlyMemory<float>> sources,
        IReadOnlyList<Memory<float>> destinations, int columns, int rowStride, ReadOnlySpan<float> parameters)
        => throw new NotSupportedException($"{Name} has no kernels over rows.");

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
