using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>Bias a column and exact GELU: the end of a linear layer.</summary>
[Kernel]
public readonly partial struct ColumnBiasGelu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, [PerColumn] double bias) => Activations.Gelu.Forward(x + bias);
}
