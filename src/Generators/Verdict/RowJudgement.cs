// The verdict on a definition over rows: what its kernels give for a few rows of every kind that people feed, against the stable form in double
// precision; what differs there against the formula as it was written, in arbitrary precision.
using Kernels.Verification;

namespace Kernels.Verdict;

internal sealed class RowJudgement(RowSubject subject, CancellationToken cancellation)
{
    const int Columns = 5, Seed = 71;

    /// <summary>Suspects of an output that are tried in arbitrary precision.</summary>
    const int Trials = 3;

    /// <summary>How many times what is allowed an error must be: where the user has promised nothing, one that is no question of a promise any more.</summary>
    const double Promised = 2, Unpromised = 16;

    const double LeastNormal = 1.17549435082228751e-38, Overflow = 3.4028235677973366e38;

    /// <summary>Units of the smallest subnormal that products below the normal range may lose; and the exponent of what stands for an infinite constant.</summary>
    const int Subnormal = 64, Infinite = 118;

    /// <summary>How much of the largest value of its row a limit may differ from what the method gives at infinity.</summary>
    const double Agreement = 1e-6;

    static readonly double Rounding = Math.ScaleB(1, -23);

    readonly Definition definition = subject.Definition;
    readonly int[] trainables = [.. subject.Definition.Trainables];

    readonly Dictionary<int, RowOutcome> outcomes = [];

    /// <param name="Expected">Of each output nearly the truth; NaN where double precision does not know it, and nothing where there is no limit.</param>
    /// <param name="Method">What the user's own method gives for a row with infinities, of which limits are expected; null of other rows.</param>
    sealed record Sample(double[][] Inputs, double[] Upstream, double[][] Expected, double[]? Method);

    readonly record struct Suspect(double Error, int Sample, int Column, double Actual);

    public IEnumerable<Finding> Findings()
    {
        // One draw of a random number is one of many formulas.
        if (definition.Seeds.Any()) return [];
        var samples = Samples().ToArray();
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
            : findings.GroupBy(finding => finding.Output == 0).Select(group => group.OrderByDescending(finding => finding.Error).First());
    }

    IEnumerable<Sample> Samples()
    {
        var random = new Draws(Seed);
        var places = Places();
        for (var input = 0; input < definition.Inputs.Count; input++)
        {
            if (definition.Shapes[input] != Shape.Element || places[input] is not null) continue;
            foreach (var kind in RowKind.All)
                for (var row = 0; row < RowKind.Rows; row++)
                {
                    double[][] inputs = [.. definition.Shapes.Select((shape, i) => i == input
                        ? Row(column => kind.Value(row, column, random))
                        : places[i] is { } first ? [random.Next(Columns) + first] : shape == Shape.Element ? Row(_ => 8 * random.NextDouble() - 4) : Row(_ => 0.25 + 1.75 * random.NextDouble(), shape))];
                    var upstream = Row(_ => (0.5 + random.NextDouble()) * (random.Next(2) * 2 - 1), definition.Value);
                    if (!inputs.Any(values => values.Any(double.IsInfinity))) yield return new(inputs, upstream, Stable(inputs, upstream), null);
                    else if (Method(inputs) is { } method && Limits(inputs, upstream) is { } limits && Agree(limits[0], method)) yield return new(inputs, upstream, limits, method);
                }
        }

        static double[] Row(Func<int, double> value, Shape shape = Shape.Element)
            => [.. Enumerable.Range(0, (shape & Shape.PerColumn) != 0 ? Columns : 1).Select(column => (double)(float)value(column))];
    }

    double[][] Stable(double[][] inputs, double[] upstream) => new RowFormula(subject.Stable, [.. inputs, upstream], subject.Parameters, Columns).Run();

