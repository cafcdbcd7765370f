using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// The randomised rectifier: x for x >= 0, else r·x, r drawn anew for each element between its bounds. Xu et al. 2015.
/// Backward draws the same numbers from the same seed; at rest it is LeakyRelu with their mean.
/// </summary>
[Activation(MaxUlp = 2, MaxGradientUlp = 2)]
public readonly partial struct RRelu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double lower = 0.125, double upper = 1.0 / 3, double seed = 0)
        => x >= 0 ? x : (lower + (upper - lower) * Uniform(seed)) * x;
}
