using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// Mean 0 and variance 1, without weights: a group of GroupNorm, whose channels RowAffine then scales.
/// </summary>
[Kernel]
public readonly partial struct Standardise
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x, double epsilon = 1e-5)
    {
        var deviation = x - Mean(x);
        return deviation / Sqrt(Mean(Square(deviation)) + epsilon);
    }
}
