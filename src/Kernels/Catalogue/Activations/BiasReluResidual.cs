namespace Kernels.Activations;

/// <summary>The end of a linear layer and the skip connection around it: max(x + bias, 0) + residual.</summary>
[Activation(Accuracy = Accuracy.High, MaxUlp = 1)]
public readonly partial struct BiasReluResidual
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double bias, double residual) => Relu.Forward(x + bias) + residual;
}
