#pragma warning disable KRN2004 // The jump is the definition; the slope beside it is that of the branch taken.

namespace Kernels.Activations;

/// <summary>Hard shrinkage: 0 within [-λ, λ], x outside. Donoho, Johnstone 1994. At ±λ the derivative is 0.</summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct Hardshrink
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double lambda = 0.5) => x > lambda || x < -lambda ? x : 0;
}
