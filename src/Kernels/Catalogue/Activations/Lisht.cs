using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>LiSHT: x·tanh(x). Roy et al. 2019.</summary>
[Activation(MaxUlp = 2, MaxGradientUlp = 5)]
public readonly partial struct Lisht
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => x * Tanh(x);
}
