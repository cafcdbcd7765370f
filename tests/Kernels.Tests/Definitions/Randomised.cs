// Random numbers by position: dropped, randomly leaky, beside a trainable scalar,
// around another definition, in double lanes.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

/// <summary>RReLU in training. Xu et al. 2015; bounds of PyTorch.</summary>
[Activation(MaxUlp = 2, MaxGradientUlp = 2)]
public readonly partial struct RandomLeaky
{
    public static double Forward(double x, double lower = 0.125, double upper = 0.25, double seed = 7)
        => x >= 0 ? x : (lower + (upper - lower) * Uniform(seed)) * x;
}

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct Dropout
{
    public static double Forward(double x, double rate = 0.5, double seed = 0)
        => Uniform(seed) < rate ? 0 : x / (1 - rate);
}

/// <summary>Two independent numbers, and a sum.</summary>
[Activation(MaxUlp = 4, MaxGradientUlp = 4)]
public readonly partial struct TwiceRandom
{
    static double Forward(double x, [Trainable] double weight = 0.75, double first = 1, double second = 2)
        => RandomLeaky.Forward(x, 0.125, 0.5, first) * (weight + Uniform(second));
}

[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighRandomLeaky
{
    static double Forward(double x, double seed = 16777216) => x >= 0 ? x : (0.125 + 0.125 * Uniform(seed)) * x;
}
