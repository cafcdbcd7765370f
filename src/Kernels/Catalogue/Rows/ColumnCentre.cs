using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>The distance of each column from a mean of its own: what its variance is made of.</summary>
[Kernel]
public readonly partial struct ColumnCentre
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, [PerColumn] double mean) => x - mean;
}
