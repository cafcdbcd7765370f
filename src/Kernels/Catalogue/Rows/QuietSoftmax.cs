using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// Softmax with a logit more that is 0, so that a row may attend to nothing: eˣ/(1 + Σeˣ). Miller 2023, softmax1.
/// </summary>
[Kernel]
public readonly partial struct QuietSoftmax
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x) => Exp(x) / (1 + Sum(Exp(x)));
}
