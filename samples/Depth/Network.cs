using Kernels.Rows;

namespace Samples.Depth;

/// <summary>The size of the network.</summary>
internal static class Network
{
    public const int Depth = 30, Width = 128, Batch = 128, Classes = 10;
}

/// <summary>Thirty dense layers of one width with an activation behind each, and one to the classes.</summary>
internal sealed class Network<TActivation> where TActivation : IActivation
{
    const int Width = Network.Width, Depth = Network.Depth, Classes = Network.Classes;
    const double LargestNorm = 1;

    readonly int inputs;
    readonly Weights[] weights = new Weights[Depth + 1], biases = new Weights[Depth + 1];
    readonly float[][] sums = new float[Depth][], outputs = new float[Depth][];
    readonly LayerMonitor[] monitors = new LayerMonitor[Depth];
    readonly float[] logits, losses, shares, dLogits, dOutputs, dSums;

    /// <param name="meanSquare">Of the inputs.</param>
    public Network(int inputs, double meanSquare, Start start, Optimiser optimiser, ulong seed, HealthReport report)
    {
        this.inputs = inputs;
        for (var k = 0; k <= Depth; k++)
        {
            var (from, to) = (k == 0 ? inputs : Width, k == Depth ? Classes : Width);
            (weights[k], biases[k]) = (new(from * to, optimiser), new(to, optimiser));
            var number = seed * 1000 + 2 * (ulong)k;
            // What comes in has been through no activation, and is brought to the variance that the layers repeat.
            if (k == 0 && start.Variance > 0)
                Initialise.Normal(weights[k].Values,
                    Math.Sqrt((start.Variance - start.BiasVariance) / meanSquare / inputs), number);
            else start.Fill(weights[k].Values, Fan.InOut(from, to), number);
            Initialise.Normal(biases[k].Values, Math.Sqrt(start.BiasVariance), number + 1);
            if (k == Depth) break;
            (sums[k], outputs[k]) = (new float[Network.Batch * Width], new float[Network.Batch * Width]);
            monitors[k] = report.Layer<TActivation>($"layer {k + 1}", Width);
        }
        (logits, dLogits) = (new float[Network.Batch * Classes], new float[Network.Batch * Classes]);
        (losses, shares) = (new float[Network.Batch], new float[Network.Batch]);
        (dOutputs, dSums) = (new float[Network.Batch * Width], new float[Network.Batch * Width]);
    }

    /// <summary>The scores of the classes.</summary>
    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> x)
    {
        var rows = x.Length / inputs;
        for (var k = 0; k < Depth; k++)
        {
            Span<float> sum = sums[k].AsSpan(0, rows * Width), output = outputs[k].AsSpan(0, rows * Width);
            Dense.Forward(x, weights[k].Values, biases[k].Values, sum, x.Length / rows, Width);
            TActivation.Forward(sum, output);
            x = output;
        }
        var scores = logits.AsSpan(0, rows * Classes);
        Dense.Forward(x, weights[Depth].Values, biases[Depth].Values, scores, Width, Classes);
        return scores;
    }

    /// <summary>The gradients of a batch, and its mean loss.</summary>
    public double Backward(ReadOnlySpan<float> x, ReadOnlySpan<int> labels)
    {
        var (rows, size) = (labels.Length, labels.Length * Width);
        var scores = Forward(x);
        CrossEntropy.Forward(scores, labels, losses.AsSpan(0, rows), Classes);
        shares.AsSpan(0, rows).Fill(1f / rows);
        var dScores = dLogits.AsSpan(0, rows * Classes);
        CrossEntropy.Backward(scores, labels, shares.AsSpan(0, rows), dScores, Classes);

        Span<float> dy = dOutputs.AsSpan(0, size), dx = dSums.AsSpan(0, size);
        Gradients(Depth, outputs[Depth - 1].AsSpan(0, size), dScores, dy);
        for (var k = Depth - 1; k >= 0; k--)
        {
            monitors[k].Backward(sums[k].AsSpan(0, size), dy, dx);
            Gradients(k, k == 0 ? x : outputs[k - 1].AsSpan(0, size), dx, k == 0 ? [] : dy);
        }
        return losses.AsSpan(0, rows).ToArray().Average();
    }

    /// <summary>Shows the report the weights and their gradients.</summary>
    public void Show()
    {
        for (var k = 0; k < Depth; k++)
            monitors[k].Weights(weights[k].Values, weights[k].Gradients, k == 0 ? inputs : Width);
    }

    /// <summary>One step of the optimiser.</summary>
    public void Step(int t)
    {
        var clip = Weights.Clip([.. weights, .. biases], LargestNorm);
        foreach (var tensor in (Weights[])[.. weights, .. biases]) tensor.Step(t, clip);
    }

    void Gradients(int k, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
        => Dense.Backward(x, weights[k].Values, dy, dx, weights[k].Gradients, biases[k].Gradients,
            k == 0 ? inputs : Width, k == Depth ? Classes : Width);
}
