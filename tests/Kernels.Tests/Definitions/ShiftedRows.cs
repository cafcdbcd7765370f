// What people write with softmax and logarithms of sums of exponentials: naively, from the catalogue, and shifted by
// hand. ShiftedRowTests has the right values.
using Kernels.Rows;
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

[Kernel(MaxUlp = 64)]
public readonly partial struct LogSoftmaxByHand
{
    public static Row Forward(Row x) => x - Max(x) - Log(Sum(Exp(x - Max(x))));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct LogSoftmaxByHandDetached
{
    public static Row Forward(Row x)
    {
        var shifted = x - Detach(Max(x));
        return shifted - Log(Sum(Exp(shifted)));
    }
}

[Kernel(MaxUlp = 64)]
public readonly partial struct LogOfSoftmax
{
    public static Row Forward(Row x) => Log(Softmax.Forward(x));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct EntropyNaive
{
    public static double Forward(Row x)
    {
        var p = Exp(x) / Sum(Exp(x));
        return -Sum(p * Log(p));
    }
}

[Kernel(MaxUlp = 64)]
public readonly partial struct EntropyOfCatalogue
{
    public static double Forward(Row x) => -Sum(Softmax.Forward(x) * LogSoftmax.Forward(x));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct EntropyShifted
{
    public static double Forward(Row x) => LogSumExp(x) - Sum(Exp(x - LogSumExp(x)) * x);
}

[Kernel(Accuracy = Accuracy.High, MaxUlp = 64)]
public readonly partial struct EntropyHigh
{
    public static double Forward(Row x) => LogSumExp(x) - Sum(Softmax.Forward(x) * x);
}

[Kernel(MaxUlp = 64)]
public readonly partial struct SoftArgMax
{
    public static double Forward(Row x) => Sum(x * Exp(x)) / Sum(Exp(x));
}

/// <summary>The place of the largest, softly.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct SoftIndex
{
    public static double Forward(Row x, double sharpness = 4)
        => Sum(Index(x) * Exp(sharpness * x)) / Sum(Exp(sharpness * x));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct LogMeanExp
{
    public static double Forward(Row x, double temperature = 4) => temperature * Log(Mean(Exp(x / temperature)));
}

/// <summary>How far the smooth largest is above the mean by its own weights.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct SmoothMaxGap
{
    public static double Forward(Row x, double temperature = 3)
        => temperature * LogSumExp(x / temperature) - Sum(Softmax.Forward(x / temperature) * x);
}

[Kernel(MaxUlp = 64)]
public readonly partial struct SmoothMin
{
    public static double Forward(Row x, [PerColumn] Row weight) => -Log(Sum(weight * Exp(-x)));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct WeightedLogSumExp
{
    public static double Forward(Row x, Row y) => Log(Sum(Square(y) * Exp(x)));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct WeightedMean
{
    public static double Forward(Row x, Row y) => Sum(Square(y) * x * Exp(x)) / Sum(Square(y) * Exp(x));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct MarginOfClass
{
    public static double Forward(Row x, [PerRow] int label)
        => Sum(Select(Equal(Index(x), label), x, 0)) - LogSumExp(x);
}

[Kernel(MaxUlp = 64)]
public readonly partial struct NegativeLogLikelihood
{
    public static double Forward(Row x, [PerRow] int label)
        => -Log(Sum(Select(Equal(Index(x), label), Softmax.Forward(x), 0)));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct Focal
{
    public static double Forward(Row x, [PerRow] int label, double gamma = 2)
    {
        var p = Sum(Select(Equal(Index(x), label), Softmax.Forward(x), 0));
        return -Pow(1 - p, gamma) * Log(p);
    }
}

[Kernel(MaxUlp = 64)]
public readonly partial struct Smoothed
{
    public static double Forward(Row x, [PerRow] int label, double smoothing = 0.1)
        => -(1 - smoothing) * Sum(Select(Equal(Index(x), label), LogSoftmax.Forward(x),
            0)) - smoothing * Mean(LogSoftmax.Forward(x));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct KullbackLeibler
{
    public static double Forward(Row x, Row y)
    {
        var p = Softmax.Forward(x);
        var q = Softmax.Forward(y);
        return Sum(p * Log(p / q));
    }
}

[Kernel(MaxUlp = 64)]
public readonly partial struct KullbackLeiblerOfLogarithms
{
    public static double Forward(Row x, Row y)
        => Sum(Exp(LogSoftmax.Forward(x)) * (LogSoftmax.Forward(x) - LogSoftmax.Forward(y)));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct JensenShannon
{
    public static double Forward(Row x, Row y)
    {
        var p = Softmax.Forward(x);
        var q = Softmax.Forward(y);
        var m = 0.5 * (p + q);
        return 0.5 * Sum(p * Log(p / m)) + 0.5 * Sum(q * Log(q / m));
    }
}

[Kernel(MaxUlp = 64)]
public readonly partial struct Distilled
{
    public static double Forward(Row x, Row y, double temperature = 2)
        => temperature * temperature * Sum(Softmax.Forward(y / temperature)
            * (LogSoftmax.Forward(y / temperature) - LogSoftmax.Forward(x / temperature)));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct CrossEntropyOfTwo
{
    public static double Forward(Row x, Row y) => LogSumExp(x) - Sum(Softmax.Forward(y) * x);
}

[Kernel(MaxUlp = 64)]
public readonly partial struct DifferenceOfLogSumExps
{
    public static double Forward(Row x, Row y) => LogSumExp(x) - Log(Sum(Exp(y)));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct InfoNce
{
    public static double Forward(Row x, [PerRow] int label, double temperature = 0.5)
        => -Log(Exp(Sum(Select(Equal(Index(x), label), x, 0)) / temperature) / Sum(Exp(x / temperature)));
}

/// <summary>Several positives: the first two columns.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct ManyPositives
{
    public static double Forward(Row x) => -Log(Sum(Select(Index(x) < 2, Exp(x), 0)) / Sum(Exp(x)));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct RenyiEntropy
{
    public static double Forward(Row x, double order = 0.5) => Log(Sum(Pow(Softmax.Forward(x), order))) / (1 - order);
}

[Kernel(MaxUlp = 64)]
public readonly partial struct TsallisEntropy
{
    public static double Forward(Row x, double order = 1.5) => (1 - Sum(Pow(Softmax.Forward(x), order))) / (order - 1);
}

[Kernel(MaxUlp = 64)]
public readonly partial struct LogOfMeanOfSoftmax
{
    public static double Forward(Row x, Row y) => Log(Mean(Square(y) * Softmax.Forward(x)));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct BhattacharyyaDistance
{
    public static double Forward(Row x, Row y) => -Log(Sum(Sqrt(Softmax.Forward(x) * Softmax.Forward(y))));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct LogOnePlusSum
{
    public static double Forward(Row x) => Log(1 + Sum(Exp(x)));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct PowerMean
{
    public static double Forward(Row x, double power = 3) => Pow(Sum(Exp(power * x)), 1 / power) / Sum(Exp(x));
}

/// <summary>Logits that are scaled and masked, and beside their own logarithm.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct ScaledMaskedLogSoftmax
{
    public static Row Forward(Row x, Row y, double scale = 0.3) => scale * x + y - LogSumExp(scale * x + y);
}

/// <summary>Varentropy: the variance of log p.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct Varentropy
{
    public static double Forward(Row x)
    {
        var p = Softmax.Forward(x);
        var distance = Log(p) - Sum(p * Log(p));
        return Sum(p * Square(distance));
    }
}

[Kernel(MaxUlp = 64)]
public readonly partial struct SoftLabels
{
    public static double Forward(Row x, Row y) => LogSumExp(x) - Sum(Square(y) * x);
}

[Kernel(MaxUlp = 64)]
public readonly partial struct EntropyByHand
{
    public static double Forward(Row x)
    {
        var e = Exp(x - Max(x));
        var p = e / Sum(e);
        return -Sum(p * Log(p));
    }
}

[Kernel(MaxUlp = 64)]
public readonly partial struct LogSumExpByHand
{
    public static double Forward(Row x) => Max(x) + Log(Sum(Exp(x - Max(x))));
}

/// <summary>The class against all others together.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct OneAgainstRest
{
    public static double Forward(Row x, [PerRow] int label)
        => LogSumExp(Select(Equal(Index(x), label), double.NegativeInfinity, x)) - Sum(Select(Equal(Index(x), label),
            x, 0));
}

[Kernel(MaxUlp = 64, MaxGradientUlp = 32)]
public readonly partial struct Unlikelihood
{
    public static double Forward(Row x, [PerRow] int label)
        => -Log(1 - Sum(Select(Equal(Index(x), label), Softmax.Forward(x), 0)));
}

/// <summary>Large-margin softmax: the class has its logit lowered, then all are scaled.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct AdditiveMargin
{
    public static double Forward(Row x, [PerRow] int label, double margin = 0.35, double scale = 2)
    {
        var logits = scale * Select(Equal(Index(x), label), x - margin, x);
        return LogSumExp(logits) - Sum(Select(Equal(Index(x), label), logits, 0));
    }
}

/// <summary>A positive of its own beside a row of negatives.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct PositiveBesideNegatives
{
    public static double Forward(Row x, [PerRow] double positive)
        => -Log(Exp(positive) / (Exp(positive) + Sum(Exp(x))));
}

/// <summary>Label smoothing as a distribution.</summary>
[Kernel(MaxUlp = 64)]
public readonly partial struct SmoothedTargets
{
    public static double Forward(Row x, [PerRow] int label, double smoothing = 0.1)
    {
        var target = Select(Equal(Index(x), label), 1 - smoothing + smoothing / Count(x), smoothing / Count(x));
        return LogSumExp(x) - Sum(target * x);
    }
}

[Kernel(MaxUlp = 64)]
public readonly partial struct MaxAboveSoftMax
{
    public static double Forward(Row x) => Max(x) - Sum(x * Softmax.Forward(x));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct FreeEnergyGap
{
    public static double Forward(Row x, double temperature = 0.5) => temperature * LogSumExp(x / temperature) - Max(x);
}

[Kernel(MaxUlp = 64)]
public readonly partial struct JensenShannonOfLogarithms
{
    public static double Forward(Row x, Row y)
    {
        var p = LogSoftmax.Forward(x);
        var q = LogSoftmax.Forward(y);
        var m = Log(0.5 * (Exp(p) + Exp(q)));
        return 0.5 * Sum(Exp(p) * (p - m)) + 0.5 * Sum(Exp(q) * (q - m));
    }
}

[Kernel(MaxUlp = 64)]
public readonly partial struct GeneralisedCrossEntropy
{
    public static double Forward(Row x, [PerRow] int label, double q = 0.7)
        => (1 - Pow(Sum(Select(Equal(Index(x), label), Softmax.Forward(x), 0)), q)) / q;
}

[Kernel(Accuracy = Accuracy.High, MaxUlp = 64)]
public readonly partial struct ScaledLogSoftmaxHigh
{
    public static Row Forward(Row x, double scale = 0.3) => scale * x - LogSumExp(scale * x);
}

[Kernel(MaxUlp = 64)]
public readonly partial struct SoftmaxByHandWithTemperature
{
    public static Row Forward(Row x, double temperature = 0.7)
    {
        var e = Exp((x - Max(x)) / temperature);
        return e / Sum(e);
    }
}

[Kernel(MaxUlp = 64)]
public readonly partial struct CrossEntropyWithWeights
{
    public static double Forward(Row x, [PerColumn] Row weight, [PerRow] int label)
        => Sum(Select(Equal(Index(x), label), weight * (LogSumExp(x) - x), 0));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct MovedLogSumExps
{
    public static double Forward(Row x, Row y) => LogSumExp(x + y) - LogSumExp(x - y);
}

[Kernel(MaxUlp = 64)]
public readonly partial struct SoftmaxOfLogSoftmax
{
    public static Row Forward(Row x) => Softmax.Forward(2 * LogSoftmax.Forward(x));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct WeightedSoftmax
{
    public static Row Forward(Row x, Row y) => Square(y) * Exp(x) / Sum(Square(y) * Exp(x));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct PowerOfMean
{
    public static double Forward(Row x, double power = 0.25) => Log(Pow(Mean(Exp(4 * x)), power));
}

[Kernel(MaxUlp = 64)]
public readonly partial struct CircleLoss
{
    public static double Forward(Row x, Row y) => Log(1 + Sum(Exp(2 * x)) * Sum(Exp(-y)));
}

[Kernel(Accuracy = Accuracy.High, MaxUlp = 64)]
public readonly partial struct ScaledSoftmaxHigh
{
    public static Row Forward(Row x, double scale = 1) => Softmax.Forward(scale * x);
}
