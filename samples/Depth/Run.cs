using System.Numerics.Tensors;

namespace Samples.Depth;

/// <summary>What became of a network: gradients before the first step, and what it has learnt.</summary>
/// <param name="Start">How it began.</param>
/// <param name="Predicted">log₁₀ of each layer's root-mean-square gradient beside the last one.</param>
/// <param name="Measured">The same, measured.</param>
/// <param name="Accuracy">Of the test.</param>
/// <param name="Forecast">What the formula says of it before anything is computed, in words.</param>
/// <param name="Report">The health of the network.</param>
internal sealed record Run(
    Start Start, double[] Predicted, double[] Measured, double Accuracy, string Forecast,
    HealthReport Report);

/// <summary>Trains a network of one activation from each start.</summary>
internal sealed class Runs(Labelled training, Labelled test, int epochs, int seed, Action<string> done)
    : IActivationUse<Run[]>
{
    public Run[] With<TActivation>() where TActivation : IActivation
        => [.. Start.Of<TActivation>().Select(From<TActivation>)];

    Run From<TActivation>(Start start) where TActivation : IActivation
    {
        var name = TActivation.Info.Name;
        var report = new HealthReport($"{Network.Depth} layers of {name}, {start.Name}");
        var network = new Network<TActivation>(training.Length,
            TensorPrimitives.SumOfSquares(training.X) / training.X.Length, start, Optimiser.AdamW(),
            (ulong)seed, report);
        var random = new Random(seed);
        var (x, labels) = (new float[Network.Batch * training.Length], new int[Network.Batch]);
        for (var (epoch, t) = (0, 0); epoch <= epochs; epoch++)
        {
            var order = Labelled.Order(training.Count, random);
            for (var at = 0; at + labels.Length <= order.Length; at += labels.Length)
            {
                training.Copy(order.AsSpan(at, labels.Length), x, labels);
                network.Backward(x, labels);
                if (t == 0) Keep();
                network.Step(++t);
                if (epoch == 0) break;
            }
            if (epoch > 0) Keep();
            done($"{name}, {start.Name}");

            void Keep()
            {
                network.Show();
                report.EndStep(t);
            }
        }
        return new(start, Predicted<TActivation>(start, report), Measured(report), Accuracy(network),
            Forecast.Of<TActivation>(Network.Depth, Math.Sqrt(start.WeightVariance), start.BiasVariance).Text, report);
    }

    static double[] Measured(HealthReport report)
    {
        double Decades(LayerMonitor layer) => 0.5 * Math.Log10(layer.Snapshots[0].Health.GradientSquares);
        return [.. report.Layers.Select(layer => Decades(layer) - Decades(report.Layers[^1]))];
    }

    static double[] Predicted<TActivation>(Start start, HealthReport report) where TActivation : IActivation
    {
        var health = report.Layers[0].Snapshots[0].Health;
        var states = new LayerState[Network.Depth];
        SignalPropagation.Of<TActivation>().Predict(
            states, start.WeightVariance, start.BiasVariance, health.Squares / health.Count);
        return [.. states.Select(state => 0.5 * Math.Log10(state.Gradient))];
    }

    double Accuracy<TActivation>(Network<TActivation> network) where TActivation : IActivation
    {
        var right = 0;
        for (var at = 0; at < test.Count; at += Network.Batch)
        {
            var count = Math.Min(Network.Batch, test.Count - at);
            right += Layers.Accuracy.Right(network.Forward(test.X.AsSpan(at * test.Length, count * test.Length)),
                test.Labels.AsSpan(at, count));
        }
        return (double)right / test.Count;
    }
}
