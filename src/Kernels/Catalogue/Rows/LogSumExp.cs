using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>log Σeˣ, one value a row: a largest value of ∞ or -∞ is the result.</summary>
[Kernel]
public readonly partial struct LogSumExp
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(Row x) => LogSumExp(x);
}
