// What batch normalisation computes once a column, operation by operation as Kernels.Rows.BatchNorm and ColumnMoments do.
using ILGPU;
using Kernels.Gpu.Loops;
using static ILGPU.Util.Utilities;
using static Kernels.Gpu.GpuMath;

#pragma warning disable CS1718 // x == x asks whether x is a number

namespace Kernels.Gpu.Rows;

/// <summary>Scale and shift of normalisation by statistics that are given.</summary>
readonly struct FoldStep(
    ArrayView<float> weight, ArrayView<float> bias, ArrayView<float> mean, ArrayView<float> variance, ArrayView<float> scale, ArrayView<float> shift, double epsilon) : IColumnStep
{
    public void Step(long column)
    {
        var folded = (float)(weight[column] / Math.Sqrt(Add(variance[column], epsilon)));
        scale[column] = folded;
        shift[column] = (float)Sub(bias[column], Mul((double)mean[column], folded));
    }
}

/// <summary>The mean, of the sum.</summary>
readonly struct MeanStep(ArrayView<float> mean, float rows) : IColumnStep
{
    public void Step(long column) => mean[column] = mean[column] / rows;
}

/// <summary>Mean and variance, of the sums of the distances from the first mean and of their squares; the running statistics move towards them.</summary>
readonly struct TrainingStep(
    ArrayView<float> distances, ArrayView<float> squares, ArrayView<float> weight, ArrayView<float> mean, ArrayView<float> rstd,
    ArrayView<float> runningMean, ArrayView<float> runningVariance, ArrayView<float> scale, double rows, double momentum, double epsilon) : IColumnStep
{
    public void Step(long column)
    {
        var distance = distances[column] / rows;
        mean[column] = (float)Add(mean[column], distance);
        var exact = Sub(squares[column] / rows, Mul(distance, distance));
        var variance = (float)Select(exact == exact, Select(exact > 0.0, exact, 0.0), exact);

        runningMean[column] = Moved(runningMean[column], mean[column]);
        runningVariance[column] = Moved(runningVariance[column], Mul(variance, rows / Sub(rows, 1.0)));
        var root = (float)(1.0 / Math.Sqrt(Add(variance, epsilon)));
        rstd[column] = root;
        scale[column] = Mul(weight[column], root);
    }

    float Moved(float running, double to) => (float)Add(Mul(Sub(1.0, momentum), running), Mul(momentum, to));
}

/// <summary>The gradient of the weight, of the sum, and what ColumnNormGradient needs of a column.</summary>
readonly struct GradientStep(
    ArrayView<float> rstd, ArrayView<float> weight, ArrayView<float> dweight, ArrayView<float> dbias, ArrayView<float> scale, ArrayView<float> shift, ArrayView<float> slope, double rows) : IColumnStep
{
    public void Step(long column)
    {
        var gradient = Mul(dweight[column], rstd[column]);
        dweight[column] = gradient;
        scale[column] = Mul(weight[column], rstd[column]);
        shift[column] = (float)(dbias[column] / rows);
        slope[column] = (float)(Mul((double)gradient, rstd[column]) / rows);
    }
}
