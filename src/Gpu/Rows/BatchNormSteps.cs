// What batch normalisation computes once a column, operation by operation as Kernels.Rows.BatchNorm does.
using ILGPU;
using Kernels.Gpu.Loops;
using static Kernels.Gpu.GpuMath;

namespace Kernels.Gpu.Rows;

/// <summary>Scale and shift of normalisation by statistics that are given.</summary>
readonly struct FoldStep(
    ArrayView<float> weight, ArrayView<float> bias, ArrayView<float> mean, ArrayView<float> variance,
    ArrayView<float> scale, ArrayView<float> shift, double epsilon) : IColumnStep
{
    public void Step(long column)
    {
        var folded = (float)(weight[column] / Math.Sqrt(Add(variance[column], epsilon)));
        scale[column] = folded;
        shift[column] = (float)Sub(bias[column], Mul((double)mean[column], folded));
    }
}

/// <summary>The mean, of the sum.</summary>
readonly struct MeanStep(ArrayView<double> mean, double rows) : IColumnStep
{
    public void Step(long column) => mean[column] = mean[column] / rows;
}

/// <summary>
/// What rows are normalised by, of the mean and the sum of the squares of the distances from it;
/// the running statistics move towards them.
/// </summary>
readonly struct TrainingStep(
    ArrayView<double> means, ArrayView<double> squares, ArrayView<float> weight, ArrayView<float> bias,
    ArrayView<float> mean, ArrayView<float> rstd, ArrayView<float> runningMean, ArrayView<float> runningVariance,
    ArrayView<float> scale, ArrayView<float> shift, double rows, double momentum, double epsilon) : IColumnStep
{
    public void Step(long column)
    {
        var variance = squares[column] / rows;
        var (rounded, root) = ((float)means[column], (float)(1.0 / Math.Sqrt(Add(variance, epsilon))));
        mean[column] = rounded;
        rstd[column] = root;
        runningMean[column] = Moved(runningMean[column], means[column]);
        runningVariance[column] = Moved(runningVariance[column], Mul(variance, rows / Sub(rows, 1.0)));
        var factor = Mul(weight[column], root);
        scale[column] = factor;
        shift[column] = (float)Sub(bias[column], Mul(Sub(means[column], rounded), (double)factor));
    }

    float Moved(float running, double to) => (float)Add(Mul(Sub(1.0, momentum), running), Mul(momentum, to));
}

/// <summary>The gradients of weight and bias, of the sums, and what ColumnNormGradient needs of a column.</summary>
/// <param name="rows">At least 1: of no rows the sums are 0, and so are their means.</param>
readonly struct GradientStep(
    ArrayView<double> distances, ArrayView<double> products, ArrayView<double> upstream,
    ArrayView<float> rstd, ArrayView<float> weight, ArrayView<float> dweight, ArrayView<float> dbias,
    ArrayView<float> scale, ArrayView<float> shift, ArrayView<float> slope, double rows) : IColumnStep
{
    public void Step(long column)
    {
        var root = rstd[column];
        var lost = distances[column] / rows;
        var gradient = Mul(Sub(products[column], Mul(lost, upstream[column])), (double)root);
        var inclination = Mul(gradient, (double)root) / rows;
        dweight[column] = (float)gradient;
        dbias[column] = (float)upstream[column];
        scale[column] = Mul(weight[column], root);
        slope[column] = (float)inclination;
        shift[column] = (float)Sub(upstream[column] / rows, Mul(lost, inclination));
    }
}
