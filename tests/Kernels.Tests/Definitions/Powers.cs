// Powers of every base and exponent, in both tiers, and of fixed exponents.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

[Activation(MaxUlp = 2, MaxGradientUlp = 5)]
public readonly partial struct Power
{
    static double Forward(double x, double exponent) => Pow(x, exponent);
}

[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct AccuratePower
{
    static double Forward(double x, double exponent) => Pow(x, exponent);
}

/// <summary>A power of the distance from 0: the form of a loss.</summary>
[Activation(MaxUlp = 2, MaxGradientUlp = 4)]
public readonly partial struct PowerOfDistance
{
    static double Forward(double x, double exponent = 2.7) => Pow(Abs(x), exponent);
}

[Activation(MaxUlp = 2, MaxGradientUlp = 4)]
public readonly partial struct RootOfCube
{
    static double Forward(double x) => Pow(x, 1.5);
}
