using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The smooth rectifier: log(1 + eˣ). Dugas et al. 2001.</summary>
[Activation(MaxUlp = 1.6, MaxGradientUlp = 5)]
public readonly partial struct Softplus
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => Softplus(x);
}
