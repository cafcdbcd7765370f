using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>A residual added, and the sum normalised: the block end of a transformer.</summary>
[Kernel]
public readonly partial struct AddLayerNorm
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x, Row residual, [PerColumn] Row weight, [PerColumn] Row bias, double epsilon = 1e-5)
        => LayerNorm.Forward(x + residual, weight, bias, epsilon);
}
