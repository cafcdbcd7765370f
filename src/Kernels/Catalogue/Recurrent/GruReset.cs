using static Kernels.KernelMath;

namespace Kernels.Recurrent;

/// <summary>
/// The state behind the reset gate of a gated recurrent unit, which the candidate's matrix multiplies in the original
/// convention: the first of two parts, of which <see cref="GruBlend"/> is the second. Cho et al. 2014.
/// </summary>
[Kernel]
public readonly partial struct GruReset
{
    /// <summary>σ(reset)·h in double precision.</summary>
    public static double Forward(double reset, double h) => Sigmoid(reset) * h;
}
