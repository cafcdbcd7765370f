using System.Numerics.Tensors;
using Kernels;
using Kernels.Rows;
using Kernels.Training;
using Samples.Layers;

namespace Samples.Speech;

/// <summary>
/// Two convolutions over time and a dense layer. Frames lie one behind the other, so a patch of five frames is one
/// slice, and a convolution is a product of patches with weights. The time-delay network of Waibel et al. 1989.
/// </summary>
public sealed class Listener<TActivation> where TActivation : IActivation
{
    const int Digits = 10;
    static readonly Convolution First = new(Features.Frames, Features.Bands, Width: 5, Stride: 1, Channels: 64);
    static readonly Convolution Second = new(First.Steps, First.Channels, Width: 6, Stride: 2, Channels: 96);
    static readonly int Inputs = Second.Steps * Second.Channels;

    readonly Weights first, firstBias, second, secondBias, output, outputBias;
    readonly Weights[] all;
    readonly LayerMonitor firstMonitor, secondMonitor;
    long step;

    /// <summary>A network that has learnt nothing.</summary>
    /// <param name="optimiser">What steps all weights.</param>
    /// <param name="report">Gets the layers with an activation.</param>
    /// <param name="seed">Of the first weights.</param>
    public Listener(Optimiser optimiser, HealthReport report, int seed)
    {
        var random = (ulong)seed * 1000;
        (first, firstBias) = Layer(First.Patch, First.Channels);
        (second, secondBias) = Layer(Second.Patch, Second.Channels);
        (output, outputBias) = Layer(Inputs, Digits);
        Initialise.LeCun(first.Values, Fan.InOut(First.Patch, First.Channels), random);
        Initialise.For<TActivation>(second.Values, Fan.InOut(Second.Patch, Second.Channels), random + 1);
        Initialise.For<TActivation>(output.Values, Fan.InOut(Inputs, Digits), random + 2);
        all = [first, firstBias, second, secondBias, output, outputBias];
        firstMonitor = report.Layer<TActivation>("first", First.Channels);
        secondMonitor = report.Layer<TActivation>("second", Second.Channels);

        (Weights, Weights) Layer(int inputs, int outputs)
            => (new(inputs * outputs, optimiser), new(outputs, optimiser));
    }

    /// <summary>One step of training; how many were right before it.</summary>
    /// <param name="x">[rows, frames, bands].</param>
    /// <param name="labels">A digit a row.</param>
    /// <param name="random">For dropout.</param>
    /// <param name="schedule">What the rate is multiplied by.</param>
    /// <param name="drop">The share of the output's inputs that are left out.</param>
    public int Learn(
        ReadOnlySpan<float> x, ReadOnlySpan<int> labels, Random random, float schedule, float drop = 0.5f)
    {
        var rows = labels.Length;
        var (patches, before) = (new float[rows * First.Steps * First.Patch], new float[rows * First.Output]);
        var (patches2, before2) = (new float[rows * Second.Steps * Second.Patch], new float[rows * Second.Output]);
        var (behind, behind2) = (new float[before.Length], new float[before2.Length]);
        Forward(x, patches, before, behind, patches2, before2, behind2);
        var mask = new float[behind2.Length];
        for (var i = 0; i < mask.Length; i++) mask[i] = random.NextSingle() < drop ? 0 : 1 / (1 - drop);
        TensorPrimitives.Multiply<float>(behind2, mask, behind2);
        float[] logits = new float[rows * Digits], losses = new float[rows], dlogits = new float[rows * Digits];
        Dense.Forward(behind2, output.Values, outputBias.Values, logits, Inputs, Digits);
        CrossEntropy.ForwardWithGradient(logits, labels, losses, dlogits, Digits);
        for (var i = 0; i < dlogits.Length; i++) dlogits[i] /= rows;

        var dbehind2 = new float[behind2.Length];
        Dense.Backward(behind2, output.Values, dlogits, dbehind2, output.Gradients, outputBias.Gradients,
            Inputs, Digits);
        TensorPrimitives.Multiply<float>(dbehind2, mask, dbehind2);
        secondMonitor.Backward(before2, dbehind2, before2);
        var dpatches = new float[patches2.Length];
        Dense.Backward(patches2, second.Values, before2, dpatches, second.Gradients, secondBias.Gradients,
            Second.Patch, Second.Channels);
        Second.Backward(dpatches, behind);
        firstMonitor.Backward(before, behind, before);
        Dense.Backward(patches, first.Values, before, [], first.Gradients, firstBias.Gradients,
            First.Patch, First.Channels);
        firstMonitor.Weights(first.Values, first.Gradients, First.Patch);
        secondMonitor.Weights(second.Values, second.Gradients, Second.Patch);

        var clip = Weights.Clip(all, 5);
        step++;
        foreach (var weights in all) weights.Step(step, clip, schedule);
        return Layers.Accuracy.Right(logits, labels);
    }

    /// <summary>The logits of the digits, [rows, 10].</summary>
    public void Listen(ReadOnlySpan<float> x, Span<float> logits)
    {
        var rows = logits.Length / Digits;
        var (patches, before) = (new float[rows * First.Steps * First.Patch], new float[rows * First.Output]);
        var (patches2, before2) = (new float[rows * Second.Steps * Second.Patch], new float[rows * Second.Output]);
        Forward(x, patches, before, before, patches2, before2, before2);
        Dense.Forward(before2, output.Values, outputBias.Values, logits, Inputs, Digits);
    }

    void Forward(
        ReadOnlySpan<float> x, float[] patches, float[] before, float[] behind, float[] patches2, float[] before2,
        float[] behind2)
    {
        First.Forward(x, patches);
        Dense.Forward(patches, first.Values, firstBias.Values, before, First.Patch, First.Channels);
        TActivation.Forward(before, behind);
        Second.Forward(behind, patches2);
        Dense.Forward(patches2, second.Values, secondBias.Values, before2, Second.Patch, Second.Channels);
        TActivation.Forward(before2, behind2);
    }
}
