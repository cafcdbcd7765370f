using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>A gradient times the coefficient of clipping, with 0 in place of NaN and of the infinities.</summary>
[Kernel(MaxUlp = 0.5)]
public readonly partial struct FiniteGradientScale
{
    /// <summary>The function in double precision.</summary>
    public static double Step(double gradient, double clip = 1)
        => Abs(gradient) <= float.MaxValue ? clip * gradient : 0;
}
