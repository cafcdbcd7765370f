using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// BatchNorm with statistics that are given, and its gradients by them all: inference as it is defined, and training
/// with frozen statistics. Ioffe, Szegedy 2015; ε of PyTorch.
/// </summary>
[Kernel]
public readonly partial struct FrozenBatchNorm
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(
        double x, [PerColumn] double mean, [PerColumn] double variance, [PerColumn] double weight,
        [PerColumn] double bias, double epsilon = 1e-5)
        => (x - mean) / Sqrt(variance + epsilon) * weight + bias;
}
