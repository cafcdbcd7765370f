// The verdict on a definition over rows: what its kernels give for a few rows of every kind that people
// feed, against the stable form in double precision; what differs there against the formula as it was
// written, in arbitrary precision.
using Kernels.Verification;

namespace Kernels.Analysis;

internal sealed class RowJudgement(CheckedRows subject, CancellationToken cancellation)
{
    const int Columns = RowSamples.Columns;

    /// <summary>Suspects of an output that are tried in arbitrary precision.</summary>
    const int Trials = 3;

    /// <summary>
    /// How many times what is allowed an error must be: where the user has promised nothing,
    /// one that is no question of a promise any more.
    /// </summary>
    const double Promised = 2, Unpromised = 16;

    const double LeastNormal = 1.17549435082228751e-38, Overflow = 3.4028235677973366e38;

    /// <summary>
    /// Units of the smallest subnormal that products below the normal range may lose;
    /// and the exponent of what stands for an infinite constant.
    /// </summary>
    const int Subnormal = 64, Infinite = 118;

    static readonly double Rounding = Math.ScaleB(1, -23);

    readonly Definition definition = subject.Definition;
    readonly int[] trainables = [.. subject.Definition.Trainables];
    readonly RowSamples drawn = new(subject);

    /// <summary>What arbitrary precision says of the samples that were tried: all outputs of one at once.</summary>
    readonly Dictionary<int, RowOutcome> outcomes = [];

    readonly record struct Suspect(double Error, int Sample, int Column, double Actual);

    public IEnumerable<Finding> Findings()
    {
        // One draw of a random number is one of many formulas.
        if (definition.Seeds.Any()) return [];
        var samples = drawn.All().ToArray();
        // Of each output, the values first, what differs.
        var suspects = Enumerable.Range(0, subject.Stable.Outputs.Count).Select(_ => new List<Suspect>()).ToArray();
        for (var sample = 0; sample < samples.Length; sample++)
            foreach (var member in subject.Members)
            {
                cancellation.ThrowIfCancellationRequested();
                Compare(member, samples[sample], sample, suspects);
            }
        var findings = suspects.SelectMany((each, output) => Confirmed(each, output, samples)).ToArray();
        return findings.FirstOrDefault(finding => finding.Disease == Disease.NotANumber) is { } none ? [none]
            : findings.GroupBy(finding => finding.Output == 0)
                .Select(group => group.OrderByDescending(finding => finding.Error).First());
    }

    void Compare(RowMember member, SampleRow sample, int at, List<Suspect>[] suspects)
    {
        double[][] sources = member.Kernel.Sources.Count == sample.Inputs.Length
            ? sample.Inputs
            : [.. sample.Inputs, sample.Upstream];
        var results = RowPasses.Run(member.Kernel, subject, sources, Columns, cancellation);
        for (var i = 0; i < results.Length; i++)
        {
            var (output, actual, expected) = (member.Outputs[i], results[i], sample.Expected[member.Outputs[i]]);
            if (expected.Length == 0) continue;
            // An infinite element is no measure of the others of its row.
            var scale = expected.Where(value => !double.IsInfinity(value)).Select(Math.Abs).DefaultIfEmpty().Max();
            for (var column = 0; column < actual.Length; column++)
            {
                var right = expected[column % expected.Length];
                // Where double precision does not know a limit, a number is as likely right as not, and NaN is suspect.
                var isUnsuspected = double.IsNaN(right) && sample.IsLimit && !double.IsNaN(actual[column]);
                var error = isUnsuspected ? 0
                    : double.IsNaN(right) ? double.PositiveInfinity : Ulp.Error((float)actual[column], right);
                // What is small beside its row, and what has lost no more, is not worth arbitrary precision.
                if (error > Bound(output) && !(Math.Abs(actual[column] - right) <= Bound(output) * Rounding * scale))
                    suspects[output].Add(new(error, at, column, actual[column]));
            }
        }
    }

    double Bound(int output) => output == 0 ? definition.MaxUlp : definition.MaxGradientUlp;

