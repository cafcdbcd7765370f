using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>
/// Adam whose decay acts on the weight itself, times the rate, as PyTorch and Keras have it: weight·(1 - rate·decay).
/// Loshchilov and Hutter 2019. The L1 penalty is a proximal step.
/// </summary>
[Kernel(Accuracy = Accuracy.High, Stabilise = false)]
public readonly partial struct AdamW
{
    /// <summary>The step in double precision.</summary>
    public static (double weight, double mean, double square) Step(
        double weight, double gradient, double mean, double square, double rate = 1e-3,
        double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double decay = 0.01, double l1 = 0,
        double clip = 1, double correction1 = 1, double correction2 = 1)
    {
        var g = clip * gradient;
        var m = beta1 * mean + (1 - beta1) * g;
        var v = beta2 * square + (1 - beta2) * g * g;
        var moved = weight * (1 - rate * decay) - rate / correction1 * m / (Sqrt(1 / correction2 * v) + epsilon);
        return (moved - Clamp(moved, -rate * l1, rate * l1), m, v);
    }
}
