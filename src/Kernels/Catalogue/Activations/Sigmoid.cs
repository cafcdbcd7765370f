using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The logistic function: 1/(1 + e⁻ˣ).</summary>
[Activation(MaxUlp = 2.2, MaxGradientUlp = 5)]
public readonly partial struct Sigmoid
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => Sigmoid(x);
}
