// What is known of one row: numbers, or bounds, or limits; of each output, the values first.
namespace Kernels.Ir;

internal sealed record RowOutcome(double[][] Least, double[][] Largest, Lazy<double[][]> Condition)
{
    public static RowOutcome Unknown(int[] lengths)
    {
        double[][] nothing = [.. lengths.Select(length => Enumerable.Repeat(double.NaN, length).ToArray())];
        return new(nothing, nothing, Well(lengths));
    }

    public static RowOutcome Of(RowTruth truth, Func<RowTruth, double[][]> condition, int[] lengths)
    {
        var unknown = Unknown(lengths);
        double[] Side(int output, bool isLargest)
        {
            if ((output == 0 ? truth.Values : truth.Gradients?[output - 1]) is { } numbers)
                return [.. numbers.Select(number => number.ToDouble())];
            if (output == 0 || truth.Around is not { } around) return unknown.Least[output];
            return [.. around[output - 1].Select(side => (isLargest ? side.Largest : side.Least).ToDouble())];
        }

        double[][] Sides(bool isLargest) => [.. lengths.Select((_, output) => Side(output, isLargest))];
        return new(Sides(isLargest: false), Sides(isLargest: true),
            truth.Values is null ? unknown.Condition : new(() => condition(truth)));
    }

    /// <param name="isDefined">Whether the user's own method has a value there.</param>
    /// <param name="rulesOut">Whether there are several infinities, all negative: then a limit is one,
    /// if it does not depend on which is the larger.</param>
    public static RowOutcome Limit(
        Func<InfinityStandIn, RowTruth> at, Func<InfinityStandIn, RowTruth, double[][]> condition, int[] lengths,
        bool isDefined, bool rulesOut)
    {
        var paths = InfinityStandIn.Paths.Select(path => path.Select(at).ToArray()).ToArray();
        // Where the values have none, a row that is no distribution, nothing is promised;
        // nor of a gradient with an element that has none.
        double[][] limits = [.. lengths.Select((length, output) => Whole([.. Enumerable.Range(0, length).Select(k =>
        {
            var each = paths.Select(path =>
            {
                var numbers = path.Select(truth => output == 0 ? truth.Values : truth.Gradients?[output - 1]).ToArray();
                return numbers.Any(number => number is null) ? null
                    : PathLimit.Of([.. numbers.Select(number => number![k])]);
            }).ToArray();
            return each[0] is { } limit && each.All(other => other == limit) ? limit : double.NaN;
        })]))];
        return limits[0].Any(double.IsNaN) || !isDefined && (!rulesOut || limits[0].Any(double.IsInfinity))
            ? Unknown(lengths)
            : new(limits, limits, new(() => condition(InfinityStandIn.Paths[0].Last(), paths[0].Last())));
    }

    static double[] Whole(double[] limits) => limits.Any(double.IsNaN) ? [.. limits.Select(_ => double.NaN)] : limits;

    static Lazy<double[][]> Well(int[] lengths) => new(() => [.. lengths.Select(length => new double[length])]);
}
