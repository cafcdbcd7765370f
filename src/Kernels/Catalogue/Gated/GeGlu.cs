namespace Kernels.Activations;

/// <summary>The GELU gate: x·gelu(gate), exact. Shazeer 2020.</summary>
[Activation(MaxUlp = 6, MaxGradientUlp = 8)]
public readonly partial struct GeGlu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double gate) => x * Gelu.Forward(gate);
}
