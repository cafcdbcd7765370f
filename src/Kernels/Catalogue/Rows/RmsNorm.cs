using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>Normalisation by the root mean square, with weight. Zhang, Sennrich 2019; ε of Llama.</summary>
[Kernel]
public readonly partial struct RmsNorm
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x, [PerColumn] Row weight, double epsilon = 1e-6)
        => x / Sqrt(Mean(Square(x)) + epsilon) * weight;
}
