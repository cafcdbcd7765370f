using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// The gated linear unit: x·σ(gate). Dauphin et al. 2016. PyTorch, Keras and JAX take the gate from the second
/// half of a row; Transformer Engine from the first.
/// </summary>
[Activation(Accuracy = Accuracy.High)]
public readonly partial struct Glu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double gate) => x * Sigmoid(gate);
}
