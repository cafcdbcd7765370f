using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// The rectifier cut at 6: min(max(x, 0), 6). Krizhevsky 2010. The derivative is 1 on the open interval.
/// </summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct Relu6
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => Min(Max(x, 0), 6);
}
