using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// The exponential linear unit: x for x > 0, α(eˣ - 1) else. Clevert, Unterthiner, Hochreiter 2015. elu'(0) = α.
/// </summary>
[Activation(MaxUlp = 2, MaxGradientUlp = 2)]
public readonly partial struct Elu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double alpha = 1) => x > 0 ? x : alpha * ExpM1(x);
}
