using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>Binary cross-entropy of logits, the mean over the columns: log(1 + eˣ) - x·target.</summary>
[Kernel]
public readonly partial struct BinaryCrossEntropy
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(Row x, Row target) => Mean(Softplus(x) - x * target);
}
