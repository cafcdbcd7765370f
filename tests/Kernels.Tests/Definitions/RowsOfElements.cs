// Element-wise definitions over a matrix: with what a column or a row shares, trainable scalars,
// random numbers; and rows beside them.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

[Kernel]
public readonly partial struct ColumnBiasSilu
{
    public static double Forward(double x, [PerColumn] double bias)
    {
        var shifted = x + bias;
        return shifted * Sigmoid(shifted);
    }
}

/// <summary>
/// All shapes at once: an element, a column's scale, a row's scale, a trainable scalar and a hyperparameter.
/// </summary>
[Kernel]
public readonly partial struct ScaledEverywhere
{
    public static double Forward(double x, double residual, [PerColumn] double weight, [PerRow] double scale,
        [Trainable] double slope = 0.75, double shift = 0.25)
        => Tanh(slope * x * weight) * scale + shift * residual;
}

/// <summary>Dropped at random, with a bias of the column.</summary>
[Kernel]
public readonly partial struct ColumnBiasDropout
{
    public static double Forward(double x, [PerColumn] double bias, double rate = 0.25, double seed = 11)
        => Uniform(seed) < rate ? 0 : (x + bias) / (1 - rate);
}

/// <summary>A trainable temperature: what flows into it is a sum over all.</summary>
[Kernel]
public readonly partial struct TemperedSoftmax
{
    public static Row Forward(Row x, [Trainable] double temperature = 1.5)
        => Exp(x * temperature) / Sum(Exp(x * temperature));
}

/// <summary>Elements chosen by a mask of rows, and a mean of what was chosen.</summary>
[Kernel]
public readonly partial struct MaskedMean
{
    public static Row Forward(Row x, Row mask, [PerColumn] Row weight)
    {
        var chosen = Select(mask > 0.5, x * weight, 0);
        var count = Sum(Select(mask > 0.5, 1.0, 0));
        return x - Sum(chosen) / (count + 1);
    }
}
