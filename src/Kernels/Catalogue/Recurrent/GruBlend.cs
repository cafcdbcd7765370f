using static Kernels.KernelMath;

namespace Kernels.Recurrent;

/// <summary>
/// The new state of a gated recurrent unit: the update gate's mean of the old state and of tanh(candidate). Cho et al.
/// 2014. In the original convention the candidate has the product with <see cref="GruReset"/>'s result.
/// </summary>
[Kernel(Accuracy = Accuracy.High)]
public readonly partial struct GruBlend
{
    /// <summary>The new state in double precision.</summary>
    public static double Forward(double update, double candidate, double h)
    {
        var z = Sigmoid(update);
        return (1 - z) * Tanh(candidate) + z * h;
    }
}
