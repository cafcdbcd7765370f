namespace Kernels.Activations;

/// <summary>
/// The Swish gate: x·swish(gate, β). Shazeer 2020. ONNX calls it SwiGLU and β alpha; SwiGlu is β = 1.
/// </summary>
[Activation(Accuracy = Accuracy.High, MaxGradientUlp = 0.67)]
public readonly partial struct SwishGlu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double gate, [Trainable] double beta = 1) => x * Swish.Forward(gate, beta);
}
