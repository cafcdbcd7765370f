// log Φ in both tiers, a product that is 0 where its first factor is, and the logarithm of a random number.
using static Kernels.KernelMath;

namespace Kernels.Gpu.Tests.Definitions;

[Activation]
public readonly partial struct LogPhi
{
    static double Forward(double x) => LogNormalCdf(x);
}

[Activation(Accuracy = Accuracy.High)]
public readonly partial struct HighLogPhi
{
    static double Forward(double x) => LogNormalCdf(x);
}

[Activation]
public readonly partial struct EntropyTerm
{
    static double Forward(double p, double q) => -XLogY(p, q);
}

[Activation]
public readonly partial struct Exponential
{
    static double Forward(double x, double seed = 5) => -x * Log(Uniform(seed));
}
