namespace Kernels.Verification;

/// <summary>A way to run kernels: what the suites take to test every definition on every device.</summary>
public abstract class KernelRunner
{
    /// <summary>What runs, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>Whether this runner has the kernel.</summary>
    public abstract bool Offers(ActivationInfo activation, KernelInfo kernel);

    /// <summary>Runs the kernel, arguments in the order of <see cref="KernelInfo.Sources"/> and <see cref="KernelInfo.Destinations"/>.</summary>
    public abstract void Run(ActivationInfo activation, KernelInfo kernel, IReadOnlyList<ReadOnlyMemory<float>> sources, IReadOnlyList<Memory<float>> destinations, ReadOnlySpan<float> parameters);
}
