using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>A residual added, and the sum normalised: one pass less than apart.</summary>
[Kernel]
public readonly partial struct AddRmsNorm
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x, Row residual, [PerColumn] Row weight, double epsilon = 1e-6)
        => RmsNorm.Forward(x + residual, weight, epsilon);
}
