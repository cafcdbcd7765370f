using Kernels.Training;
using Samples.Layers;
using Samples.Text;
using Samples.Translation;

namespace Samples.Tests;

/// <summary>The parts of the recurrent networks against finite differences.</summary>
public sealed class RecurrentTests
{
    const int Inputs = 3, Units = 4, Rows = 2, Steps = 3;

    [Fact]
    public void Gradients_of_a_recurrent_layer_are_those_of_its_differences()
    {
        var gru = new Gru(Inputs, Units, Optimiser.Sgd(), seed: 1);
        var x = Slope.Numbers(Steps * Rows * Inputs, seed: 2);
        var first = Slope.Numbers(Rows * Units, seed: 3);
        var weights = Slope.Numbers(Steps * Rows * Units, seed: 4);
        double Loss()
        {
            gru.Forward(x, first, Rows);
            return Slope.Weighed(gru.States, weights);
        }

        Loss();
        var (dx, dfirst) = (new float[x.Length], new float[first.Length]);
        gru.Backward(x, [.. weights], dx, dfirst);
        Assert.Equal(Steps, gru.StepNorms.Count);
        Slope.Check("inputs", x, dx, Loss);
        Slope.Check("first states", first, dfirst, Loss);
        var tensor = 0;
        foreach (var each in gru.Weights) Slope.Check($"weights {tensor++}", each.Values, [.. each.Gradients], Loss);
    }

    [Fact]
    public void What_is_padded_behind_an_end_does_not_reach_the_steps_before()
    {
        var gru = new Gru(Inputs, Units, Optimiser.Sgd(), seed: 1);
        var x = Slope.Numbers(Steps * Rows * Inputs, seed: 2);
        gru.Forward(x, [], Rows);
        float[] states = [.. gru.States];
        gru.Forward(x.AsSpan(0, x.Length - Rows * Inputs), [], Rows);
        Assert.Equal(states[..^(Rows * Units)], gru.States.ToArray());
    }

    [Fact]
    public void Gradients_of_attention_are_those_of_its_differences_and_no_weight_is_behind_an_end()
    {
        const int Sources = 3;
        int[] lengths = [3, 1];
        var attention = new Attention(Units);
        var encoder = Slope.Numbers(Sources * Rows * Units, seed: 1);
        var decoder = Slope.Numbers(Steps * Rows * Units, seed: 2);
        var weights = Slope.Numbers(decoder.Length, seed: 3);
        var context = new float[decoder.Length];
        double Loss()
        {
            attention.Forward(encoder, lengths, decoder, context);
            return Slope.Weighed(context, weights);
        }

        Loss();
        // The second source has one state: it is the mean.
        for (var step = 0; step < Steps; step++)
            Assert.Equal(encoder.AsSpan(Units, Units), context.AsSpan((step * Rows + 1) * Units, Units));
        var (dencoder, ddecoder) = (new float[encoder.Length], new float[decoder.Length]);
        attention.Backward(encoder, lengths, decoder, weights, dencoder, ddecoder);
        Slope.Check("encoder", encoder, dencoder, Loss);
        Slope.Check("decoder", decoder, ddecoder, Loss);
    }

    [Fact]
    public void Gradients_of_pooling_are_those_of_its_differences()
    {
        const int Columns = 2 * Units + 3, First = 2;
        int[] lengths = [3, 2];
        var pooling = new Pooling(Units, Columns, First);
        var states = Slope.Numbers(Steps * Rows * Units, seed: 1);
        var weights = Slope.Numbers(Rows * Columns, seed: 2);
        var pooled = new float[Rows * Columns];
        double Loss()
        {
            pooling.Forward(states, lengths, pooled);
            return Slope.Weighed(pooled, weights);
        }

        Loss();
        Assert.Equal([0, 0], pooled[..First]);
        Assert.Equal(Math.Max(states[Units], states[3 * Units]), pooled[Columns + First + Units]);
        var dstates = new float[states.Length];
        pooling.Backward(weights, lengths, dstates);
        Slope.Check("states", states, dstates, Loss);
    }

    [Fact]
    public void A_word_gets_the_gradients_of_all_its_places()
    {
        var embedding = new Embedding(3, 2, Optimiser.Sgd(), deviation: 1, seed: 1);
        var y = new float[6];
        embedding.Forward([2, 0, 2], y);
        Assert.Equal(y[..2], y[4..]);
        embedding.Backward([2, 0, 2], [1, 2, 3, 4, 5, 6]);
        Assert.Equal([3, 4, 0, 0, 6, 8], embedding.Weights.Gradients);
    }
}
