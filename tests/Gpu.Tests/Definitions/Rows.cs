// Definitions over rows beyond the catalogue: every shape of input at once, trainable scalars and random numbers,
// several values kept, extremes of extremes, double lanes, names that generated code has too.
using static Kernels.KernelMath;

namespace Kernels.Gpu.Tests.Definitions;

[Activation]
public readonly partial struct ScaledEverywhere
{
    public static double Forward(double x, double residual, [PerColumn] double weight, [PerRow] double scale,
        [Trainable] double slope = 0.75, double shift = 0.25)
        => Tanh(slope * x * weight) * scale + shift * residual;
}

[Activation]
public readonly partial struct ColumnBiasDropout
{
    public static double Forward(double x, [PerColumn] double bias, double rate = 0.25, double seed = 11)
        => Uniform(seed) < rate ? 0 : (x + bias) / (1 - rate);
}

[Activation]
public readonly partial struct TwoTemperatures
{
    public static Row Forward(Row x, [Trainable] double hot = 1.5, [Trainable] double cold = 0.5)
        => Exp(x * hot) / Sum(Exp(x * hot)) - Tanh(x * cold) / (1 + Sum(Abs(Tanh(x * cold))));
}

[Activation]
public readonly partial struct DeepRows
{
    public static Row Forward(Row x, double epsilon = 0.5)
    {
        var centred = x - Mean(x);
        var shifted = centred / Sqrt(Mean(Square(centred)) + epsilon) - Min(centred);
        return shifted / (Sum(Abs(shifted)) + Max(shifted) + epsilon);
    }
}

[Activation]
public readonly partial struct ClassAndRange
{
    public static double Forward(Row x, [PerRow] int label, [PerColumn] Row weight)
        => LogSumExp(x * weight) - Sum(Select(Equal(Index(x), label), x, 0)) + Max(x) - Min(x);
}

[Activation]
public readonly partial struct MaskedMean
{
    public static Row Forward(Row x, Row mask, [PerColumn] Row weight)
    {
        var chosen = Select(mask > 0.5, x * weight, 0);
        return x - Sum(chosen) / (Sum(Select(mask > 0.5, 1.0, 0)) + 1);
    }
}

[Activation]
public readonly partial struct RowSum
{
    public static double Forward(Row x) => Sum(x);
}

[Activation]
public readonly partial struct RowMax
{
    public static double Forward(Row x) => Max(x);
}

[Activation(Accuracy = Accuracy.High, MaxUlp = 4)]
public readonly partial struct HighRows
{
    public static Row Forward(Row x, [PerColumn] Row weight, [PerRow] double scale, [Trainable] double epsilon = 0.25)
        => Exp(x - Max(x)) * scale / Sqrt(Mean(Square(x)) + epsilon * scale * scale) * weight
            - Min(x) * Sum(x * weight);
}

[Activation]
public readonly partial struct Awkwards
{
    public static Row Forward(
        Row row, [PerColumn] Row columns, [PerRow] double shared, double stride = 2, double j = 0.5, double lane = 1)
    {
        var sum = Sum(row * columns);
        var rowIn = Max(row * stride);
        return (row + sum * j) / (lane + Abs(rowIn)) * shared;
    }
}
