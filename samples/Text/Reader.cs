using System.Numerics.Tensors;
using Kernels.Rows;
using Kernels.Training;
using Samples.Layers;

namespace Samples.Text;

/// <summary>
/// Gated recurrent units that read a sentence from both ends. The mean and the maximum of their states over time go
/// through a dense layer with the activation, and from there to two logits. Schuster and Paliwal 1997; Cho et al. 2014.
/// </summary>
public sealed class Reader<TActivation> where TActivation : Kernels.IActivation
{
    const int Columns = 64, Units = 32, Directions = 2, Pooled = 2 * Directions * Units, Hidden = 32, Classes = 2;

    readonly Embedding embedding;
    readonly Gru[] directions;
    readonly Pooling[] pooling = [new(Units, Pooled, 0), new(Units, Pooled, 2 * Units)];
    readonly Weights dense, denseBias, output, outputBias;
    readonly Weights[] all;
    readonly LayerMonitor monitor;
    readonly Random random;
    readonly float drop, dropWord;
    long step;

    /// <summary>A network that has learnt nothing.</summary>
    /// <param name="vocabulary">How many words there are.</param>
    /// <param name="optimiser">What steps all weights.</param>
    /// <param name="report">Gets the layer with the activation.</param>
    /// <param name="seed">Of the first weights, and of what is left out in training.</param>
    /// <param name="drop">The share of a word's numbers, and of what is pooled, that is left out in training.</param>
    /// <param name="dropWord">The share of words that is left out in training.</param>
    public Reader(
        int vocabulary, Optimiser optimiser, HealthReport report, int seed, float drop = 0.6f, float dropWord = 0.2f)
    {
        (random, this.drop, this.dropWord) = (new(seed), drop, dropWord);
        var first = (ulong)seed * 1000;
        embedding = new(vocabulary, Columns, optimiser, deviation: 0.1, first);
        directions = [new(Columns, Units, optimiser, first + 100), new(Columns, Units, optimiser, first + 200)];
        (dense, denseBias) = (new(Pooled * Hidden, optimiser), new(Hidden, optimiser));
        (output, outputBias) = (new(Hidden * Classes, optimiser), new(Classes, optimiser));
        Initialise.LeCun(dense.Values, Fan.InOut(Pooled, Hidden), first + 1);
        Initialise.For<TActivation>(output.Values, Fan.InOut(Hidden, Classes), first + 2);
        all = [embedding.Weights, .. directions.SelectMany(gru => gru.Weights), dense, denseBias, output, outputBias];
        monitor = report.Layer<TActivation>("dense", Hidden);
    }

    /// <summary>Norms of the gradients by the states that read forwards, step by step, of the last batch.</summary>
    public IReadOnlyList<double> StepNorms => directions[0].StepNorms;

