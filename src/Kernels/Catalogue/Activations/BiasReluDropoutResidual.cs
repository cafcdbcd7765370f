using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// The end of a block in one pass: dropout(max(x + bias, 0)) + residual.
/// Backward draws the same mask from the same seed.
/// </summary>
[Activation(Accuracy = Accuracy.High, MaxUlp = 1)]
public readonly partial struct BiasReluDropoutResidual
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double bias, double residual, double rate = 0.5, double seed = 0)
        => (Uniform(seed) < rate ? 0 : Relu.Forward(x + bias) / (1 - rate)) + residual;
}
