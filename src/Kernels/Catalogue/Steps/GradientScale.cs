namespace Kernels.Steps;

/// <summary>A gradient times the coefficient of clipping, which is the same for all elements.</summary>
[Kernel(MaxUlp = 0.5)]
public readonly partial struct GradientScale
{
    /// <summary>The function in double precision.</summary>
    public static double Step(double gradient, double clip = 1) => clip * gradient;
}
