namespace Kernels.Activations;

/// <summary>The rectified gate: x·max(gate, 0). Shazeer 2020.</summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct ReGlu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double gate) => gate > 0 ? x * gate : 0;
}
