using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>GELU, exact: x·Φ(x). Hendrycks, Gimpel 2016.</summary>
[Activation(MaxUlp = 5, MaxGradientUlp = 8)]
public readonly partial struct Gelu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => x * NormalCdf(x);
}
