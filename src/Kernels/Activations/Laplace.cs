using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The Laplace activation: the normal distribution of mean μ and deviation σ, ½(1 + erf((x - μ)/(σ√2))). Ma et al. 2022.</summary>
[Activation(Accuracy = Accuracy.High)]
public readonly partial struct Laplace
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double mu = 0.707107, double sigma = 0.282095) => NormalCdf((x - mu) / sigma);
}
