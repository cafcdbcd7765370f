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

    /// <returns>How many were judged, the largest error as a part of what is allowed, and what exceeds it.</returns>
    public static (int Judged, double Max, IReadOnlyList<string> Failures) Check(
        RowSample sample, RowRunner runner, string what, RowAnswer answer, float[] actual, double bound)
    {
        var (judged, max, failures) = (0, 0.0, new List<string>());
        for (var k = 0; k < actual.Length; k++)
        {
            var (least, largest, value) = (Clipped(answer.Least[k]), Clipped(answer.Largest[k]), Clipped(actual[k]));
            if (double.IsNaN(least)) continue;
            judged++;
            var error = Distance(value, least, largest);
            var nearest = Math.Abs(value - least) < Math.Abs(value - largest) ? least : largest;
            var own = bound * (Ulp.Unit(nearest) + Subnormal * float.Epsilon);
            // How an answer is conditioned is computed where its own digits do not do.
            var allowed = error <= own ? own : own + bound * PerUlp * Rounding * answer.Condition.Value[k];
            max = Math.Max(max, error / allowed);
            if (error <= allowed) continue;
            var place = answer.Least.Length == sample.Rows * sample.Columns && sample.Columns > 1
                ? $"row {k / sample.Columns}, column {k % sample.Columns}"
                : $"number {k}";
            var truth = least == largest
                ? FormattableString.Invariant($"the truth is {answer.Least[k]:G9}")
                : FormattableString.Invariant($"the truth is within {least:G9} and {largest:G9}");
            failures.Add(string.Create(CultureInfo.InvariantCulture,
                $"{RowCheck.Subject(sample, runner)}, {what}, {place}: "
                    + $"{actual[k]:G9} but {truth}, {allowed:G3} allowed"));
        }
        return (judged, max, failures);
    }

    /// <summary>Beyond the floats a kernel's answer is infinity, and right.</summary>
    static double Clipped(double value) => Math.Clamp(value, -Overflow, Overflow);

    static double Distance(double value, double least, double largest)
        => double.IsNaN(value) ? double.PositiveInfinity
            : value < least ? least - value
            : value > largest ? value - largest
            : 0;
}
