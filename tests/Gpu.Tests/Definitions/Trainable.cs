// Trainable scalars: one and two sums, beside two inputs, in double lanes.
using static Kernels.KernelMath;

namespace Kernels.Gpu.Tests.Definitions;

[Activation]
public readonly partial struct Swish
{
    static double Forward(double x, [Trainable] double beta = 1) => x * Sigmoid(beta * x);
}

[Activation]
public readonly partial struct TwoSlopes
{
    static double Forward(double x, double gate, [Trainable] double left = 0.25, double shift = 0.5, [Trainable] double right = 1.5)
        => (x > 0 ? right * x : left * x) + shift * gate;
}

[Activation(Accuracy = Accuracy.High)]
public readonly partial struct HighSwish
{
    static double Forward(double x, [Trainable] double beta = 1) => x * Sigmoid(beta * x);
}
