using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// Gradient centralisation: each row, which is the gradient of one unit, minus its mean.
/// Yong, Huang, Hua, Zhang 2020.
/// </summary>
[Kernel(Members = Members.Forward)]
public readonly partial struct CentraliseGradient
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x) => x - Mean(x);
}
