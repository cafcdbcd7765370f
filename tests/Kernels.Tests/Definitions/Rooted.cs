// Smooth activations whose derivatives have roots, as people write them.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

[Activation(MaxUlp = 4, MaxGradientUlp = 5)]
public readonly partial struct QuickGelu
{
    static double Forward(double x) => x * Sigmoid(1.702 * x);
}

/// <summary>Its derivative (1 - 2x²)·e^(-x²) has two roots.</summary>
[Activation(MaxUlp = 3, MaxGradientUlp = 5)]
public readonly partial struct GaussianWave
{
    static double Forward(double x) => x * Exp(-x * x);
}

/// <summary>The identity with a dip: the root lies in one branch.</summary>
[Activation(MaxUlp = 3, MaxGradientUlp = 5)]
public readonly partial struct Dip
{
    static double Forward(double x) => x < 0 ? x * Exp(x) : x;
}
