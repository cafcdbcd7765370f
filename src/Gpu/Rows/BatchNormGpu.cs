// Batch normalisation on the device: the launches of Kernels.Rows.BatchNorm, in its order.
// Between sums over the rows and rows stand steps of columns.
using ILGPU;
using ILGPU.Runtime;
using Kernels.Gpu.Loops;
using Kernels.Gpu.Rows;
using Kernels.Loops;

// Beside BatchNorm, so that its members are found where it is.
namespace Kernels.Rows;

/// <summary>
/// BatchNorm on ILGPU streams: the members that it has over spans, over views, with the same bits, NaN apart.
/// </summary>
/// <remarks>Once a column they compute in double precision, which an OpenCL device must have. A view of rows that is
/// written may be one that is read, from the same start. Short views, wrong lengths, other overlap and views of another
/// device throw an <see cref="ArgumentException"/> before anything is queued.</remarks>
public static class BatchNormGpu
{
    extension(BatchNorm)
    {
        /// <summary>Queues inference, with statistics that are given: one multiply-add an element.</summary>
        /// <exception cref="ArgumentException">Views overlap, are no rows of these columns, too short,
        /// or on another device; nothing was queued.</exception>
        /// <exception cref="Gpu.GpuUnavailableException">The stream's context cannot run the kernels.</exception>
        public static void Forward(
            AcceleratorStream stream, ArrayView<float> x, ArrayView<float> weight, ArrayView<float> bias,
            ArrayView<float> mean, ArrayView<float> variance, ArrayView<float> y, int columns,
            float epsilon = 1e-5f, int rowStride = 0)
        {
            OnDevice(stream, (x, nameof(x)), (weight, nameof(weight)), (bias, nameof(bias)), (mean, nameof(mean)),
                (variance, nameof(variance)), (y, nameof(y)));
            var layout = RowViews.Of(x, columns, rowStride, nameof(x));
            BatchNormContract.Forward(layout, x, weight, bias, mean, variance, y);

            Launcher.WithRoom(stream, 2L * columns, room =>
            {
                var (scale, shift) = (Part(room, 0, columns), Part(room, 1, columns));
                Launcher.EachColumn(stream, new FoldStep(weight, bias, mean, variance, scale, shift, epsilon), columns);
                ColumnAffine.Forward(stream, x, scale, shift, y, columns, rowStride: rowStride);
            });
        }

        /// <summary>
        /// Queues the folding of normalisation into scale = weight/√(variance + ε) and shift = bias - mean·scale.
        /// </summary>
        /// <exception cref="ArgumentException">Views overlap, are unequally long, too short, or on another device;
        /// nothing was queued.</exception>
        /// <exception cref="Gpu.GpuUnavailableException">The stream's context cannot run the kernels.</exception>
        public static void Fold(
            AcceleratorStream stream, ArrayView<float> weight, ArrayView<float> bias,
            ArrayView<float> mean, ArrayView<float> variance, ArrayView<float> scale,
            ArrayView<float> shift, float epsilon = 1e-5f)
        {
            OnDevice(stream, (weight, nameof(weight)), (bias, nameof(bias)), (mean, nameof(mean)),
                (variance, nameof(variance)), (scale, nameof(scale)), (shift, nameof(shift)));
            var columns = weight.Length;
            Views.SameLength(bias, columns, nameof(bias));
            Views.SameLength(mean, columns, nameof(mean));
            Views.SameLength(variance, columns, nameof(variance));
            Views.Destination(scale, columns, nameof(scale));
            Views.Destination(shift, columns, nameof(shift));
            new ApartFrom<RowViews, ArrayView<float>>(scale, nameof(scale))
                .And(weight).And(bias).And(mean).And(variance);
            new ApartFrom<RowViews, ArrayView<float>>(shift, nameof(shift))
                .And(weight).And(bias).And(mean).And(variance).And(scale);
            Launcher.EachColumn(stream, new FoldStep(weight, bias, mean, variance, scale, shift, epsilon), columns);
        }

