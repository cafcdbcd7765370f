using static Kernels.KernelMath;

namespace Quickstart;

/// <summary>
/// E-swish, β·x·σ(x) (Alcaide 2018), as one would write it by hand: e⁻ˣ overflows for x below -88, and the derivative
/// of a quotient of infinities is NaN. The kernels are made from the stable form that the generator finds.
/// </summary>
[Activation(MaxUlp = 4, MaxGradientUlp = 16)]
public readonly partial struct ESwish
{
    public static double Forward(double x, double beta = 1.5) => beta * x / (1 + Exp(-x));
}
