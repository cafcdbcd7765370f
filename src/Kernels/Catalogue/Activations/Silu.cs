using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>SiLU, or swish-1: x·σ(x). Elfwing, Uchibe, Doya 2017.</summary>
[Activation(MaxUlp = 3, MaxGradientUlp = 5)]
public readonly partial struct Silu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => x * Sigmoid(x);
}
