namespace Kernels.Activations;

/// <summary>A straight line: αx + β. oneDNN calls it linear; ONNX's recurrent layers Affine.</summary>
[Activation(MaxUlp = 1, MaxGradientUlp = 0.5)]
public readonly partial struct Affine
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double alpha = 1, double beta = 0) => alpha * x + beta;
}
