namespace Kernels.Activations;

/// <summary>The quick GELU gate: x·gate·σ(1.702·gate). Transformer Engine's qgeglu.</summary>
[Activation(MaxUlp = 4, MaxGradientUlp = 7)]
public readonly partial struct QGeGlu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double gate) => x * QuickGelu.Forward(gate);
}
