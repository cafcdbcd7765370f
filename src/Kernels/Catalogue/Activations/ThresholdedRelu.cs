#pragma warning disable KRN2004 // The jump is the definition; the slope beside it is that of the branch taken.

namespace Kernels.Activations;

/// <summary>
/// The thresholded rectifier: x for x > α, 0 else. Konda, Memisevic, Krueger 2014. At α the derivative is 0.
/// </summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct ThresholdedRelu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double alpha = 1) => x > alpha ? x : 0;
}
