// Words of the vocabulary by themselves, for properties that belong to the word.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

[Activation(MaxUlp = 0.9, MaxGradientUlp = 1)]
public readonly partial struct ExpWord
{
    static double Forward(double x) => Exp(x);
}

[Activation(MaxUlp = 2, MaxGradientUlp = 4)]
public readonly partial struct ErfWord
{
    static double Forward(double x) => Erf(x);
}