    IEnumerable<Finding> Confirmed(List<Suspect> suspects, int output, SampleRow[] samples)
    {
        var factor = (output == 0 ? subject.Promises.Value : subject.Promises.Gradient) ? Promised : Unpromised;
        // The worst of different rows: one row fails in all its columns alike.
        // Numbers come before limits, which cost more.
        var rows = suspects.GroupBy(suspect => suspect.Sample)
            .Select(row => row.OrderByDescending(each => each.Error).First())
            .OrderByDescending(each => each.Error).ToLookup(each => samples[each.Sample].IsLimit);
        foreach (var suspect in rows[false].Take(Trials).Concat(rows[true].Take(Trials)))
        {
            cancellation.ThrowIfCancellationRequested();
            var sample = samples[suspect.Sample];
            if (!outcomes.TryGetValue(suspect.Sample, out var outcome))
                outcomes[suspect.Sample] = outcome = Outcome(sample);
            var column = suspect.Column % outcome.Least[output].Length;
            if (sample.IsLimit && output > 0 && !RowSamples.IsUsed(outcome.Least[output], outcome.Least[0])) continue;
            var (right, got) = (outcome.Least[output][column], (float)suspect.Actual);
            // Nothing is certain where the formula has no number or limit, nor of a gradient that does not exist.
            if (double.IsNaN(right) || right != outcome.Largest[output][column]) continue;
            if (Ulp.Error(got, right) <= Bound(output)) continue;
            var condition = outcome.Condition.Value[output][column];
            var allowed = Bound(output) * (Ulp.Unit(right) + Subnormal * float.Epsilon + Rounding * condition);
            if (Math.Abs(Clipped(got) - Clipped(right)) <= factor * allowed) continue;
            var isNone = float.IsNaN(got)
                || (got == 0 ? Math.Abs(right) >= LeastNormal : float.IsInfinity(got) && Math.Abs(right) < Overflow);
            var disease = isNone ? Disease.NotANumber : Disease.BoundBroken;
            yield return new(disease, output, default, got, right, Ulp.Error(got, right),
                Place(sample, suspect.Column));
            yield break;
        }
    }

    /// <summary>Beyond the floats a kernel's answer is infinity, and right.</summary>
    static double Clipped(double value) => Math.Max(-Overflow, Math.Min(Overflow, value));

    /// <summary>What the formula as written gives, in arbitrary precision.</summary>
    RowOutcome Outcome(SampleRow sample)
    {
        int[] lengths =
            [sample.Upstream.Length, .. sample.Inputs.Select(values => values.Length), .. trainables.Select(_ => 1)];
        RowTruth Truth(RowPoint point) => BigRowTruth.At(definition.Body, point, trainables);
        double[][] Condition(RowPoint point, RowTruth truth)
            => RowCondition.Of(definition.Body, point, trainables, truth);
        if (sample.Method is { } method)
        {
            var limit = RowOutcome.Limit(
                infinity => Truth(Point(sample, infinity)),
                (infinity, truth) => Condition(Point(sample, infinity), truth),
                lengths, isDefined: true, rulesOut: false);
            return RowSamples.Agree(limit.Least[0], method) ? limit : RowOutcome.Unknown(lengths);
        }
        var point = Point(sample, new(Infinite, 0));
        return RowOutcome.Of(Truth(point), truth => Condition(point, truth), lengths);
    }

    RowPoint Point(SampleRow sample, InfinityStandIn infinity) => new(
        [.. infinity.In(sample.Inputs).Select(Exact)], Exact(subject.Parameters), Exact(sample.Upstream),
        [.. drawn.Places.Select(place => place is null)], Columns)
    {
        Infinity = ((BigFloat)1).Scale(infinity.Power),
    };

    static BigFloat[] Exact(double[] values) => [.. values.Select(value => BigFloat.From(value, 0))];

    string Place(SampleRow sample, int column)
        => string.Join("; ", sample.Inputs.Select((values, i)
            => $"{definition.Inputs[i]} = {string.Join(", ", values.Select(Floats.Text))}")) + $", column {column}";
}
