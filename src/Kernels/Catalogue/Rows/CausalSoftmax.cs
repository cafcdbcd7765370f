using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// Softmax over the first columns of each row, 0 beyond them: in causal attention row i has i + 1 of them.
/// </summary>
[Kernel]
public readonly partial struct CausalSoftmax
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x, [PerRow] double length, double scale = 1)
        => Softmax.Forward(Select(Index(x) < length, scale * x, double.NegativeInfinity));
}
