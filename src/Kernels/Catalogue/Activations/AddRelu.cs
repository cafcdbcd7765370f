namespace Kernels.Activations;

/// <summary>The end of a residual block: max(x + residual, 0). He et al. 2015.</summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct AddRelu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double residual) => Relu.Forward(x + residual);
}
