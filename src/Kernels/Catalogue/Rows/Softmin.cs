using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>Softmin: the softmax of -x.</summary>
[Kernel]
public readonly partial struct Softmin
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x) => Softmax.Forward(-x);
}
