using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>
/// Gradient descent with momentum, as PyTorch has it: the velocity is a sum of gradients, each weighted less with every
/// step. Polyak 1964. The decay is that of an L2 penalty; the L1 penalty is a proximal step.
/// </summary>
[Kernel(Accuracy = Accuracy.High, Stabilise = false)]
public readonly partial struct Momentum
{
    /// <summary>The step in double precision.</summary>
    public static (double weight, double velocity) Step(
        double weight, double gradient, double velocity, double rate = 0.01, double momentum = 0.9,
        double decay = 0, double l1 = 0, double clip = 1)
    {
        var next = momentum * velocity + (clip * gradient + decay * weight);
        var moved = weight - rate * next;
        return (moved - Clamp(moved, -rate * l1, rate * l1), next);
    }
}
