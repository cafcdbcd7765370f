using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>Squareplus: (x + √(x² + b))/2. Barron 2021.</summary>
[Activation(MaxUlp = 3, MaxGradientUlp = 4)]
public readonly partial struct Squareplus
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double b = 4) => (x + Sqrt(x * x + b)) / 2;
}
