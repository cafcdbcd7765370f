using System.ComponentModel;
using Kernels.Loops;

namespace Kernels.Rows;

/// <summary>The contract of <see cref="BatchNorm"/>, written once for spans and for views of a device.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchNormContract
{
    /// <summary>Checks before anything is written.</summary>
    public static void Forward<TLayout, TMemory>(
        TLayout layout, TMemory x, TMemory weight, TMemory bias, TMemory mean, TMemory variance, TMemory y)
        where TLayout : IRowContract<TMemory> where TMemory : allows ref struct
    {
        layout.PerColumn(weight, nameof(weight));
        layout.PerColumn(bias, nameof(bias));
        layout.PerColumn(mean, nameof(mean));
        layout.PerColumn(variance, nameof(variance));
        layout.ToElement(y, nameof(y));
        layout.SameStartOrApart(y, x, nameof(y));
        Apart<TLayout, TMemory>(y, nameof(y)).And(weight).And(bias).And(mean).And(variance);
    }

    /// <inheritdoc cref="Forward"/>
    public static void ForwardTraining<TLayout, TMemory>(
        TLayout layout, long rows, TMemory x, TMemory weight, TMemory bias, TMemory y, TMemory mean, TMemory rstd,
        TMemory runningMean, TMemory runningVariance)
        where TLayout : IRowContract<TMemory> where TMemory : allows ref struct
    {
        if (rows < 2)
            throw new ArgumentException(
                $"Batch normalisation learns from two rows or more; '{nameof(x)}' has {rows}.", nameof(x));
        layout.PerColumn(weight, nameof(weight));
        layout.PerColumn(bias, nameof(bias));
        layout.ToElement(y, nameof(y));
        layout.ToPerColumn(mean, nameof(mean));
        layout.ToPerColumn(rstd, nameof(rstd));
        layout.PerColumn(runningMean, nameof(runningMean));
        layout.PerColumn(runningVariance, nameof(runningVariance));
        layout.SameStartOrApart(y, x, nameof(y));
        Apart<TLayout, TMemory>(y, nameof(y)).And(weight).And(bias);
        Apart<TLayout, TMemory>(mean, nameof(mean)).And(x).And(weight).And(bias).And(y);
        Apart<TLayout, TMemory>(rstd, nameof(rstd)).And(x).And(weight).And(bias).And(y).And(mean);
        Apart<TLayout, TMemory>(runningMean, nameof(runningMean))
            .And(x).And(weight).And(bias).And(y).And(mean).And(rstd);
        Apart<TLayout, TMemory>(runningVariance, nameof(runningVariance))
            .And(x).And(weight).And(bias).And(y).And(mean).And(rstd).And(runningMean);
    }

    /// <inheritdoc cref="Forward"/>
    public static void Backward<TLayout, TMemory>(
        TLayout layout, TMemory x, TMemory mean, TMemory rstd, TMemory weight, TMemory dy, TMemory dx,
        TMemory dweight, TMemory dbias)
        where TLayout : IRowContract<TMemory> where TMemory : allows ref struct
    {
        layout.PerColumn(mean, nameof(mean));
        layout.PerColumn(rstd, nameof(rstd));
        layout.PerColumn(weight, nameof(weight));
        layout.Element(dy, nameof(dy));
        layout.ToElement(dx, nameof(dx));
        layout.ToPerColumn(dweight, nameof(dweight));
        layout.ToPerColumn(dbias, nameof(dbias));
        layout.SameStartOrApart(dx, x, nameof(dx));
        layout.SameStartOrApart(dx, dy, nameof(dx));
        Apart<TLayout, TMemory>(dx, nameof(dx)).And(mean).And(rstd).And(weight);
        Apart<TLayout, TMemory>(dweight, nameof(dweight)).And(x).And(mean).And(rstd).And(weight).And(dy).And(dx);
        Apart<TLayout, TMemory>(dbias, nameof(dbias))
            .And(x).And(mean).And(rstd).And(weight).And(dy).And(dx).And(dweight);
    }

    static ApartFrom<TLayout, TMemory> Apart<TLayout, TMemory>(TMemory destination, string name)
        where TLayout : IRowContract<TMemory> where TMemory : allows ref struct
        => new(destination, name);
}
