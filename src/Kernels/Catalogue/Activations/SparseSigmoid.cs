namespace Kernels.Activations;

/// <summary>
/// The sparse logistic function: (x + 1)/2 between 0 and 1. Martins, Astudillo 2016.
/// The derivative is ½ on the open interval.
/// </summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct SparseSigmoid
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => x <= -1 ? 0 : x >= 1 ? 1 : 0.5 * (x + 1);
}