    /// <summary>Where the stable form goes on the ways to the infinities of a row; null where its values have no limit.</summary>
    double[][]? Limits(double[][] inputs, double[] upstream)
    {
        var paths = InfinityStandIn.Paths.Select(path => path.Select(infinity => Stable(infinity.In(inputs), upstream)).ToArray()).ToArray();
        double[][] limits = [.. paths[0][0].Select((values, output) => Whole([.. values.Select((_, k) => Limit([.. paths.Select(path => path.Select(at => at[output][k]).ToArray())]))]))];
        return limits[0].Length == 0 ? null : [limits[0], .. limits.Skip(1).Select(gradient => IsUsed(gradient, limits[0]) ? gradient : [])];

        static double[] Whole(double?[] limits) => limits.Any(limit => limit is null) ? [] : [.. limits.Select(limit => limit!.Value)];
    }

    /// <summary>The limit that all paths have; null where they have none or different ones, and NaN where double precision leaves the numbers.</summary>
    static double? Limit(double[][] paths)
    {
        if (paths.Any(path => path.Any(value => !double.IsFinite(value)))) return double.NaN;
        double?[] limits = [.. paths.Select(path => (double?)PathLimit.Of(Exact(path))).Distinct()];
        return limits.Length == 1 ? limits[0] : null;
    }

    /// <summary>Whether somebody follows a gradient: none that is infinite, nor any of a row whose values are all infinite.</summary>
    static bool IsUsed(double[] gradient, double[] values) => !gradient.Any(double.IsInfinity) && !values.All(double.IsInfinity);

    /// <summary>
    /// What the user's own method gives at infinities; null where it is no number. At -∞ classes are ruled out, and 0·(-∞) of one is 0. At ∞ a row is no
    /// distribution: where that has made a NaN on the way nothing is certain, even if the result is of other columns.
    /// </summary>
    double[]? Method(double[][] inputs)
    {
        var isAbove = inputs.Any(values => values.Any(double.IsPositiveInfinity));
        var formula = new RowFormula(definition.Body, inputs, subject.Parameters, Columns, isZeroStrong: !isAbove);
        var values = formula.Run()[0];
        return values.Any(double.IsNaN) || isAbove && formula.HasNaN ? null : values;
    }

    /// <summary>Whether limits are what the method gives, as far as they are known: else a layer normalisation, say, would have to give the limit of ∞/∞.</summary>
    static bool Agree(double[] limits, double[] method)
    {
        var scale = method.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        return limits.Select((limit, k) => (Limit: limit, Given: method[k % method.Length]))
            .All(each => double.IsNaN(each.Limit) || each.Limit == each.Given || Math.Abs(each.Limit - each.Given) <= Agreement * scale);
    }

    /// <summary>The least place of each input that is compared with the numbers of the columns, a class or a length; null of others.</summary>
    int?[] Places()
    {
        var instructions = definition.Body.Instructions;
        var places = new int?[definition.Inputs.Count];
        foreach (var comparison in instructions.Where(instruction => instruction.Op.Row() is { Kind: Kind.Mask, Arity: 2 }))
        {
            var (a, b) = (instructions[comparison.A], instructions[comparison.B]);
            // Below a length of 0 there is no column.
            var least = comparison.Op is Op.Lt or Op.Gt ? 1 : 0;
            if (a.Op == Op.Index && b.Op == Op.Input) places[b.Index] = least;
            if (b.Op == Op.Index && a.Op == Op.Input) places[a.Index] = least;
        }
        return places;
    }

    void Compare(RowMember member, Sample sample, int at, List<Suspect>[] suspects)
    {
        double[][] sources = member.Kernel.Sources.Count == sample.Inputs.Length ? sample.Inputs : [.. sample.Inputs, sample.Upstream];
        var results = RowPasses.Run(member.Kernel, subject, sources, Columns, cancellation);
        for (var i = 0; i < results.Length; i++)
        {
            var (output, actual, expected) = (member.Outputs[i], results[i], sample.Expected[member.Outputs[i]]);
            if (expected.Length == 0) continue;
            var scale = expected.Where(value => !double.IsInfinity(value)).Select(Math.Abs).DefaultIfEmpty().Max();
            for (var column = 0; column < actual.Length; column++)
            {
                var right = expected[column % expected.Length];
                var error = double.IsNaN(right) ? double.PositiveInfinity : Ulp.Error((float)actual[column], right);
                // What is small beside its row, and what has lost no more, is not worth arbitrary precision.
                if (error > Bound(output) && !(Math.Abs(actual[column] - right) <= Bound(output) * Rounding * scale)) suspects[output].Add(new(error, at, column, actual[column]));
            }
        }
    }

