using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>Bias a column and SiLU: the end of a linear layer.</summary>
[Kernel]
public readonly partial struct ColumnBiasSilu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, [PerColumn] double bias) => Activations.Silu.Forward(x + bias);
}
