using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>Mish: x·tanh(softplus(x)). Misra 2019.</summary>
[Activation(MaxUlp = 4.5, MaxGradientUlp = 8)]
public readonly partial struct Mish
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => x * Tanh(Softplus(x));
}
