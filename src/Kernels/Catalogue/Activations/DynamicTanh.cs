using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// Dynamic tanh, in the place of a normalisation: γ·tanh(αx) + β, all three learned. Zhu et al. 2025.
/// </summary>
[Activation(Accuracy = Accuracy.High)]
public readonly partial struct DynamicTanh
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(
        double x, [Trainable] double alpha = 0.5, [Trainable] double gamma = 1, [Trainable] double beta = 0)
        => gamma * Tanh(alpha * x) + beta;
}
