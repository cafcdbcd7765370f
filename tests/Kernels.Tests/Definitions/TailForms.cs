// Tails and differences as people write them: every suite and every runner has them. Their right values are in
// tests/Generators.Tests/Stages/TailValues.cs.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

[Activation]
public readonly partial struct LogNormalCdfWord
{
    static double Forward(double x) => LogNormalCdf(x);
}

[Activation(Accuracy = Accuracy.High)]
public readonly partial struct HighLogNormalCdf
{
    static double Forward(double x) => LogNormalCdf(x);
}

[Activation]
public readonly partial struct NaiveLogErfc
{
    static double Forward(double x) => Log(Erfc(x));
}

[Activation]
public readonly partial struct BernoulliEntropy
{
    static double Forward(double p) => -p * Log(p) - (1 - p) * Log(1 - p);
}

[Activation]
public readonly partial struct Charbonnier
{
    static double Forward(double x, double power = 0.5) => Pow(1 + x * x, power) - 1;
}

[Activation]
public readonly partial struct SteepSoftsign
{
    static double Forward(double x, double slope = 25) => x / (1 + slope * Abs(x));
}

[Activation]
public readonly partial struct LogOneMinusExp
{
    static double Forward(double x) => Log(1 - Exp(-x));
}

[Activation]
public readonly partial struct SoftplusOfRate
{
    static double Forward(double x, double rate = 3, double weight = 2) => Log(1 + weight * Exp(rate * x)) / rate;
}

[Activation(MaxGradientUlp = 16)]
public readonly partial struct LogOfWeightedExps
{
    static double Forward(double x) => Log(2 * Exp(x) + 3 * Exp(-x));
}

/// <summary>Exponential noise: of no draw it is infinite.</summary>
[Activation]
public readonly partial struct ExponentialNoise
{
    public static double Forward(double x, double seed = 5) => -x * Log(Uniform(seed));
}
