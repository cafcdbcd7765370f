namespace Kernels.Activations;

/// <summary>The end of a linear layer in one pass: tanh(x + bias).</summary>
[Activation(Accuracy = Accuracy.High)]
public readonly partial struct BiasTanh
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double bias) => Tanh.Forward(x + bias);
}
