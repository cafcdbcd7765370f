// A power of the distance from 0: the form of a loss. Powers of every base and exponent are among what is proven.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

[Activation(MaxUlp = 2, MaxGradientUlp = 4)]
public readonly partial struct PowerOfDistance
{
    static double Forward(double x, double exponent = 2.7) => Pow(Abs(x), exponent);
}
