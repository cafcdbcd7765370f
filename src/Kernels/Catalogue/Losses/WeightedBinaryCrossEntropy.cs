using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// Binary cross-entropy of logits, the mean over the columns, where a target of 1 counts as often as the weight of its
/// column says: PyTorch's <c>binary_cross_entropy_with_logits(pos_weight=…)</c>.
/// </summary>
[Kernel]
public readonly partial struct WeightedBinaryCrossEntropy
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(Row x, Row target, [PerColumn] Row weight)
        => Mean(weight * target * Softplus(-x) + (1 - target) * Softplus(x));
}
