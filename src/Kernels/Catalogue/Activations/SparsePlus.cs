using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// Sparse softplus: 0 up to -1, (x + 1)²/4, x from 1 on. The integral of SparseSigmoid; of the sparsemax loss, Martins,
/// Astudillo 2016.
/// </summary>
[Activation(MaxUlp = 2, MaxGradientUlp = 1)]
public readonly partial struct SparsePlus
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => x <= -1 ? 0 : x >= 1 ? x : 0.25 * Square(x + 1);
}
