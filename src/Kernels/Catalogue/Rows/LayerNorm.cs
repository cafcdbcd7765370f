using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>Layer normalisation with weight and bias. Ba, Kiros, Hinton 2016; ε of PyTorch.</summary>
[Kernel]
public readonly partial struct LayerNorm
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x, [PerColumn] Row weight, [PerColumn] Row bias, double epsilon = 1e-5)
    {
        var deviation = x - Mean(x);
        return deviation / Sqrt(Mean(Square(deviation)) + epsilon) * weight + bias;
    }
}
