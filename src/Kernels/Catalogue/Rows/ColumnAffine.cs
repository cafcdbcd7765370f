using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>Scale and shift of each column: BatchNorm at inference, its statistics folded in.</summary>
[Kernel]
public readonly partial struct ColumnAffine
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, [PerColumn] double scale, [PerColumn] double shift) => x * scale + shift;
}
