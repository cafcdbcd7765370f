using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The error function.</summary>
[Activation(MaxUlp = 2, MaxGradientUlp = 4)]
public readonly partial struct Erf
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => Erf(x);
}
