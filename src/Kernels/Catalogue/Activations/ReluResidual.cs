namespace Kernels.Activations;

/// <summary>A rectifier and the skip connection around it: max(x, 0) + residual.</summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct ReluResidual
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double residual) => Relu.Forward(x) + residual;
}
