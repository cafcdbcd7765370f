using Kernels;
using Kernels.Rows;
using Kernels.Training;
using Samples.Layers;

namespace Samples.Translation;

/// <summary>
/// An encoder and a decoder of gated recurrent units with attention. The decoder begins in the encoder's last state;
/// context and state together go through a dense layer with the activation, and from there to the next piece.
/// Sutskever et al. 2014; Luong et al. 2015.
/// </summary>
public sealed class Translator<TActivation> where TActivation : IActivation
{
    const int Columns = 32, Units = 64;

    readonly Gru encoder, decoder;
    readonly Embedding read, written;
    readonly Attention attention = new(Units);
    readonly Weights joint, jointBias, output, outputBias;
    readonly Weights[] all;
    readonly LayerMonitor monitor;
    readonly int pieces;
    long step;

    /// <summary>A network that has learnt nothing.</summary>
    /// <param name="sourcePieces">Pieces of the language that is read.</param>
    /// <param name="targetPieces">Pieces of the language that is written.</param>
    /// <param name="optimiser">What steps all weights.</param>
    /// <param name="report">Gets the layer with the activation.</param>
    /// <param name="seed">Of the first weights.</param>
    public Translator(int sourcePieces, int targetPieces, Optimiser optimiser, HealthReport report, int seed)
    {
        var first = (ulong)seed * 1000;
        pieces = targetPieces;
        read = new(sourcePieces, Columns, optimiser, deviation: 0.3, first);
        written = new(targetPieces, Columns, optimiser, deviation: 0.3, first + 1);
        encoder = new(Columns, Units, optimiser, first + 100);
        decoder = new(Columns, Units, optimiser, first + 200);
        (joint, jointBias) = (new(2 * Units * Units, optimiser), new(Units, optimiser));
        (output, outputBias) = (new(Units * pieces, optimiser), new(pieces, optimiser));
        Initialise.For<TActivation>(joint.Values, Fan.InOut(2 * Units, Units), first + 2);
        Initialise.LeCun(output.Values, Fan.InOut(Units, pieces), first + 3);
        all = [read.Weights, written.Weights, .. encoder.Weights, .. decoder.Weights,
            joint, jointBias, output, outputBias];
        monitor = report.Layer<TActivation>("joint", Units);
    }

    /// <summary>Norms of the gradients by the encoder's states, step by step, of the last batch.</summary>
    public IReadOnlyList<double> StepNorms => encoder.StepNorms;

    /// <summary>One step of training; the mean loss of a piece before it.</summary>
    /// <param name="batch">What is learnt.</param>
    /// <param name="maxNorm">Gradients are clipped to this norm.</param>
    /// <param name="schedule">What the rate is multiplied by.</param>
    public double Learn(Batch batch, double maxNorm, float schedule)
    {
        var (rows, outputs) = (batch.Rows, batch.TargetSteps * batch.Rows);
        var source = new float[batch.Source.Length * Columns];
        var last = Encode(batch, source);
        var target = new float[outputs * Columns];
        written.Forward(batch.Target, target);
        decoder.Forward(target, last, rows);
        float[] both = new float[outputs * 2 * Units], before = new float[outputs * Units];
        float[] behind = new float[outputs * Units], logits = new float[outputs * pieces];
        Output(batch.SourceLengths, both, before, behind, logits);
        float[] losses = new float[outputs], dlogits = new float[outputs * pieces];
        CrossEntropy.ForwardWithGradient(logits, batch.Labels, losses, dlogits, pieces);
        // The sum over the pieces of a sentence, and the mean over sentences.
        for (var i = 0; i < dlogits.Length; i++) dlogits[i] /= rows;

        float[] dbehind = new float[outputs * Units], dboth = new float[outputs * 2 * Units];
        Dense.Backward(behind, output.Values, dlogits, dbehind, output.Gradients, outputBias.Gradients, Units, pieces);
        monitor.Backward(before, dbehind, dbehind);
        Dense.Backward(both, joint.Values, dbehind, dboth, joint.Gradients, jointBias.Gradients, 2 * Units, Units);
        monitor.Weights(joint.Values, joint.Gradients, 2 * Units);
        float[] dcontext = new float[outputs * Units], ddecoder = new float[outputs * Units];
        for (var i = 0; i < outputs; i++)
        {
            dboth.AsSpan(i * 2 * Units, Units).CopyTo(dcontext.AsSpan(i * Units));
            dboth.AsSpan(i * 2 * Units + Units, Units).CopyTo(ddecoder.AsSpan(i * Units));
        }
        var dencoder = new float[batch.Source.Length * Units];
        attention.Backward(encoder.States, batch.SourceLengths, decoder.States, dcontext, dencoder, ddecoder);
        var (dtarget, dlast) = (new float[target.Length], new float[rows * Units]);
        decoder.Backward(target, ddecoder, dtarget, dlast);
        written.Backward(batch.Target, dtarget);
        for (var row = 0; row < rows; row++)
            for (var unit = 0; unit < Units; unit++)
                dencoder[Last(batch, row) + unit] += dlast[row * Units + unit];
        var dsource = new float[source.Length];
        encoder.Backward(source, dencoder, dsource, []);
        read.Backward(batch.Source, dsource);

        var clip = Weights.Clip(all, maxNorm);
        step++;
        foreach (var weights in all) weights.Step(step, clip, schedule);
        return losses.Sum() / batch.Labels.Count(label => label >= 0);
    }

