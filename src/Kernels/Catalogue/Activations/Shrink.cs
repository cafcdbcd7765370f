#pragma warning disable KRN2004 // The jump is the definition; the slope beside it is that of the branch taken.

namespace Kernels.Activations;

/// <summary>
/// Shrinkage as ONNX has it: 0 within [-λ, λ], outside x moved towards 0 by the bias.
/// With bias = λ it is soft shrinkage, with bias 0 hard shrinkage.
/// </summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct Shrink
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double lambda = 0.5, double bias = 0)
        => x < -lambda ? x + bias : x > lambda ? x - bias : 0;
}
