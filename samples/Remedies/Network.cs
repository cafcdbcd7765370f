using Kernels;
using Kernels.Rows;
using Kernels.Training;
using Samples.Layers;

namespace Samples.Remedies;

/// <summary>What a network is made of and how it is trained: one of these changes between before and after.</summary>
/// <param name="Layers">Hidden layers.</param>
/// <param name="Gain">√(fan_in·E w²) of the hidden weights; NaN for PyTorch's default, uniform in ±1/√fan_in.</param>
/// <param name="Rate">Of the steps.</param>
/// <param name="BiasDeviation">The deviation of the biases at the start.</param>
/// <param name="Clip">The largest norm of the gradient over all tensors; 0 for any.</param>
/// <param name="Normalise">Whether each layer normalises its rows in front of the activation.</param>
/// <param name="Decay">λ of the L2 penalty λ/2·Σw².</param>
/// <param name="L1">λ of the L1 penalty λ·Σ|w|, by proximal steps.</param>
/// <param name="Epochs">How often the training data is gone through.</param>
/// <param name="Examples">How much of it there is; 0 for all.</param>
sealed record Recipe(
    int Layers = 10, double Gain = double.NaN, float Rate = 0.01f, double BiasDeviation = 0, double Clip = 0,
    bool Normalise = false, float Decay = 0, float L1 = 0, int Epochs = 20, int Examples = 0);

/// <summary>What came out.</summary>
/// <param name="Accuracy">Of the test.</param>
/// <param name="GradientDecades">
/// log₁₀ of the gradient of the first layer by that of the last, as root mean squares, before the first step.
/// </param>
/// <param name="ZeroWeights">The share of hidden weights that are exactly 0.</param>
readonly record struct Outcome(double Accuracy, double GradientDecades, double ZeroWeights);

/// <summary>A network of dense layers of 64 units, from the activation's kernels and a few lines over spans.</summary>
sealed class Network<TActivation> where TActivation : IActivation
{
    const int Units = 64, Classes = 10, Batch = 32, Pixels = 64;

    readonly Recipe recipe;
    readonly Weights[] weights, biases;
    readonly float[][] x, normal, y;
    readonly float[] unit = new float[Units], zero = new float[Units], unused = new float[Units];

    Network(Recipe recipe, ulong seed)
    {
        this.recipe = recipe;
        var optimiser = Optimiser.Momentum(recipe.Rate, momentum: 0.9f, decay: recipe.Decay, l1: recipe.L1);
        var plain = Optimiser.Momentum(recipe.Rate, momentum: 0.9f);
        var layers = Enumerable.Range(0, recipe.Layers + 1);
        weights = [.. layers.Select(k => new Weights(Inputs(k) * Outputs(k), optimiser))];
        biases = [.. layers.Select(k => new Weights(Outputs(k), plain))];
        for (var k = 0; k <= recipe.Layers; k++)
        {
            var (fan, own) = (Fan.InOut(Inputs(k), Outputs(k)), seed * 1000 + (ulong)k);
            if (double.IsNaN(recipe.Gain))
            {
                var bound = 1 / Math.Sqrt(Inputs(k));
                Initialise.Uniform(weights[k].Values, -bound, bound, own);
                Initialise.Uniform(biases[k].Values, -bound, bound, own + 500);
                continue;
            }
            Initialise.LeCun(weights[k].Values, fan, own);
            var gain = k < recipe.Layers ? recipe.Gain : 1;
            foreach (ref var weight in weights[k].Values.AsSpan()) weight *= (float)gain;
            Initialise.Normal(biases[k].Values, recipe.BiasDeviation, own + 500);
        }
        (x, normal, y) = (Rooms(Units), Rooms(Units), Rooms(Units));
        x[recipe.Layers] = new float[Batch * Classes];
        unit.AsSpan().Fill(1);
    }

    float[][] Rooms(int columns)
        => [.. Enumerable.Range(0, recipe.Layers + 1).Select(_ => new float[Batch * columns])];

    int Inputs(int layer) => layer == 0 ? Pixels : Units;

