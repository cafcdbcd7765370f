using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>
/// Steps in the unit of the weights: the root mean square of past steps over that of the gradients. Zeiler 2012. The
/// default rate is that of Keras; the paper and PyTorch have 1. The decay is that of an L2 penalty; the L1 penalty is a
/// proximal step.
/// </summary>
[Kernel(Accuracy = Accuracy.High, Stabilise = false)]
public readonly partial struct Adadelta
{
    /// <summary>The step in double precision.</summary>
    public static (double weight, double square, double moved) Step(
        double weight, double gradient, double square, double moved, double rate = 1e-3, double rho = 0.9,
        double epsilon = 1e-6, double decay = 0, double l1 = 0, double clip = 1)
    {
        var g = clip * gradient + decay * weight;
        var v = rho * square + (1 - rho) * g * g;
        var step = Sqrt(moved + epsilon) / Sqrt(v + epsilon) * g;
        var next = weight - rate * step;
        return (next - Clamp(next, -rate * l1, rate * l1), v, rho * moved + (1 - rho) * step * step);
    }
}
