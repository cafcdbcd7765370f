// One destination of a kernel against what it should hold.
using System.Globalization;

namespace Kernels.Verification;

internal static class RowJudge
{
    /// <summary>How many roundings a kernel may lose of what a result is made of, for each ULP of its bound.</summary>
    const double PerUlp = 1;

    /// <summary>
    /// Units of the smallest subnormal that products below the normal range may lose, for each ULP of the bound.
    /// </summary>
    const double Subnormal = 64;

    static readonly double Rounding = Math.ScaleB(1, -23), Overflow = Math.ScaleB(1, 128);

    /// <param name="Index">Which number of the destination.</param>
    /// <param name="Error">How far it is from the truth.</param>
    /// <param name="Own">What one ULP of the truth is.</param>
    /// <param name="Unit">The same and, where that does not do, what rounding the inputs once makes of it.</param>
    public readonly record struct Judged(int Index, double Error, double Own, double Unit)
    {
        /// <summary>The error in ULP.</summary>
        public double Ulps => Error / Unit;
    }

    /// <summary>Every number of a destination of which the truth is known.</summary>
    public static IEnumerable<Judged> Numbers(RowResult result)
    {
        var (answer, actual) = (result.Answer, result.Actual);
        for (var k = 0; k < actual.Length; k++)
        {
            var (least, largest, value) = (Clipped(answer.Least[k]), Clipped(answer.Largest[k]), Clipped(actual[k]));
            if (double.IsNaN(least)) continue;
            var error = Distance(value, least, largest);
            var own = Ulp.Unit(Math.Abs(value - least) < Math.Abs(value - largest) ? least : largest)
                + Subnormal * float.Epsilon;
            // How an answer is conditioned is computed where its own digits do not do.
            yield return new(k, error, own,
                error <= result.Bound * own ? own : own + PerUlp * Rounding * answer.Condition.Value[k]);
        }
    }

    /// <returns>How many were judged, the largest error as a part of what is allowed, and what exceeds it.</returns>
    public static (int Judged, double Max, IReadOnlyList<string> Failures) Check(
        RowSample sample, KernelRunner runner, RowResult result)
    {
        Judged[] numbers = [.. Numbers(result)];
        return (numbers.Length, numbers.Length == 0 ? 0 : numbers.Max(number => number.Ulps) / result.Bound,
            [.. numbers.Where(number => !(number.Ulps <= result.Bound))
                .Select(number => Failure(sample, runner, result, number))]);
    }

    public static string Failure(RowSample sample, KernelRunner runner, RowResult result, Judged number)
    {
        var (k, answer) = (number.Index, result.Answer);
        var (least, largest) = (Clipped(answer.Least[k]), Clipped(answer.Largest[k]));
        var truth = least == largest
            ? FormattableString.Invariant($"the truth is {answer.Least[k]:G9}")
            : FormattableString.Invariant($"the truth is within {least:G9} and {largest:G9}");
        return string.Create(CultureInfo.InvariantCulture,
            $"{RowCheck.Subject(sample, runner)}, {result}, {Place(sample, result, k)}: "
                + $"{result.Actual[k]:G9} but {truth}, {result.Bound * number.Unit:G3} allowed");
    }

    public static string Place(RowSample sample, RowResult result, int number)
        => result.Actual.Length == sample.Rows * sample.Columns && sample.Columns > 1
            ? $"row {number / sample.Columns}, column {number % sample.Columns}"
            : $"number {number}";

    /// <summary>Beyond the floats a kernel's answer is infinity, and right.</summary>
    static double Clipped(double value) => Math.Clamp(value, -Overflow, Overflow);

    static double Distance(double value, double least, double largest)
        => double.IsNaN(value) ? double.PositiveInfinity
            : value < least ? least - value
            : value > largest ? value - largest
            : 0;
}
