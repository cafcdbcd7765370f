using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>
/// Gradient descent: weight - rate·gradient. Robbins and Monro 1951. The decay is that of an L2 penalty, decay·w²/2.
/// The L1 penalty l1·|w| is a proximal step, so that weights become exactly 0. Parikh and Boyd 2014.
/// </summary>
[Kernel(Accuracy = Accuracy.High, Stabilise = false)]
public readonly partial struct Sgd
{
    /// <summary>The step in double precision.</summary>
    public static double Step(
        double weight, double gradient, double rate = 0.01, double decay = 0, double l1 = 0, double clip = 1)
    {
        var moved = weight - rate * (clip * gradient + decay * weight);
        return moved - Clamp(moved, -rate * l1, rate * l1);
    }
}
