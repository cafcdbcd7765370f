namespace Kernels;

// The vocabulary over rows: the reductions, and every function element by element.
public static partial class KernelMath
{
    /// <summary>The sum over all columns.</summary>
    public static double Sum(Row x) => x.Aggregate(0, (a, b) => a + b);

    /// <summary>The mean over all columns.</summary>
    public static double Mean(Row x) => Sum(x) / x.Columns;

    /// <summary>The largest value; NaN if there is one. The derivative is shared by all columns that have it.</summary>
    public static double Max(Row x) => x.Aggregate(double.NegativeInfinity, Math.Max);

    /// <summary>
    /// The smallest value; NaN if there is one. The derivative is shared by all columns that have it.
    /// </summary>
    public static double Min(Row x) => x.Aggregate(double.PositiveInfinity, Math.Min);

    /// <summary>log Σ eˣ, which does not overflow.</summary>
    public static double LogSumExp(Row x)
    {
        var max = Max(x);
        return double.IsInfinity(max) ? max : max + Log(Sum(Exp(x - max)));
    }

    /// <summary>0, 1, 2 …: the number of each column.</summary>
    public static Row Index(Row x) => new([.. Enumerable.Range(0, x.Columns).Select(column => (double)column)]);

    /// <summary>How many columns there are.</summary>
    public static double Count(Row x) => x.Columns;

    /// <summary>One of two values in each column. Both are evaluated; the derivative flows to the chosen one.</summary>
    public static Row Select(RowMask condition, Row whenTrue, Row whenFalse)
        => condition.Choose(column => whenTrue[column], column => whenFalse[column]);

    /// <inheritdoc cref="Select(RowMask, Row, Row)"/>
    public static Row Select(RowMask condition, Row whenTrue, double whenFalse)
        => condition.Choose(column => whenTrue[column], _ => whenFalse);

    /// <inheritdoc cref="Select(RowMask, Row, Row)"/>
    public static Row Select(RowMask condition, double whenTrue, Row whenFalse)
        => condition.Choose(_ => whenTrue, column => whenFalse[column]);

    /// <inheritdoc cref="Select(RowMask, Row, Row)"/>
    public static Row Select(RowMask condition, double whenTrue, double whenFalse)
        => condition.Choose(_ => whenTrue, _ => whenFalse);

    /// <summary>Where two rows have the same value.</summary>
    public static RowMask Equal(Row x, Row y) => RowMask.Of(x, y, (a, b) => a == b);

    /// <summary>Where a row has the value.</summary>
    public static RowMask Equal(Row x, double y) => RowMask.Of(x, x, (a, _) => a == y);

    /// <summary>The smaller of two values in each column.</summary>
    public static Row Min(Row x, Row y) => x.Zip(y, Math.Min);

    /// <inheritdoc cref="Min(Row, Row)"/>
    public static Row Min(Row x, double y) => x.Map(a => Math.Min(a, y));

    /// <summary>The larger of two values in each column.</summary>
    public static Row Max(Row x, Row y) => x.Zip(y, Math.Max);

    /// <inheritdoc cref="Max(Row, Row)"/>
    public static Row Max(Row x, double y) => x.Map(a => Math.Max(a, y));

    /// <summary>x within [low, high].</summary>
    public static Row Clamp(Row x, double low, double high) => x.Map(a => Clamp(a, low, high));

    /// <summary>xʸ.</summary>
    public static Row Pow(Row x, double y) => x.Map(a => Math.Pow(a, y));

    /// <summary>|x|.</summary>
    public static Row Abs(Row x) => x.Map(Abs);

    /// <summary>The square root.</summary>
    public static Row Sqrt(Row x) => x.Map(Sqrt);

    /// <summary>x².</summary>
    public static Row Square(Row x) => x.Map(Square);

    /// <summary>The largest integer not above x.</summary>
    public static Row Floor(Row x) => x.Map(Floor);

    /// <summary>-1, ±0 or 1.</summary>
    public static Row Sign(Row x) => x.Map(Sign);

    /// <summary>eˣ.</summary>
    public static Row Exp(Row x) => x.Map(Exp);

    /// <summary>2ˣ.</summary>
    public static Row Exp2(Row x) => x.Map(Exp2);

    /// <summary>eˣ - 1, accurate near 0.</summary>
    public static Row ExpM1(Row x) => x.Map(ExpM1);

    /// <summary>The natural logarithm.</summary>
    public static Row Log(Row x) => x.Map(Log);

    /// <summary>The logarithm to base 2.</summary>
    public static Row Log2(Row x) => x.Map(Log2);

    /// <summary>log(1 + x), accurate near 0.</summary>
    public static Row Log1P(Row x) => x.Map(Log1P);

    /// <summary>The sine.</summary>
    public static Row Sin(Row x) => x.Map(Sin);

    /// <summary>The cosine.</summary>
    public static Row Cos(Row x) => x.Map(Cos);

    /// <summary>The hyperbolic tangent.</summary>
    public static Row Tanh(Row x) => x.Map(Tanh);

    /// <summary>The hyperbolic sine.</summary>
    public static Row Sinh(Row x) => x.Map(Sinh);

    /// <summary>The hyperbolic cosine.</summary>
    public static Row Cosh(Row x) => x.Map(Cosh);

    /// <summary>The inverse tangent.</summary>
    public static Row Atan(Row x) => x.Map(Atan);

    /// <summary>The error function.</summary>
    public static Row Erf(Row x) => x.Map(Erf);

    /// <summary>1 - erf(x), accurate in the right tail.</summary>
    public static Row Erfc(Row x) => x.Map(Erfc);

    /// <summary>σ(x) = 1/(1 + e⁻ˣ).</summary>
    public static Row Sigmoid(Row x) => x.Map(Sigmoid);

    /// <summary>log σ(x).</summary>
    public static Row LogSigmoid(Row x) => x.Map(LogSigmoid);

    /// <summary>log(1 + eˣ).</summary>
    public static Row Softplus(Row x) => x.Map(Softplus);

    /// <summary>Φ(x), the standard normal distribution.</summary>
    public static Row NormalCdf(Row x) => x.Map(NormalCdf);

    /// <summary>log Φ(x), accurate in both tails.</summary>
    public static Row LogNormalCdf(Row x) => x.Map(LogNormalCdf);

    /// <summary>x·log(y), which is 0 where x is 0, whatever y is unless NaN.</summary>
    public static Row XLogY(Row x, Row y) => x.Zip(y, XLogY);

    /// <inheritdoc cref="XLogY(Row, Row)"/>
    public static Row XLogY(Row x, double y) => x.Map(a => XLogY(a, y));

    /// <inheritdoc cref="XLogY(Row, Row)"/>
    public static Row XLogY(double x, Row y) => y.Map(a => XLogY(x, a));

    /// <summary>x·log(1 + y), which is 0 where x is 0, whatever y is unless NaN.</summary>
    public static Row XLog1P(Row x, Row y) => x.Zip(y, XLog1P);

    /// <inheritdoc cref="XLog1P(Row, Row)"/>
    public static Row XLog1P(Row x, double y) => x.Map(a => XLog1P(a, y));

    /// <inheritdoc cref="XLog1P(Row, Row)"/>
    public static Row XLog1P(double x, Row y) => y.Map(a => XLog1P(x, a));

    /// <summary>x, with the derivative stopped.</summary>
    public static Row Detach(Row x) => x.Map(Detach);
}
