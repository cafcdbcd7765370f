using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>Tanh shrinkage: x - tanh(x).</summary>
[Activation(MaxUlp = 3, MaxGradientUlp = 6)]
public readonly partial struct Tanhshrink
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => x - Tanh(x);
}
