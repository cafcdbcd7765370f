// The same functions in double lanes: what they add to the one rounding at the end is a few hundredths of an ULP.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct AccurateSine
{
    static double Forward(double x) => Sin(x);
}

[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct AccurateCosine
{
    static double Forward(double x) => Cos(x);
}

[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct AccurateHyperbolicSine
{
    static double Forward(double x) => Sinh(x);
}

[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct AccurateHyperbolicCosine
{
    static double Forward(double x) => Cosh(x);
}

[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct AccurateArcTangent
{
    static double Forward(double x) => Atan(x);
}

[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct AccuratePower
{
    static double Forward(double x, double exponent) => Pow(x, exponent);
}
