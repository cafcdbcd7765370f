using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>A power: α·xᵝ. oneDNN calls it pow.</summary>
[Activation(MaxUlp = 2, MaxGradientUlp = 3)]
public readonly partial struct Power
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double alpha = 1, double beta = 2) => alpha * Pow(x, beta);
}
