using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The sigmoid-tanh unit: β·tanh(x/β)·σ(x). Transformer Engine 2026.</summary>
[Activation(Accuracy = Accuracy.High, MaxGradientUlp = 6)]
public readonly partial struct Situ
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double beta = 4) => beta * Tanh(x / beta) * Sigmoid(x);
}
