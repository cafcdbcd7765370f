namespace Kernels.Activations;

/// <summary>SiLU and the skip connection around it: silu(x) + residual.</summary>
[Activation(Accuracy = Accuracy.High, MaxUlp = 1)]
public readonly partial struct SiluResidual
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double residual) => Silu.Forward(x) + residual;
}
