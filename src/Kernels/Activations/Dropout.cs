using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// Dropout: 0 with probability rate, else x/(1 - rate). Srivastava et al. 2014. Backward draws the same mask from the same seed;
/// none is stored.
/// </summary>
[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct Dropout
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double rate = 0.5, double seed = 0) => Uniform(seed) < rate ? 0 : x / (1 - rate);
}
