using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// Cross-entropy of logits with a distribution over the classes. A class of
/// probability 0 adds nothing, also where its logit is -∞.
/// </summary>
[Kernel]
public readonly partial struct SoftCrossEntropy
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(Row x, Row target) => Sum(target) * LogSumExp(x) - Sum(target * x);
}
