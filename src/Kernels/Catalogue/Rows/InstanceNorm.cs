using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// Instance normalisation: a row is one channel of one sample, with its own weight and bias.
/// Ulyanov, Vedaldi, Lempitsky 2016.
/// </summary>
[Kernel]
public readonly partial struct InstanceNorm
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x, [PerRow] double weight, [PerRow] double bias, double epsilon = 1e-5)
        => weight * Standardise.Forward(x, epsilon) + bias;
}
