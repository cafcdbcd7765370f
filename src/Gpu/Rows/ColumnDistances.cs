// What batch normalisation sums over the rows besides x: terms of the distances of a column from its mean, as ColumnCentre has them.
using ILGPU;
using Kernels.Gpu.Loops;
using static Kernels.Gpu.GpuMath;

namespace Kernels.Gpu.Rows;

/// <summary>The distance and its square: what the variance is made of.</summary>
readonly struct ColumnDistances(ArrayView<float> x, long stride, ArrayView<float> mean) : IColumnTerms<TermPair>
{
    public TermPair Of(long row, long column)
    {
        var distance = Sub(x[row * stride + column], mean[column]);
        return new(distance, Mul(distance, distance));
    }
}

/// <summary>The distance times the upstream gradient, and this itself: what the gradients of weight and bias are made of.</summary>
readonly struct ColumnGradients(ArrayView<float> x, ArrayView<float> dy, long stride, ArrayView<float> mean) : IColumnTerms<TermPair>
{
    public TermPair Of(long row, long column)
    {
        var (distance, upstream) = (Sub(x[row * stride + column], mean[column]), dy[row * stride + column]);
        return new(Mul(distance, upstream), upstream);
    }
}
