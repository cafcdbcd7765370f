using System.Numerics.Tensors;
using Kernels.Rows;

namespace Samples.Translation;

/// <summary>
/// Attention by scalar products: a state of the decoder is compared with all states of the encoder, and what it gets is
/// their mean under the softmax of the comparisons. Luong, Pham and Manning 2015 ("dot").
/// </summary>
/// <param name="units">States of a row, of both.</param>
public sealed class Attention(int units)
{
    float[] weights = [], gradients = [];

    /// <summary>
    /// The mean of the encoder's states for each state of the decoder. What stands behind the end of a source has no
    /// weight.
    /// </summary>
    /// <param name="encoder">[source steps, rows, units].</param>
    /// <param name="lengths">Steps of each source.</param>
    /// <param name="decoder">[target steps, rows, units].</param>
    /// <param name="context">Receives the means, [target steps, rows, units].</param>
    public void Forward(
        ReadOnlySpan<float> encoder, ReadOnlySpan<int> lengths, ReadOnlySpan<float> decoder, Span<float> context)
    {
        var rows = lengths.Length;
        var (sources, targets) = (encoder.Length / (rows * units), decoder.Length / (rows * units));
        if (weights.Length < rows * targets * sources) Array.Resize(ref weights, rows * targets * sources);
        context.Clear();
        for (var row = 0; row < rows; row++)
        {
            var own = weights.AsSpan(row * targets * sources, targets * sources);
            for (var target = 0; target < targets; target++)
                for (var source = 0; source < lengths[row]; source++)
                    own[target * sources + source] = TensorPrimitives.Dot(
                        State(decoder, target, row, rows), State(encoder, source, row, rows));
            Softmax.Forward(own, own, lengths[row], rowStride: sources);
            for (var target = 0; target < targets; target++)
                for (var source = 0; source < lengths[row]; source++)
                    AddTo(context.Slice((target * rows + row) * units, units),
                        own[target * sources + source], State(encoder, source, row, rows));
        }
    }

    /// <summary>The gradients of <see cref="Forward"/>, added to those of the states.</summary>
    public void Backward(
        ReadOnlySpan<float> encoder, ReadOnlySpan<int> lengths, ReadOnlySpan<float> decoder,
        ReadOnlySpan<float> dcontext, Span<float> dencoder, Span<float> ddecoder)
    {
        var rows = lengths.Length;
        var (sources, targets) = (encoder.Length / (rows * units), decoder.Length / (rows * units));
        if (gradients.Length < targets * sources) Array.Resize(ref gradients, targets * sources);
        var scores = gradients.AsSpan(0, targets * sources);
        for (var row = 0; row < rows; row++)
        {
            var own = weights.AsSpan(row * targets * sources, targets * sources);
            for (var target = 0; target < targets; target++)
                for (var source = 0; source < lengths[row]; source++)
                {
                    var arriving = State(dcontext, target, row, rows);
                    scores[target * sources + source]
                        = TensorPrimitives.Dot(arriving, State(encoder, source, row, rows));
                    AddTo(dencoder.Slice((source * rows + row) * units, units), own[target * sources + source],
                        arriving);
                }
            Softmax.BackwardFromOutput(own, scores, scores, lengths[row], rowStride: sources);
            for (var target = 0; target < targets; target++)
                for (var source = 0; source < lengths[row]; source++)
                {
                    var score = scores[target * sources + source];
                    AddTo(ddecoder.Slice((target * rows + row) * units, units), score,
                        State(encoder, source, row, rows));
                    AddTo(dencoder.Slice((source * rows + row) * units, units), score,
                        State(decoder, target, row, rows));
                }
        }
    }

    ReadOnlySpan<float> State(ReadOnlySpan<float> states, int step, int row, int rows)
        => states.Slice((step * rows + row) * units, units);

    static void AddTo(Span<float> sum, float factor, ReadOnlySpan<float> x)
        => TensorPrimitives.FusedMultiplyAdd(x, factor, sum, sum);
}