    /// <summary>One step of training; how many sentences were right before it.</summary>
    /// <param name="sentences">What is learnt.</param>
    /// <param name="labels">1 where a sentence is positive, else 0.</param>
    /// <param name="maxNorm">Gradients are clipped to this norm.</param>
    /// <param name="schedule">What the rate is multiplied by.</param>
    public int Learn(int[][] sentences, int[] labels, double maxNorm, float schedule)
    {
        var batch = new Batch(sentences);
        var rows = sentences.Length;
        var (inputs, inputMask) = Embed(batch, isTraining: true);
        var pooled = Pool(batch, inputs);
        var pooledMask = new float[pooled.Length];
        for (var i = 0; i < pooledMask.Length; i++) pooledMask[i] = Kept(drop);
        TensorPrimitives.Multiply<float>(pooled, pooledMask, pooled);
        float[] before = new float[rows * Hidden], behind = new float[rows * Hidden];
        var logits = new float[rows * Classes];
        Decide(pooled, before, behind, logits);
        float[] losses = new float[rows], dlogits = new float[logits.Length];
        CrossEntropy.ForwardWithGradient(logits, labels, losses, dlogits, Classes);
        for (var i = 0; i < dlogits.Length; i++) dlogits[i] /= rows;

        float[] dbehind = new float[behind.Length], dpooled = new float[pooled.Length];
        Dense.Backward(behind, output.Values, dlogits, dbehind, output.Gradients, outputBias.Gradients,
            Hidden, Classes);
        monitor.Backward(before, dbehind, dbehind);
        Dense.Backward(pooled, dense.Values, dbehind, dpooled, dense.Gradients, denseBias.Gradients, Pooled, Hidden);
        monitor.Weights(dense.Values, dense.Gradients, Pooled);
        TensorPrimitives.Multiply<float>(dpooled, pooledMask, dpooled);
        var dinputs = new float[inputs.Length];
        float[] reversed = new float[inputs.Length], dx = new float[inputs.Length];
        batch.Reverse(inputs, reversed);
        var dstates = new float[batch.Words.Length * Units];
        for (var direction = 0; direction < Directions; direction++)
        {
            pooling[direction].Backward(dpooled, batch.Lengths, dstates);
            directions[direction].Backward(direction == 0 ? inputs : reversed, dstates, dx, []);
            if (direction == 0) dx.CopyTo(dinputs, 0);
        }
        batch.Reverse(dx, reversed);
        TensorPrimitives.Add<float>(dinputs, reversed, dinputs);
        TensorPrimitives.Multiply<float>(dinputs, inputMask, dinputs);
        embedding.Backward(batch.Words, dinputs);

        var clip = Weights.Clip(all, maxNorm);
        step++;
        foreach (var weights in all) weights.Step(step, clip, schedule);
        return Layers.Accuracy.Right(logits, labels);
    }

    /// <summary>The logits of negative and positive, [sentences, 2].</summary>
    public float[] Judge(int[][] sentences)
    {
        var batch = new Batch(sentences);
        var pooled = Pool(batch, Embed(batch, isTraining: false).Inputs);
        var hidden = new float[sentences.Length * Hidden];
        var logits = new float[sentences.Length * Classes];
        Decide(pooled, hidden, hidden, logits);
        return logits;
    }

    /// <summary>The vectors of the words, [steps, rows, columns], and what they were multiplied by.</summary>
    (float[] Inputs, float[] Mask) Embed(Batch batch, bool isTraining)
    {
        var inputs = new float[batch.Words.Length * Columns];
        var mask = new float[inputs.Length];
        embedding.Forward(batch.Words, inputs);
        for (var word = 0; word < batch.Words.Length; word++)
        {
            var whole = !batch.IsWord(word) ? 0 : isTraining ? Kept(dropWord) : 1;
            var own = mask.AsSpan(word * Columns, Columns);
            if (!isTraining || whole == 0) own.Fill(whole);
            else
                for (var i = 0; i < Columns; i++) own[i] = whole * Kept(drop);
        }
        TensorPrimitives.Multiply<float>(inputs, mask, inputs);
        return (inputs, mask);
    }

    /// <summary>Of each direction the mean and the maximum over time, side by side: [rows, 4·units].</summary>
    float[] Pool(Batch batch, float[] inputs)
    {
        var rows = batch.Lengths.Length;
        var pooled = new float[rows * Pooled];
        var reversed = new float[inputs.Length];
        batch.Reverse(inputs, reversed);
        for (var direction = 0; direction < Directions; direction++)
        {
            directions[direction].Forward(direction == 0 ? inputs : reversed, [], rows);
            pooling[direction].Forward(directions[direction].States, batch.Lengths, pooled);
        }
        return pooled;
    }

    void Decide(ReadOnlySpan<float> pooled, Span<float> before, Span<float> behind, Span<float> logits)
    {
        Dense.Forward(pooled, dense.Values, denseBias.Values, before, Pooled, Hidden);
        TActivation.Forward(before, behind);
        Dense.Forward(behind, output.Values, outputBias.Values, logits, Hidden, Classes);
    }

    /// <summary>0 where something is left out, else what keeps the mean.</summary>
    float Kept(float share) => random.NextSingle() < share ? 0 : 1 / (1 - share);
}
