// Statistics of rows as people write them, without a number that keeps a denominator from 0.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

/// <summary>The length of a row.</summary>
[Kernel]
public readonly partial struct LengthOfRow
{
    public static double Forward(Row x) => Sqrt(Sum(Square(x)));
}

/// <summary>The square of the length, whose slope at 0 is that of the sum of squares.</summary>
[Kernel]
public readonly partial struct LengthSquared
{
    public static double Forward(Row x) => Square(Sqrt(Sum(Square(x))));
}

/// <summary>Rows of length 1.</summary>
[Kernel]
public readonly partial struct UnitRow
{
    public static Row Forward(Row x) => x / Sqrt(Sum(Square(x)));
}

/// <summary>The cosine of the angle between two rows.</summary>
[Kernel]
public readonly partial struct CosineOfRows
{
    public static double Forward(Row x, Row z) => Sum(x * z) / (Sqrt(Sum(Square(x))) * Sqrt(Sum(Square(z))));
}

/// <summary>The correlation of two rows.</summary>
[Kernel]
public readonly partial struct CorrelationOfRows
{
    public static double Forward(Row x, Row z)
    {
        var u = x - Mean(x);
        var v = z - Mean(z);
        return Sum(u * v) / Sqrt(Sum(Square(u)) * Sum(Square(v)));
    }
}

/// <summary>The variance in one pass, whose digits cancel as it is written.</summary>
[Kernel]
public readonly partial struct NaiveVariance
{
    public static double Forward(Row x) => Mean(Square(x)) - Square(Mean(x));
}

/// <summary>By the largest size, as rows are quantised.</summary>
[Kernel]
public readonly partial struct ByLargest
{
    public static Row Forward(Row x) => x / Max(Abs(x));
}

/// <summary>From 0 to 1.</summary>
[Kernel]
public readonly partial struct ByRange
{
    public static Row Forward(Row x) => (x - Min(x)) / (Max(x) - Min(x));
}

/// <summary>Three powers of a row, each by its root mean square: PolyNorm. Zhuo et al. 2024.</summary>
[Kernel]
public readonly partial struct PolyNorm
{
    static Row Rms(Row t) => t / Sqrt(Mean(Square(t)) + 1e-6);

    public static Row Forward(Row x) => (Rms(x * x * x) + Rms(x * x) + Rms(x)) / 3;
}

/// <summary>Mean 0 and variance 1 in double lanes, and its trainable scale, whose gradient is one sum.</summary>
[Kernel(Accuracy = Accuracy.High)]
public readonly partial struct ScaledStandardise
{
    public static Row Forward(Row x, [Trainable] double scale = 1.5, double epsilon = 1e-5)
    {
        var deviation = x - Mean(x);
        return scale * deviation / Sqrt(Mean(Square(deviation)) + epsilon);
    }
}
