using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The hyperbolic tangent.</summary>
[Activation(MaxUlp = 1, MaxGradientUlp = 5)]
public readonly partial struct Tanh
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => Tanh(x);
}
