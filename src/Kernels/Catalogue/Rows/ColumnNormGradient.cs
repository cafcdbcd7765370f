using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// The gradient of BatchNorm in training: dy without its own mean,
/// and without what of it follows x. Ioffe, Szegedy 2015.
/// </summary>
[Kernel]
public readonly partial struct ColumnNormGradient
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double dy, [PerColumn] double mean, [PerColumn] double scale,
        [PerColumn] double shift, [PerColumn] double slope)
        => (dy - shift - (x - mean) * slope) * scale;
}
