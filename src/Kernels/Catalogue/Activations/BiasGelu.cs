namespace Kernels.Activations;

/// <summary>The end of a linear layer in one pass: gelu(x + bias).</summary>
[Activation(Accuracy = Accuracy.High)]
public readonly partial struct BiasGelu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double bias) => Gelu.Forward(x + bias);
}
