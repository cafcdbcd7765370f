using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>Softsign: x/(1 + |x|). Bergstra et al. 2009.</summary>
[Activation(MaxUlp = 1.5, MaxGradientUlp = 3)]
public readonly partial struct Softsign
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => x / (1 + Abs(x));
}
