using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>Squareplus: (x + √(x² + b))/2, a softplus without exponentials. Barron 2021.</summary>
[Activation(MaxUlp = 4, MaxGradientUlp = 8)]
public readonly partial struct Squareplus
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double b = 4) => (x + Sqrt(x * x + b)) / 2;
}
