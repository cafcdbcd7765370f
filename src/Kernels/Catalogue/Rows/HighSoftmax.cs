using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>Softmax in double lanes: each value within 1 ULP.</summary>
[Kernel(Accuracy = Accuracy.High)]
public readonly partial struct HighSoftmax
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x) => Exp(x) / Sum(Exp(x));
}
