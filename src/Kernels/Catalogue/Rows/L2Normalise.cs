using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>Rows of length 1: x/max(‖x‖, ε), as in PyTorch.</summary>
[Kernel]
public readonly partial struct L2Normalise
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x, double epsilon = 1e-12) => x / Max(Sqrt(Sum(Square(x))), epsilon);
}
