// Activations as people write them, digits be lost: the compiler has to find the stable forms.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

[Activation(MaxUlp = 3, MaxGradientUlp = 5)]
public readonly partial struct NaiveSilu
{
    static double Forward(double x) => x / (1 + Exp(-x));
}

[Activation(MaxUlp = 3, MaxGradientUlp = 5)]
public readonly partial struct NaiveLogistic
{
    static double Forward(double x) => Math.Exp(x) / (Math.Exp(x) + 1);
}

[Activation(MaxUlp = 5, MaxGradientUlp = 8)]
public readonly partial struct NaiveGelu
{
    static double Forward(double x) => 0.5 * x * (1 + Erf(x / Math.Sqrt(2)));
}

[Activation(MaxUlp = 4.5, MaxGradientUlp = 8)]
public readonly partial struct HandMish
{
    static double Forward(double x) => x * Tanh(Log(1 + Exp(x)));
}

[Activation(MaxUlp = 1.6, MaxGradientUlp = 5)]
public readonly partial struct NaiveSoftplus
{
    static double Forward(double x) => Math.Log(1 + Math.Exp(x));
}

[Activation(MaxUlp = 1, MaxGradientUlp = 5)]
public readonly partial struct NaiveTanh
{
    static double Forward(double x) => (Exp(x) - Exp(-x)) / (Exp(x) + Exp(-x));
}

[Activation(MaxUlp = 2, MaxGradientUlp = 2)]
public readonly partial struct NaiveElu
{
    static double Forward(double x, double alpha = 1) => x >= 0 ? x : alpha * (Exp(x) - 1);
}
