namespace Kernels.Verification;

/// <summary>Runs the CPU kernels with one instruction set.</summary>
public sealed class CpuRunner(Isa isa) : KernelRunner
{
    /// <summary>One for each instruction set of this machine, fastest first.</summary>
    public static IReadOnlyList<CpuRunner> Available { get; } = [.. Isas.Available.Select(isa => new CpuRunner(isa))];

    /// <summary>What the generated members use.</summary>
    internal static CpuRunner Best => Available.First(runner => runner.Isa == Isas.Best);

    /// <summary>The instruction set.</summary>
    public Isa Isa { get; } = isa;

    /// <inheritdoc/>
    public override string Name => Isa.ToString();

    /// <inheritdoc/>
    public override bool Offers(ActivationInfo activation, KernelInfo kernel) => Isas.Available.Contains(Isa);

    /// <inheritdoc/>
    public override bool Offers(RowInfo definition, RowKernelInfo kernel) => Isas.Available.Contains(Isa);

    /// <inheritdoc/>
    public override void Run(
        ActivationInfo activation, KernelInfo kernel,
        IReadOnlyList<ReadOnlyMemory<float>> sources, IReadOnlyList<Memory<float>> destinations,
        ReadOnlySpan<float> parameters)
        => kernel.Run(Isa, sources, destinations, parameters);

    /// <inheritdoc/>
    public override void Run(
        RowInfo definition, RowKernelInfo kernel, IReadOnlyList<ReadOnlyMemory<float>> sources,
        IReadOnlyList<Memory<float>> destinations, int columns, int rowStride, ReadOnlySpan<float> parameters)
        => kernel.Run(Isa, sources, destinations, columns, rowStride, parameters);
}
