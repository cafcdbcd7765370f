namespace Kernels.Activations;

/// <summary>
/// The hard logistic function: αx + β between 0 and 1. Courbariaux et al. 2015. PyTorch, JAX and Keras 3 have α = 1/6;
/// ONNX has 0.2. The derivative is α on the open interval; α is positive.
/// The default is 1/6, though no float is: x/6 + ½.
/// </summary>
[Activation(MaxUlp = 1, MaxGradientUlp = 0.5)]
public readonly partial struct Hardsigmoid
{
    // The double above 1/6, so that the interval ends at ±3 themselves.
    const double OneSixth = 0.16666666666666669;

    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double alpha = OneSixth, double beta = 0.5)
        => x <= -beta / alpha ? 0 : x >= (1 - beta) / alpha ? 1 : alpha * x + beta;
}
