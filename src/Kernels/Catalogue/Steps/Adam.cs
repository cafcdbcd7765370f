using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>
/// Adam: running means of the gradient and of its square, corrected for their start at 0; correction1 is 1 - beta1ᵗ.
/// Kingma and Ba 2015. The decay is that of an L2 penalty, as in PyTorch's Adam; the L1 penalty is a proximal step.
/// </summary>
[Kernel(Accuracy = Accuracy.High, Stabilise = false)]
public readonly partial struct Adam
{
    /// <summary>The step in double precision.</summary>
    public static (double weight, double mean, double square) Step(
        double weight, double gradient, double mean, double square, double rate = 1e-3,
        double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double decay = 0, double l1 = 0,
        double clip = 1, double correction1 = 1, double correction2 = 1)
    {
        var g = clip * gradient + decay * weight;
        var m = beta1 * mean + (1 - beta1) * g;
        var v = beta2 * square + (1 - beta2) * g * g;
        var moved = weight - rate / correction1 * m / (Sqrt(1 / correction2 * v) + epsilon);
        return (moved - Clamp(moved, -rate * l1, rate * l1), m, v);
    }
}
