// Mean and variance of each column in two passes: the second takes distances from the first mean, so a large mean costs the variance no
// digits, and their sum mends what the first sum had rounded away (Chan, Golub, LeVeque 1983). Sums are in the order of all columns.
using System.Runtime.CompilerServices;
using Kernels.Loops;

namespace Kernels.Rows;

static class ColumnMoments
{
    /// <summary>The mean and the biased variance, of at least one row.</summary>
    [SkipLocalsInit]
    public static void Of(ReadOnlySpan<float> x, RowLayout layout, Span<float> mean, Span<float> variance)
    {
        var (rows, columns, stride) = layout;
        var (group, together) = (layout.Group, layout.Group * columns);
        using var distances = new Scratch<float>(stackalloc float[together <= 4096 ? together : 0], together);
        using var firstBlock = new Scratch<float>(stackalloc float[columns <= 4096 ? columns : 0], columns);
        using var secondBlock = new Scratch<float>(stackalloc float[columns <= 4096 ? columns : 0], columns);
        using var firstTotal = new Scratch<float>(stackalloc float[columns <= 4096 ? columns : 0], columns);

        var sums = new ColumnSums(mean, firstBlock.Values, accumulate: false);
        for (var row = 0; row < rows; row++) sums.Add(in x[row * stride], 0, columns);
        sums.End();
        for (var j = 0; j < columns; j++) mean[j] /= rows;

        var first = new ColumnSums(firstTotal.Values, firstBlock.Values, accumulate: false);
        var second = new ColumnSums(variance, secondBlock.Values, accumulate: false);
        for (var row = 0; row < rows; row += group)
        {
            var part = distances.Values[..(Math.Min(group, rows - row) * columns)];
            ColumnCentre.Forward(x.Slice(row * stride, part.Length), mean[..columns], part, columns);
            first.Add(in part[0], 0, part.Length);
            second.AddProducts(part, part);
        }
        first.End();
        second.End();
        for (var j = 0; j < columns; j++)
        {
            var distance = (double)firstTotal.Values[j] / rows;
            mean[j] = (float)(mean[j] + distance);
            variance[j] = (float)Math.Max(0, (double)variance[j] / rows - distance * distance);
        }
    }
}
