// One definition a function of the vocabulary that the catalogue does not use, and where they meet arithmetic.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

[Activation(MaxUlp = 1.5, MaxGradientUlp = 1.5)]
public readonly partial struct Sine
{
    static double Forward(double x) => Sin(x);
}

[Activation(MaxUlp = 1.5, MaxGradientUlp = 1.5)]
public readonly partial struct Cosine
{
    static double Forward(double x) => Cos(x);
}

[Activation(MaxUlp = 2, MaxGradientUlp = 2)]
public readonly partial struct HyperbolicSine
{
    static double Forward(double x) => Sinh(x);
}

[Activation(MaxUlp = 2, MaxGradientUlp = 2)]
public readonly partial struct HyperbolicCosine
{
    static double Forward(double x) => Cosh(x);
}

[Activation(MaxUlp = 1.5, MaxGradientUlp = 2)]
public readonly partial struct ArcTangent
{
    static double Forward(double x) => Atan(x);
}

[Activation(MaxUlp = 2, MaxGradientUlp = 5)]
public readonly partial struct Power
{
    static double Forward(double x, double exponent) => Pow(x, exponent);
}

/// <summary>A power of a fixed exponent, of the distance from 0: the form of a loss.</summary>
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
