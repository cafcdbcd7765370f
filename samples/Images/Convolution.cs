using Kernels.Rows;

namespace Samples.Images;

/// <summary>
/// A convolution of 3×3 pixels without biases, batch normalisation of its channels, and an activation. A pixel's
/// channels lie side by side, so the channels are the columns of all three.
/// </summary>
internal sealed class Convolution<TActivation> where TActivation : IActivation
{
    readonly Patches shape;
    readonly int channels;
    readonly Weights kernel, scale, shift;
    readonly float[] mean, rstd, runningMean, runningVariance;
    readonly float[] patches, sums, normal, outputs, gradients;
    readonly LayerMonitor monitor;
    float[] before = [];

    /// <param name="channels">Numbers a pixel of what goes out.</param>
    /// <param name="batch">Images at once, at most.</param>
    public Convolution(
        Patches shape, int channels, int batch, Optimiser optimiser, ulong seed, LayerMonitor monitor)
    {
        (this.shape, this.channels, this.monitor) = (shape, channels, monitor);
        (kernel, scale, shift) = (
            new(shape.Length * channels, optimiser), new(channels, optimiser), new(channels, optimiser));
        Initialise.For<TActivation>(kernel.Values, Fan.KernelInOut([3, 3], shape.Channels, channels), seed);
        Initialise.Constant(scale.Values, 1);
        (mean, rstd, runningMean, runningVariance) = (
            new float[channels], new float[channels], new float[channels], new float[channels]);
        Initialise.Constant(runningVariance, 1);
        patches = new float[batch * shape.Count * shape.Length];
        var size = batch * shape.Count * channels;
        (sums, normal, outputs, gradients) = (new float[size], new float[size], new float[size], new float[size]);
    }

    /// <summary>What the optimiser steps.</summary>
    public Weights[] Weights => [kernel, scale, shift];

    /// <summary>Numbers of an image that goes out.</summary>
    public int Length => shape.Count * channels;

    /// <summary>What Forward gave last, of so many images.</summary>
    public ReadOnlySpan<float> Outputs(int count) => outputs.AsSpan(0, count * Length);

    /// <summary>The images that come out; valid until the next call.</summary>
    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> images, bool isTraining)
    {
        var pixels = images.Length / shape.Image * shape.Count;
        var size = pixels * channels;
        var rows = patches.AsSpan(0, pixels * shape.Length);
        shape.From(images, rows);
        Product.Of(rows, kernel.Values, sums.AsSpan(0, size), pixels, shape.Length, channels);
        if (isTraining)
            BatchNorm.ForwardTraining(sums.AsSpan(0, size), scale.Values, shift.Values, normal.AsSpan(0, size),
                mean, rstd, runningMean, runningVariance, channels);
        else
            BatchNorm.Forward(sums.AsSpan(0, size), scale.Values, shift.Values, runningMean, runningVariance,
                normal.AsSpan(0, size), channels);
        TActivation.Forward(normal.AsSpan(0, size), outputs.AsSpan(0, size));
        return outputs.AsSpan(0, size);
    }

    /// <summary>The gradients of the weights, and those of the images unless <paramref name="dImages"/> is empty.
    /// </summary>
    public void Backward(ReadOnlySpan<float> dy, Span<float> dImages)
    {
        var pixels = dy.Length / channels;
        var dx = gradients.AsSpan(0, dy.Length);
        var rows = patches.AsSpan(0, pixels * shape.Length);
        monitor.Backward(normal.AsSpan(0, dy.Length), dy, dx);
        BatchNorm.Backward(sums.AsSpan(0, dy.Length), mean, rstd, scale.Values, dx, dx,
            scale.Gradients, shift.Gradients, channels);
        Product.OfTransposedLeft(rows, dx, kernel.Gradients, shape.Length, pixels, channels);
        if (dImages.IsEmpty) return;
        // The patches are not needed any more, and their gradients are as many.
        Product.OfTransposedRight(dx, kernel.Values, rows, pixels, channels, shape.Length);
        shape.Backward(rows, dImages);
    }

    /// <summary>Remembers the weights before the last step of an epoch.</summary>
    public void Remember() => before = [.. kernel.Values];

    /// <summary>Shows the report what that step did.</summary>
    public void Show()
    {
        monitor.Weights(kernel.Values, kernel.Gradients, shape.Length);
        monitor.Update(before, kernel.Values);
    }
}
