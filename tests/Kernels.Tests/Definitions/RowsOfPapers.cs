// Losses and statistics over rows as papers and frameworks write them. RowCheckTests has what is right.
using Kernels.Rows;
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

/// <summary>
/// Contrastive loss whose temperature is trained: moving the whole row must not change the gradient of the temperature.
/// </summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct TrainedContrast
{
    public static double Forward(Row x, [PerRow] int label, [Trainable] double temperature = 1.5)
    {
        var logits = x / temperature;
        return -Sum(Select(Equal(Index(x), label), logits - LogSumExp(logits), 0));
    }
}

/// <summary>A mean by softmax weights of another row, and how sharp these are.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct Aggregated
{
    public static double Forward(Row x, Row z, [Trainable] double sharpness = 1)
        => Sum(Softmax.Forward(sharpness * x) * z);
}

/// <summary>AM-softmax, written as a quotient. Wang et al. 2018.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct MarginQuotient
{
    public static double Forward(Row x, [PerRow] int label, double margin = 0.35, double scale = 3)
    {
        var own = Sum(Select(Equal(Index(x), label), scale * (x - margin), 0));
        return -Log(Exp(own) / (Exp(own) + Sum(Select(Equal(Index(x), label), 0, Exp(scale * x)))));
    }
}

/// <summary>Logit adjustment: the logarithm of a prior belongs to each logit. Menon et al. 2021.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct AdjustedLogits
{
    public static double Forward(Row x, [PerColumn] Row prior, [PerRow] int label)
    {
        var logits = x + Log(prior);
        return LogSumExp(logits) - Sum(Select(Equal(Index(x), label), logits, 0));
    }
}

/// <summary>Balanced softmax. Ren et al. 2020.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct BalancedSoftmax
{
    public static double Forward(Row x, [PerColumn] Row count, [PerRow] int label)
    {
        var e = count * Exp(x);
        return -Log(Sum(Select(Equal(Index(x), label), e, 0)) / Sum(e));
    }
}

/// <summary>
/// The mean absolute error of a classifier: its slope by all other classes is small where the class is unlikely.
/// </summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct AbsoluteErrorOfClass
{
    public static double Forward(Row x, [PerRow] int label)
        => 2 * (1 - Sum(Select(Equal(Index(x), label), Softmax.Forward(x), 0)));
}

/// <summary>
/// The standard deviation by the weights of a softmax: attentive pooling of statistics. Okabe et al. 2018.
/// </summary>
[Kernel(MaxUlp = 16)]
public readonly partial struct AttentiveDeviation
{
    public static double Forward(Row x, Row z)
    {
        var p = Softmax.Forward(z);
        return Sqrt(Sum(p * Square(x - Sum(p * x))) + 1e-5);
    }
}

/// <summary>The mean by weights.</summary>
[Kernel(MaxUlp = 16)]
public readonly partial struct MeanByWeights
{
    public static double Forward(Row x, [PerColumn] Row weight) => Sum(weight * x) / Sum(weight);
}

/// <summary>The correlation in sums, as textbooks have it.</summary>
[Kernel(MaxUlp = 16)]
public readonly partial struct CorrelationInSums
{
    public static double Forward(Row x, Row z)
    {
        var n = Count(x);
        return (n * Sum(x * z) - Sum(x) * Sum(z))
            / Sqrt((n * Sum(x * x) - Square(Sum(x))) * (n * Sum(z * z) - Square(Sum(z))));
    }
}

/// <summary>The standard deviation of a sample, whose slope is 0 where all are alike, as PyTorch's is.</summary>
[Kernel(MaxUlp = 16)]
public readonly partial struct SampleDeviation
{
    public static double Forward(Row x) => Sqrt(Sum(Square(x - Mean(x))) / (Count(x) - 1));
}

/// <summary>The hyperbolic distance of two rows at height 1: an area cosine of a number of the row.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct HyperbolicDistance
{
    public static double Forward(Row x, Row z)
    {
        var c = 1 + 0.5 * Sum(Square(x - z));
        return Log(c + Sqrt(c * c - 1));
    }
}
