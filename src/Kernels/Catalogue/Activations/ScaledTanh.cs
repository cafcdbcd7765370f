using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>A scaled tangent: α·tanh(βx). LeCun et al. 1998, whose constants are the defaults; ONNX has none.</summary>
[Activation(MaxUlp = 2.5, MaxGradientUlp = 6)]
public readonly partial struct ScaledTanh
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double alpha = 1.7159, double beta = 2.0 / 3) => alpha * Tanh(beta * x);
}
