using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// The gate of gpt-oss: (clamp(x, ±limit) + offset)·u·σ(αu), u = min(gate, limit). OpenAI 2025. Both clamps are closed,
/// as in Transformer Engine: at a limit the derivative is that within it.
/// </summary>
[Activation(Accuracy = Accuracy.High)]
public readonly partial struct ClampedSwiGlu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double gate, double alpha = 1.702, double limit = 7, double offset = 1)
        => (Clamp(x, -limit, limit) + offset) * ClampedSilu.Forward(gate, alpha, limit);
}
