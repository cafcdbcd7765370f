using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>
/// The part of LAMB that is done element by element: Adam's update with the decay of the weight in it. You et al. 2020.
/// The caller takes it off the weight times the trust ratio, ‖weight‖/‖update‖:
/// <c>Sgd.Step(weight, update, …, clip: ratio)</c>.
/// </summary>
[Kernel(Accuracy = Accuracy.High, Stabilise = false)]
public readonly partial struct LambUpdate
{
    /// <summary>The update in double precision.</summary>
    public static (double update, double mean, double square) Step(
        double weight, double gradient, double mean, double square, double beta1 = 0.9, double beta2 = 0.999,
        double epsilon = 1e-6, double decay = 0.01, double clip = 1, double correction1 = 1, double correction2 = 1)
    {
        var g = clip * gradient;
        var m = beta1 * mean + (1 - beta1) * g;
        var v = beta2 * square + (1 - beta2) * g * g;
        return (1 / correction1 * m / (Sqrt(1 / correction2 * v) + epsilon) + decay * weight, m, v);
    }
}
