using System.Numerics.Tensors;
using Kernels.Activations;

namespace Kernels.Training.Tests;

/// <summary>
/// A random network of 1,024 units and 20 layers beside what the formulas predict of it: a layer's root mean square and
/// that of its gradient follow from those of the layer beside it, within 3/√units.
/// </summary>
public class WideNetworkTests
{
    const int Layers = 20, Batch = 8;
    static readonly int Units = Environment.GetEnvironmentVariable("KERNELS_LONG") == "1" ? 1024 : 256;

    [Fact]
    public void Relu_follows_the_prediction() => Check<Relu>();

    [Fact]
    public void Leaky_relu_follows_the_prediction() => Check<LeakyRelu>();

    [Fact]
    public void Tanh_follows_the_prediction() => Check<Tanh>();

    [Fact]
    public void Gelu_follows_the_prediction() => Check<Gelu>();

    [Fact]
    public void Silu_follows_the_prediction() => Check<Silu>();

    [Fact]
    public void Mish_follows_the_prediction() => Check<Mish>();

    [Fact]
    public void Elu_follows_the_prediction() => Check<Elu>();

    [Fact]
    public void Selu_follows_the_prediction() => Check<Selu>();

    [Fact]
    public void Erf_follows_the_prediction() => Check<Erf>();

    [Fact]
    public void Softsign_follows_the_prediction() => Check<Softsign>();

    static void Check<T>() where T : IActivation
    {
        var propagation = SignalPropagation.Of<T>();
        var variance = propagation.Gain * propagation.Gain;
        var (inputs, gradients) = Run<T>(propagation.Gain);
        var bound = 3 / Math.Sqrt(Units);
        for (var layer = 1; layer < Layers; layer++)
        {
            var moments = inputs[layer - 1].Select(q => propagation.At(q)).ToArray();
            Near(moments.Select(at => variance * at.Second), inputs[layer], "inputs", layer);
            Near(moments.Select((at, row) => variance * at.Slope2 * gradients[layer][row]), gradients[layer - 1],
                "gradient", layer - 1);
        }

        // Each input of the network has a variance of its own; they drift apart where the fixed point repels.
        void Near(IEnumerable<double> expectedSquares, double[] actualSquares, string what, int layer)
        {
            var (expected, actual) = (Math.Sqrt(expectedSquares.Average()), Math.Sqrt(actualSquares.Average()));
            Assert.True(Math.Abs(actual / expected - 1) <= bound,
                $"{T.Info.Name}, {what} of layer {layer}: {actual:G6} measured, {expected:G6} predicted, "
                    + $"{Units} units, seeds 1 to {Layers + 1}.");
        }
    }

    /// <summary>By layer and row the mean squares of the pre-activations, and of the gradients by them.</summary>
    static (double[][] Inputs, double[][] Gradients) Run<T>(double gain) where T : IActivation
    {
        var weights = new float[Layers][];
        for (var k = 1; k < Layers; k++)
            Initialise.Normal(weights[k] = new float[Units * Units], gain / Math.Sqrt(Units), seed: (ulong)k);
        var x = new float[Layers][];
        Initialise.Normal(x[0] = new float[Batch * Units], 1, seed: Layers);
        var y = new float[Batch * Units];
        for (var k = 1; k < Layers; k++)
        {
            T.Forward(x[k - 1], y);
            x[k] = new float[Batch * Units];
            for (var row = 0; row < Batch; row++)
                for (var unit = 0; unit < Units; unit++)
                    x[k][row * Units + unit] = TensorPrimitives.Dot<float>(
                        y.AsSpan(row * Units, Units), weights[k].AsSpan(unit * Units, Units));
        }
        var gradients = new double[Layers][];
        var (dx, dy) = (new float[Batch * Units], new float[Batch * Units]);
        Initialise.Normal(dx, 1, seed: Layers + 1);
        for (var k = Layers - 1; ; k--)
        {
            gradients[k] = MeanSquares(dx);
            if (k == 0) break;
            dy.AsSpan().Clear();
            for (var row = 0; row < Batch; row++)
                for (var unit = 0; unit < Units; unit++)
                {
                    var into = dy.AsSpan(row * Units, Units);
                    TensorPrimitives.MultiplyAdd(
                        weights[k].AsSpan(unit * Units, Units), dx[row * Units + unit], into, into);
                }
            T.Backward(x[k - 1], dy, dx);
        }
        return ([.. x.Select(MeanSquares)], gradients);
    }

    static double[] MeanSquares(float[] values)
        => [.. values.Chunk(Units).Select(row => row.Sum(value => (double)value * value) / Units)];
}
