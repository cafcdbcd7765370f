using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The square: x².</summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct Square
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => Square(x);
}
