using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The absolute value. The derivative at 0 is 0.</summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct Abs
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => Abs(x);
}
