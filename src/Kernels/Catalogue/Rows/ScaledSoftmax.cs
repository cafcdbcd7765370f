using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>Softmax of scaled logits: attention, with 1/√d, or the inverse of a temperature.</summary>
[Kernel]
public readonly partial struct ScaledSoftmax
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x, double scale = 1) => Softmax.Forward(scale * x);
}
