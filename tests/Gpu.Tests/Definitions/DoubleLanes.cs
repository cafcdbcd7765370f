// Accuracy.High on the device: an exponential, a logarithm by its bits, a choice with a hyperparameter.
using static Kernels.KernelMath;

namespace Kernels.Gpu.Tests.Definitions;

[Activation(Accuracy = Accuracy.High)]
public readonly partial struct HighGelu
{
    static double Forward(double x) => x * NormalCdf(x);
}

[Activation(Accuracy = Accuracy.High)]
public readonly partial struct SignedLog
{
    static double Forward(double x) => x < 0 ? -Log1P(-x) : Log1P(x);
}

[Activation(Accuracy = Accuracy.High)]
public readonly partial struct HighCelu
{
    static double Forward(double x, double alpha = 1.5) => x > 0 ? x : alpha * ExpM1(x / alpha);
}
