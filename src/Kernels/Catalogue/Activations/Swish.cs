using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>Swish: x·σ(βx). Ramachandran, Zoph, Le 2017. Silu is β = 1; ONNX and oneDNN call β alpha.</summary>
[Activation(Accuracy = Accuracy.High, MaxGradientUlp = 0.67)]
public readonly partial struct Swish
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, [Trainable] double beta = 1) => x * Sigmoid(beta * x);
}
