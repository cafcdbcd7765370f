using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// Cross-entropy of logits with a class: log Σeˣ minus the logit of the class.
/// A class of -100 is ignored: loss and gradient 0.
/// </summary>
[Kernel]
public readonly partial struct CrossEntropy
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(Row x, [PerRow] int label, double ignored = -100)
    {
        var loss = LogSumExp(x) - Sum(Select(Equal(Index(x), label), x, 0));
        return label == ignored ? 0 : loss;
    }
}
