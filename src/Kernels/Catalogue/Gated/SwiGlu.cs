namespace Kernels.Activations;

/// <summary>The gated linear unit with SiLU as its gate: x·silu(gate). Shazeer 2020.</summary>
[Activation(MaxUlp = 4, MaxGradientUlp = 5)]
public readonly partial struct SwiGlu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double gate) => x * Silu.Forward(gate);
}
