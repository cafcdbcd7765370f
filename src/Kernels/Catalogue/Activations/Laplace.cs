using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// The Laplace activation: the normal distribution of mean μ = √½ and deviation √(1/(4π)). Ma et al. 2022.
/// </summary>
[Activation(Accuracy = Accuracy.High)]
public readonly partial struct Laplace
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => NormalCdf((x - 0.707107) / 0.282095);
}
