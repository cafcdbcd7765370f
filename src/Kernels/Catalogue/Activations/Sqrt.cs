using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The square root.</summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 1.5)]
public readonly partial struct Sqrt
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => Sqrt(x);
}
