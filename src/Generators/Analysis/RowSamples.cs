// The rows on which a definition is judged, and what its kernels should give for them, nearly: the stable form in
// double precision. Of a row with infinities that is a limit, and only one that is certain.
namespace Kernels.Analysis;

/// <summary>One row of each input, and what is nearly right there.</summary>
/// <param name="Expected">
/// Of each output nearly the truth; NaN where double precision does not know it, and nothing where there is no limit.
/// </param>
/// <param name="Method">What the user's own method gives for a row with infinities; null of other rows.</param>
internal sealed record SampleRow(double[][] Inputs, double[] Upstream, double[][] Expected, double[]? Method)
{
    public bool IsLimit => Method is not null;
}

internal sealed class RowSamples(CheckedRows subject)
{
    public const int Columns = 5;

    const int Seed = 71;

    /// <summary>
    /// How much of the largest value of its row a limit may differ from what the method gives at infinity.
    /// </summary>
    const double Agreement = 1e-6;

    readonly Definition definition = subject.Definition;

    /// <summary>
    /// The least place of each input that is compared with the numbers of the columns,
    /// a class or a length; null of others.
    /// </summary>
    public int?[] Places { get; } = Compared(subject.Definition);

    public IEnumerable<SampleRow> All()
    {
        var random = new Draws(Seed);
        for (var input = 0; input < definition.Inputs.Count; input++)
        {
            if (definition.Shapes[input] != Shape.Element || Places[input] is not null) continue;
            foreach (var kind in RowKind.All)
                for (var row = 0; row < RowKind.Rows; row++)
                {
                    double[][] inputs = [.. definition.Shapes.Select((shape, i)
                        => i == input ? Row(column => kind.Value(row, column, random))
                        : Places[i] is { } first ? [random.Next(Columns) + first]
                        : shape == Shape.Element ? Row(_ => 8 * random.NextDouble() - 4)
                        : Row(_ => 0.25 + 1.75 * random.NextDouble(), shape))];
                    var upstream = Row(_ => (0.5 + random.NextDouble()) * (random.Next(2) * 2 - 1), definition.Value);
                    if (Sample(inputs, upstream) is { } sample) yield return sample;
                }
        }

        static double[] Row(Func<int, double> value, Shape shape = Shape.Element)
            => [.. Enumerable.Range(0, (shape & Shape.PerColumn) != 0 ? Columns : 1)
                .Select(column => (double)(float)value(column))];
    }

    SampleRow? Sample(double[][] inputs, double[] upstream)
    {
        if (!inputs.Any(values => values.Any(double.IsInfinity)))
            return new(inputs, upstream, Stable(inputs, upstream), null);
        if (Method(inputs) is not { } method || Limits(inputs, upstream) is not { } limits || !Agree(limits[0], method))
            return null;
        // A limit that double precision does not know can only be what the method gives: others are not certain.
        limits[0] = [.. limits[0].Select((limit, k) => double.IsNaN(limit) ? method[k % method.Length] : limit)];
        return new(inputs, upstream, limits, method);
    }

    double[][] Stable(double[][] inputs, double[] upstream)
        => new RowFormula(subject.Stable, [.. inputs, upstream], subject.Parameters, Columns).Run();

    /// <summary>
    /// Where the stable form goes on the ways to the infinities of a row; null where its values have no limit.
    /// </summary>
    double[][]? Limits(double[][] inputs, double[] upstream)
    {
        var paths = InfinityStandIn.Paths
            .Select(path => path.Select(infinity => Stable(infinity.In(inputs), upstream)).ToArray()).ToArray();
        double[][] limits =
            [.. paths[0][0].Select((values, output) => Whole([.. values.Select((_, k) => Limit(On(output, k)))]))];
        if (limits[0].Length == 0) return null;
        return [limits[0], .. limits.Skip(1).Select(gradient => IsUsed(gradient, limits[0]) ? gradient : [])];

        double[][] On(int output, int k) => [.. paths.Select(path => path.Select(at => at[output][k]).ToArray())];

        static double[] Whole(double?[] limits)
            => limits.Any(limit => limit is null) ? [] : [.. limits.Select(limit => limit!.Value)];
    }

    /// <summary>
    /// The limit that all paths have; null where they have none or different ones,
    /// and NaN where double precision overflows.
    /// </summary>
    static double? Limit(double[][] paths)
    {
        if (paths.Any(path => path.Any(value => !double.IsFinite(value)))) return double.NaN;
        double?[] limits =
            [.. paths.Select(path => (double?)PathLimit.Of([.. path.Select(value => BigFloat.From(value, 0))]))
                .Distinct()];
        return limits.Length == 1 ? limits[0] : null;
    }

    /// <summary>
    /// Whether a gradient is of use: one that is infinite is not, nor any of a row whose values are all infinite.
    /// </summary>
    public static bool IsUsed(double[] gradient, double[] values)
        => !gradient.Any(double.IsInfinity) && !values.All(double.IsInfinity);

    /// <summary>
    /// What the user's own method gives at infinities; null where it is no number. An element of -∞ is a class that is
    /// ruled out, and 0·(-∞) is 0. A row with ∞ is no distribution: where that has made a NaN on the way nothing is
    /// certain, even if the result is of other columns.
    /// </summary>
    double[]? Method(double[][] inputs)
    {
        var isAbove = inputs.Any(values => values.Any(double.IsPositiveInfinity));
        var formula = new RowFormula(definition.Body, inputs, subject.Parameters, Columns, isZeroStrong: !isAbove);
        var values = formula.Run()[0];
        return values.Any(double.IsNaN) || isAbove && formula.HasNaN ? null : values;
    }

    /// <summary>
    /// Whether limits are what the method gives, as far as they are known. Without this x·(1/√mean x²), say,
    /// would have to give the limit of ∞/∞.
    /// </summary>
    public static bool Agree(double[] limits, double[] method)
    {
        var scale = method.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        return limits.Select((limit, k) => (Limit: limit, Given: method[k % method.Length]))
            .All(each => double.IsNaN(each.Limit) || each.Limit == each.Given
                || Math.Abs(each.Limit - each.Given) <= Agreement * scale);
    }

    static int?[] Compared(Definition definition)
    {
        var instructions = definition.Body.Instructions;
        var places = new int?[definition.Inputs.Count];
        foreach (var comparison in instructions.Where(each => each.Op.Row() is { Kind: Kind.Mask, Arity: 2 }))
        {
            var (a, b) = (instructions[comparison.A], instructions[comparison.B]);
            // Below a length of 0 there is no column.
            var least = comparison.Op is Op.Lt or Op.Gt ? 1 : 0;
            if (a.Op == Op.Index && b.Op == Op.Input) places[b.Index] = least;
            if (b.Op == Op.Index && a.Op == Op.Input) places[a.Index] = least;
        }
        return places;
    }
}
