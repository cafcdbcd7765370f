using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>
/// A gradient with those of the penalties l1·Σ|w| and l2·½·Σw² added. The subgradient of |w| at 0 is 0. Strengths
/// of Keras.
/// </summary>
[Kernel(Accuracy = Accuracy.High)]
public readonly partial struct PenaltyGradient
{
    /// <summary>The function in double precision.</summary>
    public static double Step(double gradient, double weight, double l1 = 0.01, double l2 = 0.01)
        => gradient + (l2 * weight + l1 * Sign(weight));
}
