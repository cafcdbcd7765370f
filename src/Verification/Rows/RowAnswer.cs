// What the kernels of a sample should give. An input is exact; what a kernel may lose is what rounding once would
// lose of the inputs, or of their distances from the largest of their row, whichever is less, and of the upstream
// gradient. So a difference of two that are alike is judged by itself (a log-softmax at an offset of 10⁷), and a
// sum that cancels by its terms.
using System.Collections.Concurrent;
using Kernels.Ir;

namespace Kernels.Verification;

/// <summary>What one destination should hold.</summary>
/// <param name="Least">NaN where nothing can be said.</param>
/// <param name="Largest">The same as the least, where there is one answer.</param>
/// <param name="Condition">How far it moves, in ULP of 1, where what it is made of is rounded;
/// computed where somebody asks.</param>
internal sealed record RowAnswer(double[] Least, double[] Largest, Lazy<double[]> Condition);

internal sealed class RowAnswers
{
    static readonly ConcurrentDictionary<(string Ir, string Sample), RowAnswers> Known = [];

    readonly RowSample sample;
    readonly int[] trainables;
    readonly RowOutcome[] rows;

    RowAnswers(RowSample sample)
    {
        this.sample = sample;
        trainables =
            [.. Enumerable.Range(0, sample.Info.Parameters.Count).Where(i => sample.Info.Parameters[i].IsTrainable)];
        rows = new RowOutcome[sample.Rows];
        Parallel.For(0, sample.Rows, row => rows[row] = Outcome(row));
    }

    /// <summary>The same for all runners.</summary>
    public static RowAnswers Of(RowSample sample) => Known.GetOrAdd((sample.Info.Ir, sample.Name), _ => new(sample));

    /// <summary>The values; or 1 + i, the gradient of an input or then of a trainable parameter.</summary>
    public RowAnswer this[int output]
    {
        get
        {
            var shape = Shape(output);
            double[] Join(IEnumerable<double[]> each) => shape is RowShape.Element or RowShape.PerRow
                ? [.. each.SelectMany(row => row)] : each.Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]);
            return new(Join(rows.Select(row => row.Least[output])), Join(rows.Select(row => row.Largest[output])),
                new(() => Join(rows.Select(row => row.Condition.Value[output]))));
        }
    }

    RowShape Shape(int output)
        => output == 0 ? sample.Info.Value
            : output <= sample.Inputs.Length ? sample.Info.Inputs[output - 1].Shape
            : RowShape.Scalar;

    int[] Lengths
        => [.. Enumerable.Range(0, 1 + sample.Inputs.Length + trainables.Length)
            .Select(output => Shape(output) is RowShape.Element or RowShape.PerColumn ? sample.Columns : 1)];

    RowOutcome Outcome(int row)
    {
        var inputs = sample.Inputs.Select((_, input) => sample.Row(input, row).ToArray()).ToArray();
        if (inputs.Any(input => input.Any(float.IsNaN))) return RowOutcome.Unknown(Lengths);
        var infinities = inputs.Sum(input => input.Count(float.IsInfinity));
        if (infinities > 0 || sample.Body.Instructions.Any(
            instruction => instruction.Op == Ir.Op.Constant && double.IsInfinity(instruction.Constant)))
            // Where the method has no value, 0·(-∞) of classes that are ruled out, a finite limit is one all the same;
            // but a row with ∞ is no distribution.
            return RowOutcome.Limit(
                path => BigRowTruth.At(sample.Body, Point(row, path), trainables),
                (path, truth) => RowCondition.Of(sample.Body, Point(row, path), trainables, truth), Lengths,
                isDefined: !RowMethod.Of(sample).Run(row).Any(double.IsNaN),
                rulesOut: infinities > 1 && !inputs.Any(input => input.Any(float.IsPositiveInfinity)));
        var point = Point(row, default);
        return RowOutcome.Of(BigRowTruth.At(sample.Body, point, trainables),
            truth => RowCondition.Of(sample.Body, point, trainables, truth), Lengths);
    }

    RowPoint Point(int row, InfinityStandIn infinity)
    {
        var inputs = infinity.In([.. sample.Inputs.Select(
            (_, input) => sample.Row(input, row).ToArray().Select(value => (double)value).ToArray())]);
        BigFloat[][] exact = [.. inputs.Select(values => values.Select(value => BigFloat.From(value, 0)).ToArray())];
        return sample.Point(row, exact) with { Infinity = ((BigFloat)1).Scale(infinity.Power) };
    }
}
