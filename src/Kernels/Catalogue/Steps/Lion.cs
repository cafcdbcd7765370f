using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>
/// The sign of a mean of gradients, and 0 where the mean is 0. Chen et al. 2023. The decay acts on the weight itself,
/// times the rate: weight·(1 - rate·decay). The L1 penalty is a proximal step.
/// </summary>
[Kernel(Accuracy = Accuracy.High, Stabilise = false)]
public readonly partial struct Lion
{
    /// <summary>The step in double precision.</summary>
    public static (double weight, double mean) Step(
        double weight, double gradient, double mean, double rate = 1e-4, double beta1 = 0.9, double beta2 = 0.99,
        double decay = 0, double l1 = 0, double clip = 1)
    {
        var g = clip * gradient;
        var moved = weight * (1 - rate * decay) - rate * Sign(beta1 * mean + (1 - beta1) * g);
        return (moved - Clamp(moved, -rate * l1, rate * l1), beta2 * mean + (1 - beta2) * g);
    }
}
