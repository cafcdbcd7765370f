using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>The same with a weight that is stored as its difference from 1, as in Gemma.</summary>
[Kernel]
public readonly partial struct OffsetRmsNorm
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x, [PerColumn] Row weight, double epsilon = 1e-6)
        => RmsNorm.Forward(x, 1 + weight, epsilon);
}
