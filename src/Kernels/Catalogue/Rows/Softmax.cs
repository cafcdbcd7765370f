using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>Softmax: eˣ/Σeˣ. Bridle 1990. Rows with NaN, ∞ or nothing but -∞ give NaN, as in PyTorch.</summary>
[Kernel]
public readonly partial struct Softmax
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x) => Exp(x) / Sum(Exp(x));
}
