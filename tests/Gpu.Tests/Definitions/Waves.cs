// Angles reduced by classes, powers with all their special cases: the longest lists of operations, in both tiers.
using static Kernels.KernelMath;

// Terms that cancel, infinities among them: what counts here is the same bits everywhere.
#pragma warning disable KRN2001, KRN2002, KRN2003

namespace Kernels.Gpu.Tests.Definitions;

[Activation]
readonly partial struct Waves
{
    static double Forward(double x, double y) => Sin(x) + Cos(y) + Atan(x * y);
}

[Activation(Accuracy = Accuracy.High)]
readonly partial struct HighWaves
{
    static double Forward(double x, double y) => Sin(x) + Cos(y) + Atan(x * y);
}

[Activation]
readonly partial struct Powers
{
    static double Forward(double x, double y) => Pow(x, y) + Sinh(x) - Cosh(y);
}

[Activation(Accuracy = Accuracy.High)]
readonly partial struct HighPowers
{
    static double Forward(double x, double y) => Pow(x, y) + Sinh(x) - Cosh(y);
}
