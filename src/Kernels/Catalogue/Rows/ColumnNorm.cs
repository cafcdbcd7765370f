using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// Columns about their means, scaled and shifted: BatchNorm in training,
/// where scale = weight/√(variance + ε). Ioffe, Szegedy 2015.
/// </summary>
[Kernel]
public readonly partial struct ColumnNorm
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, [PerColumn] double mean, [PerColumn] double scale, [PerColumn] double bias)
        => (x - mean) * scale + bias;
}
