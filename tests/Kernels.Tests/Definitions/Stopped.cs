// What the harness must not accuse: derivatives that are stopped, functions that are steep, kinks next door, and one
// whose second derivatives differ on both sides.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

/// <summary>A straight-through estimator: rounded, and differentiated as if it were not.</summary>
[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct StraightThrough
{
    static double Forward(double x) => x + Detach(Floor(x + 0.5) - x);
}

/// <summary>A spiking neuron's step with a surrogate gradient, whose slope is in the derivative alone.</summary>
[Activation]
public readonly partial struct SurrogateStep
{
    static double Forward(double x, double slope = 2)
    {
        var smooth = Sigmoid(slope * x);
        return smooth + Detach((x > 0 ? 1.0 : 0.0) - smooth);
    }
}

[Activation]
public readonly partial struct SteepGate
{
    static double Forward(double x, double alpha = 0.25, double mu = 1e6)
        => ((1 + alpha) * x + (1 - alpha) * x * Erf(mu * (1 - alpha) * x)) / 2;
}

/// <summary>A rational function with the kinks of |g(x)|, at roots near each other.</summary>
[Activation]
public readonly partial struct KinkNextDoor
{
    static double Forward(double x, double a = -0.00124, double b = 0.1)
        => (a + x * (0.501 + x * 0.4)) / (1 + Abs(x * (b + x * (0.2 + x * 0.01))));
}

[Activation]
public readonly partial struct SymmetricLog
{
    static double Forward(double x) => Sign(x) * Log(1 + Abs(x));
}

/// <summary>At the least floats its second derivative takes more digits than two precisions that agree have.</summary>
[Activation]
public readonly partial struct SineQuotient
{
    static double Forward(double x) => x == 0 ? 1 : Sin(x) / x;
}

/// <summary>
/// A loss of a logit and a target that is no variable. Logit and target may cancel,
/// so the bound is one of double lanes.
/// </summary>
[Activation(Accuracy = Accuracy.High)]
public readonly partial struct StoppedTarget
{
    static double Forward(double logit, double target, [Trainable] double scale = 2)
        => scale * (Softplus(logit) - logit * Detach(target));
}

/// <summary>A label that is compared and nothing else, before what is differentiated.</summary>
[Activation]
public readonly partial struct ComparedLabel
{
    static double Forward(double label, double x, double gate)
        => Select(label > 0.5, Softplus(-x), Softplus(x)) * Tanh(gate);
}
