using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// Softplus of sharpness α: log(1 + e^(αx))/α. oneDNN's soft_relu; PyTorch's softplus, whose β this α is, without its
/// threshold: the sum is exact beyond it. With α = -1 it is log σ(x).
/// </summary>
[Activation(MaxUlp = 3, MaxGradientUlp = 5)]
public readonly partial struct SoftRelu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double alpha = 1) => Softplus(alpha * x) / alpha;
}
