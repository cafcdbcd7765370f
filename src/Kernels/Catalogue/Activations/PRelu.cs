namespace Kernels.Activations;

/// <summary>
/// The parametric rectifier: x for x > 0, weight·x else, the weight learned. He et al. 2015.
/// The derivative at 0 is the weight.
/// </summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct PRelu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, [Trainable] double weight = 0.25) => x > 0 ? x : weight * x;
}
