// A member over rows as its kernels do it, one row: pass by pass,
// numbers of the row between them, sums as a tree of 64 lanes.
using Kernels.Schedule;

namespace Kernels.Analysis;

internal sealed class RowPasses
{
    const int Lanes = 64;

    readonly RowKernel kernel;
    readonly Lane lane;
    readonly LaneInterpreter lanes;
    readonly int columns;
    readonly CancellationToken cancellation;
    readonly double[] parameters;
    readonly Dictionary<string, double[]> spans = [];
    readonly Dictionary<string, double> numbers = [];

    /// <param name="sources">In the order of the member's; floats.</param>
    RowPasses(RowKernel kernel, CheckedRows subject, double[][] sources, int columns, CancellationToken cancellation)
    {
        (this.kernel, parameters, this.columns, this.cancellation) =
            (kernel, subject.Parameters, columns, cancellation);
        (lane, lanes) = (kernel.IsDouble ? Lane.Double : Lane.Float, LaneInterpreter.Of(kernel.IsDouble));
        for (var i = 0; i < sources.Length; i++)
        {
            if (kernel.Sources[i].Shape == Shape.PerRow) numbers[kernel.Sources[i].Name] = sources[i][0];
            else spans[kernel.Sources[i].Name] = sources[i];
        }
        for (var i = 0; i < parameters.Length; i++) numbers[subject.ParameterNames[i]] = parameters[i];
        numbers[Scheduler.Columns] = columns;
        if (kernel.Index is { } index)
            spans[index] = [.. Enumerable.Range(0, columns).Select(column => (double)column)];
    }

    /// <summary>The results of the member, in their order; what is a sum over rows is the term of this one.</summary>
    public static double[][] Run(
        RowKernel kernel, CheckedRows subject, double[][] sources, int columns, CancellationToken cancellation)
    {
        var row = new RowPasses(kernel, subject, sources, columns, cancellation);
        foreach (var pass in kernel.Passes) row.Pass(pass);
        if (kernel.Range is { } range) row.Compute(range);
        // A row whose statistics floats do not hold is done again.
        if (kernel is { Within: { } within, Rare: { } rare } && row.numbers[within] == 0)
            return Run(rare, subject, sources, columns, cancellation);
        row.Compute(kernel.After);
        return [.. kernel.Results.Select(
            result => row.spans.TryGetValue(result.Name, out var span) ? span : [Narrow(row.numbers[result.Name])])];
    }

    void Pass(Pass pass)
    {
        bool IsMade(Reduction reduction) => pass.Elements is { } made && made.Destinations.Contains(reduction.Span);
        foreach (var reduction in pass.Reductions.Where(reduction => !IsMade(reduction))) Reduce(reduction);
        Compute(pass.Before);
        if (pass.Elements is { } elements)
        {
            var inputs = elements.Sources.Select(source => spans[source]).ToArray();
            var outputs = lanes.Run(elements.Body, Given(inputs, columns),
                [.. pass.Parameters.Select(name => numbers[name])], cancellation);
            for (var i = 0; i < outputs.Length; i++)
                spans[elements.Destinations[i]] = elements.DoubleSpans.Contains(elements.Destinations[i])
                    ? outputs[i]
                    : [.. outputs[i].Select(Narrow)];
        }
        foreach (var reduction in pass.Reductions.Where(IsMade)) Reduce(reduction);
        foreach (var (term, result) in pass.Columns) spans[result] = spans[term];
    }

    void Compute(Scalars scalars)
    {
        if (scalars.Names.Count == 0) return;
        var values = lanes.Run(scalars.Body,
            Given([.. scalars.Inputs.Select(name => (double[])[numbers[name]])], 1), parameters, cancellation);
        for (var i = 0; i < values.Length; i++) numbers[scalars.Names[i]] = values[i][0];
    }

    /// <summary>A body that reads nothing is evaluated at as many points.</summary>
    static double[][] Given(double[][] inputs, int points) => inputs.Length > 0 ? inputs : [new double[points]];

    void Reduce(Reduction reduction)
    {
        var values = spans[reduction.Span];
        numbers[reduction.Name] = reduction.Op switch
        {
            Op.RowMax => values.Any(double.IsNaN) ? double.NaN : values.Max() + 0,
            Op.RowMin => values.Any(double.IsNaN) ? double.NaN : values.Min() + 0,
            _ when reduction.OfFractions => lane.Round(values.Sum()),
            _ => Sum(values),
        };
    }

    double Sum(double[] values)
    {
        var sums = new double[Lanes];
        for (var i = 0; i < values.Length; i++) sums[i % Lanes] = lane.Round(sums[i % Lanes] + values[i]);
        for (var half = Lanes / 2; half > 0; half /= 2)
            for (var i = 0; i < half; i++) sums[i] = lane.Round(sums[i] + sums[i + half]);
        return sums[0];
    }

    /// <summary>Memory holds floats, but for what double lanes leave to later passes.</summary>
    static double Narrow(double value) => (float)value;
}
