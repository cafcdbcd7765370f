// Losses and attention by weights, masks and pairs of rows, as papers write them. RowCheckTests and PairedRowTests have
// what is right.
using Kernels.Rows;
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

/// <summary>A mask by multiplication: the slope by the weight of a hidden column is what it would add.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct MaskedLogSumExp
{
    public static double Forward(Row x, Row weight) => Log(Sum(weight * Exp(x)));
}

/// <summary>Softmax by weights, which may be 0.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct SoftmaxByWeights
{
    public static Row Forward(Row x, Row weight, double sharpness = 0.3)
        => weight * Exp(sharpness * x) / Sum(weight * Exp(sharpness * x));
}

/// <summary>Two sums of one row by different weights, whose largest values differ.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct OthersAgainstAll
{
    public static double Forward(Row x, Row weight, [PerRow] int label)
        => Log(Sum(Select(Equal(Index(x), label), 0, weight * Exp(x)))) - Log(Sum(weight * Exp(x)));
}

/// <summary>Supervised contrast of one anchor, each positive beside the negatives. Khosla et al. 2020.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct SupervisedContrast
{
    public static double Forward(Row x, Row positive)
        => -Sum(positive * (x - Log(Sum((1 - positive) * Exp(x)) + Exp(x)))) / Sum(positive);
}

/// <summary>Each column of one row against all of another.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct ColumnAgainstRow
{
    public static Row Forward(Row x, Row y) => x - Log(Sum(Exp(y)) + Exp(x));
}

/// <summary>Multi-similarity loss. Wang et al. 2019.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct MultiSimilarity
{
    public static double Forward(Row x, Row positive, double near = 2, double far = 50, double margin = 0.5)
        => Log(1 + Sum(positive * Exp(-near * (x - margin)))) / near
            + Log(1 + Sum((1 - positive) * Exp(far * (x - margin)))) / far;
}

/// <summary>Softmax for several labels, of which there may be none. Su et al. 2022.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct SeveralLabels
{
    public static double Forward(Row x, Row label)
        => Log(1 + Sum((1 - label) * Exp(x))) + Log(1 + Sum(label * Exp(-x)));
}

/// <summary>Mean 0 and variance 1 by weights of the columns, which are trained.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct NormByWeights
{
    public static Row Forward(Row x, [PerColumn] Row weight)
    {
        var deviation = x - Sum(weight * x) / Sum(weight);
        return deviation / Sqrt(Sum(weight * Square(deviation)) / Sum(weight) + 1e-5);
    }
}

/// <summary>The mean of a Dirichlet distribution whose evidence is exponential. Sensoy et al. 2018.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct MeanOfEvidence
{
    public static Row Forward(Row x)
    {
        var evidence = Exp(x) + 1;
        return evidence / Sum(evidence);
    }
}

/// <summary>Rényi's divergence of two softmaxes.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct RenyiDivergence
{
    public static double Forward(Row x, Row y, double order = 2)
        => Log(Sum(Pow(Softmax.Forward(x), order) / Pow(Softmax.Forward(y), order - 1))) / (order - 1);
}

/// <summary>A step of Sinkhorn's algorithm for one potential, on which it does not depend. Cuturi 2013.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct SinkhornStep
{
    public static double Forward(Row cost, Row potential, [PerRow] double own, double epsilon = 0.125)
        => own - epsilon * LogSumExp((own + potential - cost) / epsilon);
}

/// <summary>Direct preference optimisation, of the logarithms of tokens' probabilities. Rafailov et al. 2023.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct Preference
{
    public static double Forward(
        Row chosen, Row rejected, [PerRow] double chosenBefore, [PerRow] double rejectedBefore, double beta = 0.1)
        => -LogSigmoid(beta * ((Sum(chosen) - chosenBefore) - (Sum(rejected) - rejectedBefore)));
}

/// <summary>One minus the concordance of two rows. Lin 1989.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct Discordance
{
    public static double Forward(Row x, Row y)
    {
        var u = x - Mean(x);
        var v = y - Mean(y);
        return 1 - 2 * Mean(u * v) / (Mean(Square(u)) + Mean(Square(v)) + Square(Mean(x) - Mean(y)));
    }
}

/// <summary>The scale-invariant error of depths, whose slope is 0 where both are alike. Eigen et al. 2014.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct ErrorOfDepths
{
    public static double Forward(Row x, Row y, double share = 0.85)
    {
        var distance = x - y;
        return Sqrt(Mean(Square(distance)) - share * Square(Mean(distance)));
    }
}

/// <summary>A mask of ones and zeros as it is added to logits.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct SoftmaxByMask
{
    public static Row Forward(Row x, Row mask) => Softmax.Forward(x + (1 - mask) * -1e9);
}
