using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// Cross-entropy of logits with a class, times the weight of that class: PyTorch's <c>cross_entropy(weight=…,
/// reduction="none")</c>. A class of -100 is ignored: loss and gradient 0.
/// </summary>
[Kernel]
public readonly partial struct WeightedCrossEntropy
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(Row x, [PerRow] int label, [PerColumn] Row weight, double ignored = -100)
    {
        var loss = LogSumExp(x) - Sum(Select(Equal(Index(x), label), x, 0));
        return label == ignored ? 0 : Sum(Select(Equal(Index(x), label), weight, 0)) * loss;
    }
}
