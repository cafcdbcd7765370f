using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// The squared rectifier: max(x, 0)². So et al. 2021. Transformer Engine calls it srelu, others relu².
/// </summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct SquaredRelu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => Square(Max(x, 0));
}
