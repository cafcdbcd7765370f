using Kernels.Rows;

namespace Samples.Images;

/// <summary>Two convolutions, each of which may halve the sides, and a dense layer to the classes.</summary>
internal sealed class Network<TActivation> where TActivation : IActivation
{
    public const int Batch = 64;

    const int Classes = 10;
    const double LargestNorm = 2;

    readonly Convolution<TActivation> first, second;
    readonly Convolution<TActivation>[] convolutions;
    readonly Weights dense, bias;
    readonly Weights[] all;
    readonly float[] logits, losses, shares, dLogits, dFirst, dSecond;

    public Network(Setup setup, ulong seed, HealthReport report)
    {
        var optimiser = Optimiser.AdamW(setup.Rate, decay: 0.05f);
        var (one, channels) = (new Patches(setup.Side, 1, Stride: setup.FirstStride), setup.First);
        var two = new Patches(one.PatchSide, channels, Stride: 2);
        first = new(one, channels, Batch, optimiser, 3 * seed, report.Layer<TActivation>("convolution 1", channels));
        channels = setup.Second;
        second = new(two, channels, Batch, optimiser, 3 * seed + 1,
            report.Layer<TActivation>("convolution 2", channels));
        convolutions = [first, second];
        (dense, bias) = (new(second.Length * Classes, optimiser), new(Classes, optimiser));
        Initialise.LeCun(dense.Values, Fan.InOut(second.Length, Classes), 3 * seed + 2);
        all = [.. first.Weights, .. second.Weights, dense, bias];
        (losses, shares) = (new float[Batch], new float[Batch]);
        (logits, dLogits) = (new float[Batch * Classes], new float[Batch * Classes]);
        (dFirst, dSecond) = (new float[Batch * first.Length], new float[Batch * second.Length]);
    }

    /// <summary>How many numbers are learnt.</summary>
    public int Parameters => all.Sum(weights => weights.Values.Length);

    /// <summary>The mean loss of a batch, before a step that makes it smaller.</summary>
    /// <param name="t">The number of the step, from 1.</param>
    /// <param name="schedule">What the rate is multiplied by.</param>
    /// <param name="isShown">Whether the report is shown the weights and the step.</param>
    public double Step(ReadOnlySpan<float> images, ReadOnlySpan<int> labels, int t, float schedule, bool isShown)
    {
        var count = labels.Length;
        var scores = Forward(images, count, isTraining: true);
        CrossEntropy.Forward(scores, labels, losses.AsSpan(0, count), Classes);
        // The loss is a mean: each row's share of it is 1/count.
        shares.AsSpan(0, count).Fill(1f / count);
        var dScores = dLogits.AsSpan(0, count * Classes);
        CrossEntropy.Backward(scores, labels, shares.AsSpan(0, count), dScores, Classes);
        Span<float> dTwo = dSecond.AsSpan(0, count * second.Length), dOne = dFirst.AsSpan(0, count * first.Length);
        Dense.Backward(second.Outputs(count), dense.Values, dScores, dTwo, dense.Gradients, bias.Gradients,
            second.Length, Classes);
        second.Backward(dTwo, dOne);
        first.Backward(dOne, []);

        if (isShown) foreach (var layer in convolutions) layer.Remember();
        var clip = Weights.Clip(all, LargestNorm);
        foreach (var weights in all) weights.Step(t, clip, schedule);
        if (isShown) foreach (var layer in convolutions) layer.Show();
        return losses.AsSpan(0, count).ToArray().Average();
    }

    /// <summary>The share of images whose class is found.</summary>
    public double Accuracy(Labelled data)
    {
        var right = 0;
        for (var at = 0; at < data.Count; at += Batch)
        {
            var count = Math.Min(Batch, data.Count - at);
            var scores = Forward(data.X.AsSpan(at * data.Length, count * data.Length), count, isTraining: false);
            right += Layers.Accuracy.Right(scores, data.Labels.AsSpan(at, count));
        }
        return (double)right / data.Count;
    }

    ReadOnlySpan<float> Forward(ReadOnlySpan<float> images, int count, bool isTraining)
    {
        var scores = logits.AsSpan(0, count * Classes);
        var features = second.Forward(first.Forward(images, isTraining), isTraining);
        Dense.Forward(features, dense.Values, bias.Values, scores, second.Length, Classes);
        return scores;
    }
}
