using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The soft cap of logits: c·tanh(x/c). Gemma team 2024.</summary>
[Activation(Accuracy = Accuracy.High)]
public readonly partial struct Softcap
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double cap = 30) => cap * Tanh(x / cap);
}
