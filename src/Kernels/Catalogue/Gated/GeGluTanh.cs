namespace Kernels.Activations;

/// <summary>
/// The GELU gate in the tanh approximation, as Transformer Engine and Liger have it: x·geluTanh(gate). Shazeer 2020.
/// </summary>
[Activation(MaxUlp = 5, MaxGradientUlp = 6)]
public readonly partial struct GeGluTanh
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double gate) => x * GeluTanh.Forward(gate);
}
