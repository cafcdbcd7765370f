using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>
/// Adam that divides by the largest mean square so far, so that its steps never grow. Reddi et al. 2018, with the
/// corrections of PyTorch. The decay is that of an L2 penalty; the L1 penalty is a proximal step.
/// </summary>
[Kernel(Accuracy = Accuracy.High, Stabilise = false)]
public readonly partial struct AmsGrad
{
    /// <summary>The step in double precision.</summary>
    public static (double weight, double mean, double square, double largest) Step(
        double weight, double gradient, double mean, double square, double largest, double rate = 1e-3,
        double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double decay = 0, double l1 = 0,
        double clip = 1, double correction1 = 1, double correction2 = 1)
    {
        var g = clip * gradient + decay * weight;
        var m = beta1 * mean + (1 - beta1) * g;
        var v = beta2 * square + (1 - beta2) * g * g;
        var most = Max(largest, v);
        var moved = weight - rate / correction1 * m / (Sqrt(1 / correction2 * most) + epsilon);
        return (moved - Clamp(moved, -rate * l1, rate * l1), m, v, most);
    }
}
