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
    static double Forward(
        double x, double gate, [Trainable] double left = 0.25, double shift = 0.5, [Trainable] double right = 1.5)
        => (x > 0 ? right * x : left * x) + shift * gate;
}

[Activation(Accuracy = Accuracy.High)]
public readonly partial struct HighSwish
{
    static double Forward(double x, [Trainable] double beta = 1) => x * Sigmoid(beta * x);
}

/// <summary>More results of one lane than a tuple of ILGPU holds: a quotient that learns its coefficients.</summary>
[Activation(MaxGradientUlp = 16)]
public readonly partial struct Rational
{
    static double Forward(
        double x, [Trainable] double a0 = 0.02, [Trainable] double a1 = 0.5, [Trainable] double a2 = 0.6,
        [Trainable] double a3 = 0.1, [Trainable] double a4 = 0.05, [Trainable] double a5 = 0.02,
        [Trainable] double b1 = 0.1, [Trainable] double b2 = 0.2,
        [Trainable] double b3 = 0.3, [Trainable] double b4 = 0.4)
        => (a0 + x * (a1 + x * (a2 + x * (a3 + x * (a4 + x * a5)))))
            / (1 + Abs(x * (b1 + x * (b2 + x * (b3 + x * b4)))));
}

/// <summary>The same of inputs, and names whose gradients would be words of C#.</summary>
[Activation]
public readonly partial struct NineInputs
{
    static double Forward(double a, double b, double c, double d, double e, double f, double g, double o, double ouble)
        => Tanh(a * b) + c * d + Sigmoid(e * f) * g + o * ouble;
}
