namespace Kernels.Activations;

/// <summary>
/// x above a threshold, a value elsewhere. PyTorch has no defaults for the two; with 0 and 0 it is the rectifier.
/// At the threshold the derivative is 0.
/// </summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct Threshold
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double threshold = 0, double value = 0) => x > threshold ? x : value;
}
