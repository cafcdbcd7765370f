namespace Samples.Text;

/// <summary>The mean and the maximum of states over the steps of each sequence.</summary>
/// <param name="units">States of a row.</param>
/// <param name="columns">The width of a row of results.</param>
/// <param name="first">The column of the first mean; the means are followed by the maxima.</param>
public sealed class Pooling(int units, int columns, int first)
{
    int[] largest = [];

    /// <summary>Writes 2·units columns of each row.</summary>
    /// <param name="states">[steps, rows, units].</param>
    /// <param name="lengths">Steps of each row, at least 1.</param>
    /// <param name="y">[rows, columns].</param>
    public void Forward(ReadOnlySpan<float> states, ReadOnlySpan<int> lengths, Span<float> y)
    {
        var rows = lengths.Length;
        if (largest.Length < rows * units) largest = new int[rows * units];
        for (var row = 0; row < rows; row++)
            for (var unit = 0; unit < units; unit++)
            {
                var (sum, step) = (0f, 0);
                for (var i = 0; i < lengths[row]; i++)
                {
                    sum += At(states, i);
                    if (At(states, i) > At(states, step)) step = i;
                }
                y[row * columns + first + unit] = sum / lengths[row];
                y[row * columns + first + units + unit] = At(states, step);
                largest[row * units + unit] = step;

                float At(ReadOnlySpan<float> states, int step) => states[(step * rows + row) * units + unit];
            }
    }

    /// <summary>The gradient by the states: a share of the mean's for each, the maximum's for the largest.</summary>
    /// <param name="dy">[rows, columns].</param>
    /// <param name="lengths">Steps of each row, as they were in <see cref="Forward"/>.</param>
    /// <param name="dstates">[steps, rows, units]; 0 behind the ends.</param>
    public void Backward(ReadOnlySpan<float> dy, ReadOnlySpan<int> lengths, Span<float> dstates)
    {
        var rows = lengths.Length;
        dstates.Clear();
        for (var row = 0; row < rows; row++)
            for (var unit = 0; unit < units; unit++)
            {
                var share = dy[row * columns + first + unit] / lengths[row];
                for (var step = 0; step < lengths[row]; step++) dstates[(step * rows + row) * units + unit] = share;
                dstates[(largest[row * units + unit] * rows + row) * units + unit]
                    += dy[row * columns + first + units + unit];
            }
    }
}
