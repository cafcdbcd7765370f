using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>
/// The gradient over the root of the sum of its squares, as PyTorch has it. Duchi et al. 2011. The decay is that of an
/// L2 penalty; the L1 penalty is a proximal step.
/// </summary>
[Kernel(Accuracy = Accuracy.High, Stabilise = false)]
public readonly partial struct Adagrad
{
    /// <summary>The step in double precision.</summary>
    public static (double weight, double sum) Step(
        double weight, double gradient, double sum, double rate = 0.01, double epsilon = 1e-10,
        double decay = 0, double l1 = 0, double clip = 1)
    {
        var g = clip * gradient + decay * weight;
        var s = sum + g * g;
        var moved = weight - rate * g / (Sqrt(s) + epsilon);
        return (moved - Clamp(moved, -rate * l1, rate * l1), s);
    }
}
