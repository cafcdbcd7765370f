// What batch normalisation sums over the rows: terms in double precision, as Kernels.Loops.ColumnTotals has them.
using ILGPU;
using Kernels.Gpu.Loops;
using static Kernels.Gpu.GpuMath;

namespace Kernels.Gpu.Rows;

/// <summary>The element: of the mean, and of the gradient of the bias.</summary>
readonly struct ValueTotal(ArrayView<float> values, long stride) : IColumnTotal
{
    public double Of(long row, long column) => values[row * stride + column];
}

/// <summary>The square of the distance from the mean: what the variance is made of.</summary>
readonly struct SquareTotal(ArrayView<float> x, long stride, ArrayView<double> mean) : IColumnTotal
{
    public double Of(long row, long column)
    {
        var distance = Sub((double)x[row * stride + column], mean[column]);
        return Mul(distance, distance);
    }
}

/// <summary>The distance from the mean as a float, which says what the mean had lost.</summary>
readonly struct DistanceTotal(ArrayView<float> x, long stride, ArrayView<float> mean) : IColumnTotal
{
    public double Of(long row, long column) => Sub((double)x[row * stride + column], (double)mean[column]);
}

/// <summary>The upstream gradient times the distance: what the gradient of the weight is made of.</summary>
readonly struct ProductTotal(ArrayView<float> x, ArrayView<float> dy, long stride, ArrayView<float> mean) : IColumnTotal
{
    public double Of(long row, long column)
        => Mul((double)dy[row * stride + column], Sub((double)x[row * stride + column], (double)mean[column]));
}
