using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The rectifier: max(x, 0). Nair, Hinton 2010. relu'(0) = 0.</summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct Relu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => Max(x, 0);
}
