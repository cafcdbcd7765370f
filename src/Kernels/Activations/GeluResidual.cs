namespace Kernels.Activations;

/// <summary>GELU and the skip connection around it: gelu(x) + residual.</summary>
[Activation(Accuracy = Accuracy.High, MaxUlp = 1)]
public readonly partial struct GeluResidual
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double residual) => Gelu.Forward(x) + residual;
}
