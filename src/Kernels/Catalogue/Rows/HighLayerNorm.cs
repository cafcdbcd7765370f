using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>Layer normalisation in double lanes.</summary>
[Kernel(Accuracy = Accuracy.High)]
public readonly partial struct HighLayerNorm
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x, [PerColumn] Row weight, [PerColumn] Row bias, double epsilon = 1e-5)
        => LayerNorm.Forward(x, weight, bias, epsilon);
}
