using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>PReLU with a slope a column. He et al. 2015.</summary>
[Kernel]
public readonly partial struct ChannelPRelu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, [PerColumn] double weight) => x > 0 ? x : weight * x;
}
