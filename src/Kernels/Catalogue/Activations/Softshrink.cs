namespace Kernels.Activations;

/// <summary>
/// Soft shrinkage: x moved towards 0 by λ, and 0 within [-λ, λ]. Donoho, Johnstone 1994. At ±λ the derivative is 0.
/// </summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct Softshrink
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double lambda = 0.5)
        => x > lambda ? x - lambda : x < -lambda ? x + lambda : 0;
}
