using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// Softmax with an additive mask: 0 keeps a column, -∞ drops it. A row that is dropped whole gives NaN, as in PyTorch.
/// </summary>
[Kernel]
public readonly partial struct MaskedSoftmax
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x, Row mask, double scale = 1) => Softmax.Forward(scale * x + mask);
}
