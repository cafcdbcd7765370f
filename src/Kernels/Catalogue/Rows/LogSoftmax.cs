using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>log softmax: x - log Σeˣ. Rows with NaN or nothing but -∞ give NaN.</summary>
[Kernel]
public readonly partial struct LogSoftmax
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x) => x - LogSumExp(x);
}
