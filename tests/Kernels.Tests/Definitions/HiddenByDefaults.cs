// Definitions whose defaults hide what the formula does: a hyperparameter that is 0 takes a term away, and two that are
// equal take each other away. What the compiler finds at the defaults must hold for other values too.
namespace Kernels.Tests.Definitions;

/// <summary>Two penalties that are off: at the defaults the weight does not count.</summary>
[Kernel(MaxUlp = 8)]
public readonly partial struct PenaltiesOff
{
    public static double Step(double gradient, double weight, double l1 = 0, double l2 = 0)
        => gradient + (l2 * weight + l1 * KernelMath.Sign(weight));
}

/// <summary>A slope that is the difference of two equal numbers at the defaults.</summary>
[Activation(MaxUlp = 8, MaxGradientUlp = 8)]
public readonly partial struct EqualSlopes
{
    public static double Forward(double x, double up = 1, double down = 1)
        => KernelMath.Tanh(x) + (up - down) * x;
}
