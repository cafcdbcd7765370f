namespace Kernels.Activations;

/// <summary>The end of a linear layer in one pass: silu(x + bias).</summary>
[Activation(Accuracy = Accuracy.High)]
public readonly partial struct BiasSilu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double bias) => Silu.Forward(x + bias);
}
