using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The quick GELU: x·σ(1.702x). Hendrycks, Gimpel 2016.</summary>
[Activation(MaxUlp = 3, MaxGradientUlp = 6)]
public readonly partial struct QuickGelu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => x * Sigmoid(1.702 * x);
}
