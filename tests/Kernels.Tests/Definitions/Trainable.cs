// Trainable scalars: alone, beside a hyperparameter, two at once, in double lanes, without effect.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

/// <summary>
/// Swish, x·σ(βx). Ramachandran, Zoph, Le 2017. The root of its derivative moves with β,
/// so the derivative is not expanded there: digits are lost about it.
/// </summary>
[Activation(MaxUlp = 4, MaxGradientUlp = 500)]
public readonly partial struct Swish
{
    public static double Forward(double x, [Trainable] double beta = 1) => x * Sigmoid(beta * x);
}

/// <summary>PReLU. He et al. 2015.</summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct Prelu
{
    public static double Forward(double x, [Trainable] double weight = 0.25) => x > 0 ? x : weight * x;
}

[Activation(MaxUlp = 4, MaxGradientUlp = 8)]
public readonly partial struct ScaledTanh
{
    static double Forward(
        double x, [Trainable] double height = 1.5, double shift = 0.5, [Trainable] double slope = 0.75)
        => height * Tanh(slope * x) + shift * x;
}

[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighSwish
{
    static double Forward(double x, [Trainable] double beta = 1) => x * Sigmoid(beta * x);
}

/// <summary>At a tie the parameter counts as a constant.</summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct TrainableFloor
{
    static double Forward(double x, [Trainable] double floor = 0.5) => Max(x, floor);
}
