namespace Kernels.Activations;

/// <summary>The end of a linear layer in one pass: max(x + bias, 0).</summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct BiasRelu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double bias) => Relu.Forward(x + bias);
}
