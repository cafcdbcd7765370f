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

/// <summary>Squareplus by halves: (x + √(x² + 4))/2, multiplied out.</summary>
[Activation(MaxUlp = 4, MaxGradientUlp = 8)]
readonly partial struct HalvedSquareplus
{
    static double Forward(double x) => 0.5 * x + Sqrt(1 + 0.25 * x * x);
}

/// <summary>A softsign between 0 and 1, whose left tail is a difference from one.</summary>
[Activation(MaxUlp = 4, MaxGradientUlp = 8)]
readonly partial struct HalvedSoftsign
{
    static double Forward(double x) => 0.5 * (1 + x / (1 + Abs(x)));
}

/// <summary>log(cosh(x)), which overflows on both sides and has x²/2 between.</summary>
[Activation(MaxUlp = 5, MaxGradientUlp = 8)]
readonly partial struct LogCosh
{
    static double Forward(double x, double a = 1.5) => Log(Cosh(a * x)) / a;
}

/// <summary>ISRU by a power.</summary>
[Activation(MaxUlp = 4, MaxGradientUlp = 8)]
readonly partial struct PowerIsru
{
    static double Forward(double x, double a = 0.5) => x * Pow(1 + a * x * x, -0.5);
}
