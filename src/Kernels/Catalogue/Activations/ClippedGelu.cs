using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>GELU between bounds, for quantisation: clip(x·Φ(x), -10, 10). Wu et al. 2020.</summary>
[Activation(MaxUlp = 5, MaxGradientUlp = 8)]
public readonly partial struct ClippedGelu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double min = -10, double max = 10) => Clamp(x * NormalCdf(x), min, max);
}
