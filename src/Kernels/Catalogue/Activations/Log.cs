using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The natural logarithm.</summary>
[Activation(MaxUlp = 0.9, MaxGradientUlp = 0.5)]
public readonly partial struct Log
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => Log(x);
}
