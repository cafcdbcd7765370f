using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The continuously differentiable ELU: x for x > 0, α(e^(x/α) - 1) else. Barron 2017. celu'(0) = 1.</summary>
[Activation(MaxUlp = 2, MaxGradientUlp = 2)]
public readonly partial struct Celu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double alpha = 1) => x > 0 ? x : alpha * ExpM1(x / alpha);
}
