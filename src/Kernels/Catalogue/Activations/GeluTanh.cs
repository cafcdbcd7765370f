using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>GELU in its tanh approximation: ½x(1 + tanh(√(2/π)(x + 0.044715x³))), computed as x·σ(2u).</summary>
[Activation(MaxUlp = 4, MaxGradientUlp = 5)]
public readonly partial struct GeluTanh
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x)
    {
        var u = 0.79788456080286535588 * (x + 0.044715 * x * x * x);
        return 0.5 * x * (1 + Tanh(u));
    }
}