    double Bound(int output) => output == 0 ? definition.MaxUlp : definition.MaxGradientUlp;

    IEnumerable<Finding> Confirmed(List<Suspect> suspects, int output, Sample[] samples)
    {
        var factor = (output == 0 ? subject.Promises.Value : subject.Promises.Gradient) ? Promised : Unpromised;
        // The worst of different rows: one row fails in all its columns alike. Numbers come before limits, which cost more.
        var rows = suspects.GroupBy(suspect => suspect.Sample).Select(row => row.OrderByDescending(each => each.Error).First()).OrderByDescending(each => each.Error)
            .ToLookup(each => samples[each.Sample].Method is not null);
        foreach (var suspect in rows[false].Take(Trials).Concat(rows[true].Take(Trials)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!outcomes.TryGetValue(suspect.Sample, out var outcome)) outcomes[suspect.Sample] = outcome = Outcome(samples[suspect.Sample]);
            var column = suspect.Column % outcome.Least[output].Length;
            if (samples[suspect.Sample].Method is not null && output > 0 && !IsUsed(outcome.Least[output], outcome.Least[0])) continue;
            var (right, got) = (outcome.Least[output][column], (float)suspect.Actual);
            // Nothing is certain where the formula has no number or limit, nor of a gradient that does not exist.
            if (double.IsNaN(right) || right != outcome.Largest[output][column] || Ulp.Error(got, right) <= Bound(output)) continue;
            var allowed = Bound(output) * (Ulp.Unit(right) + Subnormal * float.Epsilon + Rounding * outcome.Condition.Value[output][column]);
            if (Math.Abs(Clipped(got) - Clipped(right)) <= factor * allowed) continue;
            var isNone = float.IsNaN(got) || (got == 0 ? Math.Abs(right) >= LeastNormal : float.IsInfinity(got) && Math.Abs(right) < Overflow);
            yield return new(isNone ? Disease.NotANumber : Disease.BoundBroken, output, default, got, right, Ulp.Error(got, right), Place(samples[suspect.Sample], suspect.Column));
            yield break;
        }
    }

    /// <summary>Beyond the floats a kernel's answer is infinity, and right.</summary>
    static double Clipped(double value) => Math.Max(-Overflow, Math.Min(Overflow, value));

    /// <summary>What the formula as written gives, in arbitrary precision.</summary>
    RowOutcome Outcome(Sample sample)
    {
        int[] lengths = [sample.Upstream.Length, .. sample.Inputs.Select(values => values.Length), .. trainables.Select(_ => 1)];
        RowTruth Truth(RowPoint point) => BigRowTruth.At(definition.Body, point, trainables);
        double[][] Condition(RowPoint point, RowTruth truth) => RowCondition.Of(definition.Body, point, trainables, truth);
        if (sample.Method is { } method)
        {
            var limit = RowOutcome.Limit(
                infinity => Truth(Point(sample, infinity)), (infinity, truth) => Condition(Point(sample, infinity), truth), lengths, isDefined: true, rulesOut: false);
            return Agree(limit.Least[0], method) ? limit : RowOutcome.Unknown(lengths);
        }
        var point = Point(sample, new(Infinite, 0));
        return RowOutcome.Of(Truth(point), truth => Condition(point, truth), lengths);
    }

    RowPoint Point(Sample sample, InfinityStandIn infinity) => new(
        [.. infinity.In(sample.Inputs).Select(Exact)], Exact(subject.Parameters), Exact(sample.Upstream), [.. Places().Select(place => place is null)], Columns)
    {
        Infinity = ((BigFloat)1).Scale(infinity.Power),
    };

    static BigFloat[] Exact(double[] values) => [.. values.Select(value => BigFloat.From(value, 0))];

    string Place(Sample sample, int column)
        => string.Join("; ", sample.Inputs.Select((values, i) => $"{definition.Inputs[i]} = {string.Join(", ", values.Select(Floats.Text))}")) + $", column {column}";
}
