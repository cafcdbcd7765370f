using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The Gaussian bump: e^(-x²).</summary>
[Activation(MaxUlp = 3, MaxGradientUlp = 4)]
public readonly partial struct Gaussian
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => Exp(-x * x);
}
