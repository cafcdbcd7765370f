namespace Kernels.Activations;

/// <summary>The bilinear gate: x·gate. Dauphin et al. 2016.</summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct Bilinear
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double gate) => x * gate;
}
