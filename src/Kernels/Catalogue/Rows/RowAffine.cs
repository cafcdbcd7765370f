using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>Scale and shift of each row: the channels of GroupNorm.</summary>
[Kernel]
public readonly partial struct RowAffine
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, [PerRow] double scale, [PerRow] double shift) => x * scale + shift;
}
