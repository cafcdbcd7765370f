using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>
/// Gradient descent with the momentum of Nesterov 1983, in the form of Sutskever et al. 2013 and PyTorch: the step goes
/// where the next velocity would lead. The decay is that of an L2 penalty; the L1 penalty is a proximal step.
/// </summary>
[Kernel(Accuracy = Accuracy.High, Stabilise = false)]
public readonly partial struct Nesterov
{
    /// <summary>The step in double precision.</summary>
    public static (double weight, double velocity) Step(
        double weight, double gradient, double velocity, double rate = 0.01, double momentum = 0.9,
        double decay = 0, double l1 = 0, double clip = 1)
    {
        var g = clip * gradient + decay * weight;
        var next = momentum * velocity + g;
        var moved = weight - rate * (g + momentum * next);
        return (moved - Clamp(moved, -rate * l1, rate * l1), next);
    }
}
