// The user's own method in double precision, row by row, at the inputs of a sample and beside them.
using Kernels.Ir;

namespace Kernels.Verification;

internal sealed class RowMethod(RowSample sample, double[][] inputs, double[] parameters)
{
    public static RowMethod Of(RowSample sample)
        => new(sample, [.. sample.Inputs.Select(input => input.Select(value => (double)value).ToArray())],
            [.. sample.Parameters.Select(parameter => (double)parameter)]);

    /// <summary>With one input or parameter moved.</summary>
    /// <param name="variable">An input or, behind the inputs, a parameter.</param>
    public RowMethod Moved(int variable, double[] direction, double step)
    {
        double[] Move(double[] values, double[] along)
            => [.. values.Zip(along, (value, slope) => value + step * slope)];
        return variable < inputs.Length
            ? new(sample, [.. inputs.Select((input, i) => i == variable ? Move(input, direction) : input)], parameters)
            : new(sample, inputs, [.. parameters.Select(
                (parameter, i) => i == variable - inputs.Length ? parameter + step * direction[0] : parameter)]);
    }

    public double[] Run(int row)
    {
        var (rows, scalars) = (new List<Row>(), new List<double>());
        for (var i = 0; i < inputs.Length; i++)
        {
            var shape = sample.Info.Inputs[i].Shape;
            if (shape == RowShape.PerRow) scalars.Add(inputs[i][row]);
            else
                rows.Add(new(shape == RowShape.PerColumn ? inputs[i]
                    : inputs[i].AsSpan(row * sample.Columns, sample.Columns).ToArray()));
        }
        var placed = parameters.Select((value, i) => sample.Info.Parameters[i].IsSeed
            ? Philox.Placed((float)value, (long)row * sample.Columns)
            : value).ToArray();
        return sample.Info.Definition(rows, scalars, placed).Values.ToArray();
    }

    /// <summary>Σ dy·y over the whole sample, and Σ |dy·y|: what the sum may have lost is a part of it.</summary>
    public (double Sum, double Size) Loss()
    {
        var terms = Enumerable.Range(0, sample.Rows).SelectMany(Run).Zip(sample.Upstream, (y, dy) => y * dy).ToArray();
        return (terms.Sum(), terms.Sum(Math.Abs));
    }
}