        /// <summary>
        /// Queues training: statistics of these rows, y by them, and the running statistics moved towards them.
        /// </summary>
        /// <exception cref="ArgumentException">Views overlap, are no rows of these columns, too short, or on another
        /// device, or there are fewer than two rows; nothing was queued.</exception>
        /// <exception cref="Gpu.GpuUnavailableException">The stream's context cannot run the kernels.</exception>
        public static void ForwardTraining(
            AcceleratorStream stream, ArrayView<float> x, ArrayView<float> weight, ArrayView<float> bias,
            ArrayView<float> y, ArrayView<float> mean, ArrayView<float> rstd,
            ArrayView<float> runningMean, ArrayView<float> runningVariance, int columns, float momentum = 0.1f,
            float epsilon = 1e-5f, int rowStride = 0)
        {
            OnDevice(
                stream, (x, nameof(x)), (weight, nameof(weight)), (bias, nameof(bias)), (y, nameof(y)),
                (mean, nameof(mean)), (rstd, nameof(rstd)), (runningMean, nameof(runningMean)),
                (runningVariance, nameof(runningVariance)));
            var layout = RowViews.Of(x, columns, rowStride, nameof(x));
            BatchNormContract.ForwardTraining(
                layout, layout.Rows, x, weight, bias, y, mean, rstd, runningMean, runningVariance);

            Launcher.WithRoom(stream, 6L * columns, room =>
            {
                var (means, squares, scale, shift) =
                    (Wide(room, 0, columns), Wide(room, 1, columns), Part(room, 4, columns), Part(room, 5, columns));
                Launcher.TotalColumns(stream, new ValueTotal(x, layout.Stride), layout, means);
                Launcher.EachColumn(stream, new MeanStep(means, layout.Rows), columns);
                Launcher.TotalColumns(stream, new SquareTotal(x, layout.Stride, means), layout, squares);
                Launcher.EachColumn(
                    stream,
                    new TrainingStep(means, squares, weight, bias, mean, rstd, runningMean, runningVariance, scale,
                        shift, layout.Rows, momentum, epsilon),
                    columns);
                ColumnNorm.Forward(stream, x, Part(mean, 0, columns), scale, shift, y, columns, rowStride: rowStride);
            });
        }

        /// <summary>Queues the gradients of training, through the statistics too.</summary>
        /// <exception cref="ArgumentException">Views overlap, are no rows of these columns, too short,
        /// or on another device; nothing was queued.</exception>
        /// <exception cref="Gpu.GpuUnavailableException">The stream's context cannot run the kernels.</exception>
        public static void Backward(
            AcceleratorStream stream, ArrayView<float> x, ArrayView<float> mean, ArrayView<float> rstd,
            ArrayView<float> weight, ArrayView<float> dy, ArrayView<float> dx, ArrayView<float> dweight,
            ArrayView<float> dbias, int columns, int rowStride = 0)
        {
            OnDevice(
                stream, (x, nameof(x)), (mean, nameof(mean)), (rstd, nameof(rstd)),
                (weight, nameof(weight)), (dy, nameof(dy)), (dx, nameof(dx)),
                (dweight, nameof(dweight)), (dbias, nameof(dbias)));
            var layout = RowViews.Of(x, columns, rowStride, nameof(x));
            BatchNormContract.Backward(layout, x, mean, rstd, weight, dy, dx, dweight, dbias);

            Launcher.WithRoom(stream, 9L * columns, room =>
            {
                var (distances, products, upstream) =
                    (Wide(room, 0, columns), Wide(room, 1, columns), Wide(room, 2, columns));
                var (scale, shift, slope) = (Part(room, 6, columns), Part(room, 7, columns), Part(room, 8, columns));
                Launcher.TotalColumns(stream, new DistanceTotal(x, layout.Stride, mean), layout, distances);
                Launcher.TotalColumns(stream, new ProductTotal(x, dy, layout.Stride, mean), layout, products);
                Launcher.TotalColumns(stream, new ValueTotal(dy, layout.Stride), layout, upstream);
                Launcher.EachColumn(
                    stream, new GradientStep(distances, products, upstream, rstd, weight, dweight, dbias, scale, shift,
                        slope, Math.Max(1, layout.Rows)), columns);
                ColumnNormGradient.Forward(stream, x, dy, mean, scale, shift, slope, dx, columns, rowStride: rowStride);
            });
        }
    }

    /// <summary>Doubles in the place of two parts.</summary>
    static ArrayView<double> Wide(ArrayView<float> room, long part, long columns)
        => room.SubView(2 * part * columns, 2 * columns).Cast<double>();

    static ArrayView<float> Part(ArrayView<float> room, long part, long columns)
        => room.SubView(part * columns, columns);

    /// <exception cref="ArgumentException">A view belongs to another accelerator than the stream.</exception>
    static void OnDevice(AcceleratorStream stream, params ReadOnlySpan<(ArrayView<float> View, string Name)> views)
    {
        foreach (var (view, name) in views) Views.OnDevice(view, stream, name);
    }
}
