using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// SiLU of slope α and limited input: u·σ(αu), u = min(x, limit). The gate of gpt-oss, OpenAI 2025. At the limit the
/// derivative is that below it, as Transformer Engine has it: the clamp is closed.
/// </summary>
[Activation(Accuracy = Accuracy.High)]
public readonly partial struct ClampedSilu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double alpha = 1.702, double limit = 7)
    {
        var u = Clamp(x, -float.MaxValue, limit);
        return u * Sigmoid(alpha * u);
    }
}
