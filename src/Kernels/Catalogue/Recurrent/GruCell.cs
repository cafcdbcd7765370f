using static Kernels.KernelMath;

namespace Kernels.Recurrent;

/// <summary>
/// A gated recurrent unit after its matrix products, as cuDNN and PyTorch compute it: the reset gate acts behind the
/// product with the state. Cho et al. 2014. With the gate before the product: <see cref="GruBlend"/>.
/// </summary>
[Kernel(MaxUlp = 8)]
public readonly partial struct GruCell
{
    /// <summary>The new state in double precision.</summary>
    public static double Forward(double reset, double update, double fromInput, double fromState, double h)
        => GruBlend.Forward(update, fromInput + Sigmoid(reset) * fromState, h);
}
