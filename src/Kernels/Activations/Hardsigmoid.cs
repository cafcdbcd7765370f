namespace Kernels.Activations;

/// <summary>
/// The hard logistic function: αx + β between 0 and 1. Courbariaux et al. 2015. PyTorch, JAX and Keras 3 have α = 1/6;
/// ONNX has 0.2. The derivative is α on the open interval; α is positive.
/// </summary>
[Activation(MaxUlp = 1, MaxGradientUlp = 0.5)]
public readonly partial struct Hardsigmoid
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double alpha = 1.0 / 6, double beta = 0.5) => x <= -beta / alpha ? 0 : x >= (1 - beta) / alpha ? 1 : alpha * x + beta;
}