    /// <summary>The likeliest piece at each step until <see cref="Language.Stop"/>, for each row of a batch.</summary>
    public int[][] Translate(Batch batch)
    {
        var rows = batch.Rows;
        var state = Encode(batch, new float[batch.Source.Length * Columns]);
        var chosen = new int[rows];
        var translations = Enumerable.Range(0, rows).Select(_ => new List<int>()).ToArray();
        var isOpen = Enumerable.Repeat(true, rows).ToArray();
        float[] target = new float[rows * Columns], both = new float[rows * 2 * Units];
        float[] hidden = new float[rows * Units], logits = new float[rows * pieces];
        for (var length = 0; length < 2 * batch.TargetSteps && isOpen.Contains(true); length++)
        {
            written.Forward(chosen, target);
            decoder.Forward(target, state, rows);
            decoder.States.CopyTo(state);
            Output(batch.SourceLengths, both, hidden, hidden, logits);
            for (var row = 0; row < rows; row++)
            {
                var scores = logits.AsSpan(row * pieces, pieces);
                chosen[row] = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(scores);
                isOpen[row] &= chosen[row] != Language.Stop;
                if (isOpen[row]) translations[row].Add(chosen[row]);
            }
        }
        return [.. translations.Select(translation => translation.ToArray())];
    }

    /// <summary>Runs the encoder; the state behind the last piece of each source.</summary>
    float[] Encode(Batch batch, Span<float> source)
    {
        read.Forward(batch.Source, source);
        encoder.Forward(source, [], batch.Rows);
        var last = new float[batch.Rows * Units];
        for (var row = 0; row < batch.Rows; row++)
            encoder.States.Slice(Last(batch, row), Units).CopyTo(last.AsSpan(row * Units));
        return last;
    }

    /// <summary>From the states of both to the logits of the pieces.</summary>
    void Output(ReadOnlySpan<int> lengths, Span<float> both, Span<float> before, Span<float> behind, Span<float> logits)
    {
        attention.Forward(encoder.States, lengths, decoder.States, before);
        for (var i = 0; i < before.Length; i += Units)
        {
            before.Slice(i, Units).CopyTo(both[(2 * i)..]);
            decoder.States.Slice(i, Units).CopyTo(both[(2 * i + Units)..]);
        }
        Dense.Forward(both, joint.Values, jointBias.Values, before, 2 * Units, Units);
        TActivation.Forward(before, behind);
        Dense.Forward(behind, output.Values, outputBias.Values, logits, Units, pieces);
    }

    static int Last(Batch batch, int row) => ((batch.SourceLengths[row] - 1) * batch.Rows + row) * Units;
}
