// Batch normalisation: the kernels of ColumnNorm and its kin over the rows, sums of columns between them, and
// here what is computed once a column. Statistics belong to columns: x is rows x columns, a row a sample, or a
// place of one where channels lie last.
using System.Runtime.CompilerServices;
using Kernels.Loops;

namespace Kernels.Rows;

/// <summary>
/// Batch normalisation of each column over the rows: y = (x - mean)/√(variance + ε)·weight + bias. Ioffe,
/// Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift", 2015;
/// defaults and running statistics are PyTorch's. Spans of rows may begin every <c>rowStride</c> elements (0:
/// without gaps); all others have a value a column. The same bits with every instruction set, NaN apart. Up to
/// 4,096 columns nothing is allocated.
/// </summary>
/// <remarks>A span of rows that is written may be one that is read, from the same start. Short spans, wrong lengths and
/// other overlap throw an <see cref="ArgumentException"/> before anything is written.</remarks>
public static class BatchNorm
{
    /// <summary>
    /// Inference, with statistics that are given: one multiply-add an element,
    /// by <see cref="Fold"/> and <see cref="ColumnAffine"/>.
    /// </summary>
    [SkipLocalsInit]
    public static void Forward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias,
        ReadOnlySpan<float> mean, ReadOnlySpan<float> variance, Span<float> y, int columns,
        float epsilon = 1e-5f, int rowStride = 0)
    {
        var layout = RowLayout.Of(x, columns, rowStride, nameof(x));
        BatchNormContract.Forward<RowLayout, ReadOnlySpan<float>>(layout, x, weight, bias, mean, variance, y);

        using var scale = new Scratch<float>(stackalloc float[columns <= 4096 ? columns : 0], columns);
        using var shift = new Scratch<float>(stackalloc float[columns <= 4096 ? columns : 0], columns);
        Fold(weight, bias, mean, variance, scale.Values, shift.Values, epsilon);
        ColumnAffine.Forward(x, scale.Values, shift.Values, y, columns, rowStride);
    }

    /// <summary>
    /// Folds normalisation into scale = weight/√(variance + ε) and shift = bias - mean·scale, for
    /// <see cref="ColumnAffine"/> or the linear layer before it. The shift is rounded: where means are large, elements
    /// are right to half a ULP of mean·scale.
    /// </summary>
    public static void Fold(
        ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, ReadOnlySpan<float> mean, ReadOnlySpan<float> variance,
        Span<float> scale, Span<float> shift, float epsilon = 1e-5f)
    {
        var columns = weight.Length;
        Spans.SameLength(bias, columns, nameof(bias));
        Spans.SameLength(mean, columns, nameof(mean));
        Spans.SameLength(variance, columns, nameof(variance));
        Spans.Destination(scale, columns, nameof(scale));
        Spans.Destination(shift, columns, nameof(shift));
        new ApartFrom<RowLayout, ReadOnlySpan<float>>(scale, nameof(scale))
            .And(weight).And(bias).And(mean).And(variance);
        new ApartFrom<RowLayout, ReadOnlySpan<float>>(shift, nameof(shift))
            .And(weight).And(bias).And(mean).And(variance).And(scale);
        for (var j = 0; j < columns; j++)
        {
            scale[j] = (float)(weight[j] / Math.Sqrt((double)variance[j] + epsilon));
            shift[j] = (float)(bias[j] - (double)mean[j] * scale[j]);
        }
    }

    /// <summary>
    /// Training: normalises by the mean and the biased variance of these rows, which <paramref name="mean"/> and
    /// <paramref name="rstd"/> = 1/√(variance + ε) keep for <see cref="Backward"/>, and moves the running mean and the
    /// running variance (unbiased, n/(n - 1)) towards them: running = (1 - momentum)·running + momentum·new.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer than two rows,
    /// of which no variance can be learnt.</exception>
    [SkipLocalsInit]
    public static void ForwardTraining(
        ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y,
        Span<float> mean, Span<float> rstd, Span<float> runningMean, Span<float> runningVariance, int columns,
        float momentum = 0.1f, float epsilon = 1e-5f, int rowStride = 0)
    {
        var layout = RowLayout.Of(x, columns, rowStride, nameof(x));
        BatchNormContract.ForwardTraining<RowLayout, ReadOnlySpan<float>>(
            layout, layout.Rows, x, weight, bias, y, mean, rstd, runningMean, runningVariance);

        using var scale = new Scratch<float>(stackalloc float[columns <= 4096 ? columns : 0], columns);
        using var shift = new Scratch<float>(stackalloc float[columns <= 4096 ? columns : 0], columns);
        Span<double> means = stackalloc double[Math.Min(columns, ColumnTotals.Tile)],
            squares = stackalloc double[Math.Min(columns, ColumnTotals.Tile)];
        double rows = layout.Rows;
        for (var first = 0; first < columns; first += ColumnTotals.Tile)
        {
            var count = Math.Min(ColumnTotals.Tile, columns - first);
            ColumnTotals.Of<ColumnTotals.Values>(x, x, layout, first, means[..count], means[..count]);
            for (var j = 0; j < count; j++) means[j] /= rows;
            ColumnTotals.Of<ColumnTotals.Squares>(x, x, layout, first, means[..count], squares[..count]);
            for (var j = 0; j < count; j++)
            {
                var (at, variance) = (first + j, squares[j] / rows);
                mean[at] = (float)means[j];
                rstd[at] = (float)(1 / Math.Sqrt(variance + epsilon));
                runningMean[at] = Moved(runningMean[at], means[j], momentum);
                runningVariance[at] = Moved(runningVariance[at], variance * (rows / (rows - 1)), momentum);
                scale.Values[at] = weight[at] * rstd[at];
                // Elements are about the mean as a float; what it has lost is the same for all of a column.
                shift.Values[at] = (float)(bias[at] - (means[j] - mean[at]) * scale.Values[at]);
            }
        }
        ColumnNorm.Forward(x, mean[..columns], scale.Values, shift.Values, y, columns, rowStride);
    }

    /// <summary>
    /// The gradients of training over n rows: dbias = Σ dy, dweight = Σ dy·x̂ where x̂ = (x - mean)·rstd,
    /// and dx = weight·rstd·(dy - dbias/n - x̂·dweight/n).
    /// </summary>
    [SkipLocalsInit]
    public static void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> rstd,
        ReadOnlySpan<float> weight, ReadOnlySpan<float> dy, Span<float> dx, Span<float> dweight, Span<float> dbias,
        int columns, int rowStride = 0)
    {
        var layout = RowLayout.Of(x, columns, rowStride, nameof(x));
        BatchNormContract.Backward<RowLayout, ReadOnlySpan<float>>(
            layout, x, mean, rstd, weight, dy, dx, dweight, dbias);

        using var scale = new Scratch<float>(stackalloc float[columns <= 4096 ? columns : 0], columns);
        using var shift = new Scratch<float>(stackalloc float[columns <= 4096 ? columns : 0], columns);
        using var slope = new Scratch<float>(stackalloc float[columns <= 4096 ? columns : 0], columns);
        var tile = Math.Min(columns, ColumnTotals.Tile);
        Span<double> means = stackalloc double[tile], sums = stackalloc double[3 * tile];
        // Of no rows the sums are 0, and so are their means.
        double rows = Math.Max(1, layout.Rows);
        for (var first = 0; first < columns; first += ColumnTotals.Tile)
        {
            var count = Math.Min(ColumnTotals.Tile, columns - first);
            for (var j = 0; j < count; j++) means[j] = mean[first + j];
            ColumnTotals.Of<ColumnTotals.Gradients>(x, dy, layout, first, means[..count], sums[..(3 * count)]);
            Span<double> distances = sums[..count], products = sums[count..], upstream = sums[(2 * count)..];
            for (var j = 0; j < count; j++)
            {
                // The mean that is given was rounded to a float: the distances from it say by how much.
                var (at, lost) = (first + j, distances[j] / rows);
                var gradient = (products[j] - lost * upstream[j]) * rstd[at];
                var inclination = gradient * rstd[at] / rows;
                dweight[at] = (float)gradient;
                dbias[at] = (float)upstream[j];
                scale.Values[at] = weight[at] * rstd[at];
                slope.Values[at] = (float)inclination;
                shift.Values[at] = (float)(upstream[j] / rows - lost * inclination);
            }
        }
        ColumnNormGradient.Forward(x, dy, mean, scale.Values, shift.Values, slope.Values, dx, columns, rowStride);
    }

    static float Moved(double running, double to, float momentum)
        => (float)((1 - (double)momentum) * running + momentum * to);
}
