using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>
/// The gradient over the root of the running mean of its square, as PyTorch has it. Tieleman and Hinton 2012. The decay
/// is that of an L2 penalty; the L1 penalty is a proximal step.
/// </summary>
[Kernel(Accuracy = Accuracy.High, Stabilise = false)]
public readonly partial struct RmsProp
{
    /// <summary>The step in double precision.</summary>
    public static (double weight, double square) Step(
        double weight, double gradient, double square, double rate = 0.01, double alpha = 0.99,
        double epsilon = 1e-8, double decay = 0, double l1 = 0, double clip = 1)
    {
        var g = clip * gradient + decay * weight;
        var v = alpha * square + (1 - alpha) * g * g;
        var moved = weight - rate * g / (Sqrt(v) + epsilon);
        return (moved - Clamp(moved, -rate * l1, rate * l1), v);
    }
}