    int Outputs(int layer) => layer == recipe.Layers ? Classes : Units;

    /// <summary>Trains a network of a recipe.</summary>
    public static Outcome Train(Recipe recipe, int seed)
    {
        var (training, test) = Labelled.Digits().Split(seed);
        if (recipe.Examples > 0) training = training[Enumerable.Range(0, recipe.Examples).ToArray()];
        var network = new Network<TActivation>(recipe, (ulong)seed);
        var decades = network.Epochs(training, seed);
        var hidden = network.weights[..^1].SelectMany(each => each.Values).ToArray();
        return new(network.Accuracy(test), decades, hidden.Count(weight => weight == 0) / (double)hidden.Length);
    }

    double Epochs(Labelled training, int seed)
    {
        var (random, decades, t) = (new Random(seed), double.NaN, 0L);
        var (pixels, labels) = (new float[Batch * Pixels], new int[Batch]);
        for (var epoch = 0; epoch < recipe.Epochs; epoch++)
        {
            var order = Labelled.Order(training.Count, random);
            for (var at = 0; at + Batch <= order.Length; at += Batch)
            {
                training.Copy(order.AsSpan(at, Batch), pixels, labels);
                Forward(pixels);
                var reached = Backward(pixels, labels);
                if (t == 0) decades = reached;
                var clip = 1f;
                if (recipe.Clip > 0)
                {
                    var norm = new GradientNorm(Norm.L2);
                    foreach (var each in weights.Concat(biases)) norm.Add(each.Gradients);
                    clip = norm.Clip(recipe.Clip, NonFinite.Skip).Coefficient;
                }
                t++;
                foreach (var each in weights.Concat(biases)) each.Step(t, clip);
            }
        }
        return decades;
    }

    void Forward(ReadOnlySpan<float> pixels)
    {
        for (var k = 0; k <= recipe.Layers; k++)
        {
            var from = k == 0 ? pixels : y[k - 1];
            Dense.Forward(from, weights[k].Values, biases[k].Values, x[k], Inputs(k), Outputs(k));
            if (k == recipe.Layers) break;
            if (recipe.Normalise) LayerNorm.Forward(x[k], unit, zero, normal[k], Units);
            TActivation.Forward(recipe.Normalise ? normal[k] : x[k], y[k]);
        }
    }

    /// <returns>log₁₀ of the gradient of the first layer by that of the last.</returns>
    double Backward(ReadOnlySpan<float> pixels, ReadOnlySpan<int> labels)
    {
        var (losses, each) = (new float[Batch], new float[Batch]);
        each.AsSpan().Fill(1f / Batch);
        var (dx, dy) = (new float[Batch * Classes], new float[Batch * Units]);
        CrossEntropy.Backward(x[recipe.Layers], labels, each, dx, Classes);
        var (first, last) = (0.0, 0.0);
        for (var k = recipe.Layers; k >= 0; k--)
        {
            var from = k == 0 ? pixels : y[k - 1];
            Dense.Backward(from, weights[k].Values, dx, k == 0 ? default : dy, weights[k].Gradients,
                biases[k].Gradients, Inputs(k), Outputs(k));
            if (k == 0) break;
            dx = new float[Batch * Units];
            TActivation.Backward(recipe.Normalise ? normal[k - 1] : x[k - 1], dy, dx);
            if (recipe.Normalise) LayerNorm.Backward(x[k - 1], unit, zero, dx, dx, unused, new float[Units], Units);
            first = dx.Sum(value => (double)value * value);
            if (k == recipe.Layers) last = first;
        }
        return 0.5 * Math.Log10(first / last);
    }

    double Accuracy(Labelled test)
    {
        var (pixels, right, count) = (new float[Batch * Pixels], 0, 0);
        var labels = new int[Batch];
        for (var at = 0; at + Batch <= test.Count; at += Batch, count += Batch)
        {
            test.Copy(Enumerable.Range(at, Batch).ToArray(), pixels, labels);
            Forward(pixels);
            right += Samples.Layers.Accuracy.Right(x[recipe.Layers], labels);
        }
        return (double)right / count;
    }
}
