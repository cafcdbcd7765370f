using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The exponential function.</summary>
[Activation(MaxUlp = 0.9, MaxGradientUlp = 0.9)]
public readonly partial struct Exp
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => Exp(x);
}
