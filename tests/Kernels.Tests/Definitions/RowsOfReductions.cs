// Definitions over rows that stretch the language: reductions of reductions, ties, values that are one a row,
// formulas as naive as in books.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

/// <summary>A reduction of what a reduction has shifted, three deep, then two numbers of the row at once.</summary>
[Kernel(MaxUlp = 8)]
public readonly partial struct DeepRows
{
    public static Row Forward(Row x, double epsilon = 0.5)
    {
        var centred = x - Mean(x);
        var shifted = centred / Sqrt(Mean(Square(centred)) + epsilon) - Min(centred);
        return shifted / (Sum(Abs(shifted)) + Max(shifted) + epsilon);
    }
}

/// <summary>The range of a row, one value a row, by its extremes.</summary>
[Kernel]
public readonly partial struct RangeOfRow
{
    public static double Forward(Row x) => Max(x) - Min(x);
}

/// <summary>Each element's part of the extremes, element by element and of the row.</summary>
[Kernel]
public readonly partial struct BetweenExtremes
{
    public static Row Forward(Row x, double epsilon = 0.25) => (Max(x, 0.5) - Min(x)) / (Max(x) - Min(x) + epsilon);
}

/// <summary>log Σ eˣ as a beginner writes it.</summary>
[Kernel]
public readonly partial struct NaiveLogSumExp
{
    public static double Forward(Row x) => Log(Sum(Exp(x)));
}

/// <summary>log softmax as a beginner writes it.</summary>
[Kernel]
public readonly partial struct NaiveLogSoftmax
{
    public static Row Forward(Row x) => Log(Exp(x) / Sum(Exp(x)));
}

/// <summary>Cross-entropy of a class, from logits.</summary>
[Kernel]
public readonly partial struct ClassCrossEntropy
{
    public static double Forward(Row x, [PerRow] int label) => LogSumExp(x) - Sum(Select(Equal(Index(x), label), x, 0));
}

/// <summary>Softmax of the columns up to one, of each row its own.</summary>
[Kernel]
public readonly partial struct CausalRows
{
    public static Row Forward(Row x, [PerRow] double last)
    {
        var e = Select(Index(x) <= last, Exp(x - Max(x)), 0);
        return e / Sum(e);
    }
}

/// <summary>The root of the mean square, in double lanes.</summary>
[Kernel(Accuracy = Accuracy.High, MaxUlp = 2)]
public readonly partial struct HighRms
{
    public static Row Forward(Row x, [PerColumn] Row weight, double epsilon = 1e-5)
        => x / Sqrt(Mean(Square(x)) + epsilon) * weight;
}
