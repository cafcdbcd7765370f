using System.Diagnostics;

namespace Samples.Images;

/// <summary>Learns from images and counts how many of others are known.</summary>
internal sealed class Learning(Setup setup, Labelled training, Labelled test, Options options)
    : IActivationUse<int>
{
    const int WarmUp = 100;

    public int With<TActivation>() where TActivation : IActivation
    {
        var name = TActivation.Info.Name;
        var report = new HealthReport($"Images of {setup.Side}×{setup.Side} pixels, {name}");
        var network = new Network<TActivation>(setup, (ulong)options.Seed, report);
        Console.WriteLine($"{training.Count} images to learn from, {test.Count} for the test; {name}, "
            + $"{network.Parameters} weights, seed {options.Seed}.");
        var epochs = options.Epochs ?? setup.Epochs;
        var watch = Stopwatch.StartNew();
        var loss = Progress.Run(name, epochs, done => Learn(network, epochs, report, done));
        var seconds = watch.Elapsed.TotalSeconds;
        var accuracy = network.Accuracy(test);
        Results.Print(["activation", "epochs", "loss", "training", "test", "seconds"],
            [name, $"{epochs}", $"{loss:F4}", Results.Percent(network.Accuracy(training)), Results.Percent(accuracy),
                $"{seconds:F1}"]);
        Results.Print(report, options);
        return Results.Judge("The accuracy of the test", accuracy, setup.Bar, options);
    }

    /// <summary>The mean loss of the last epoch.</summary>
    double Learn<TActivation>(Network<TActivation> network, int epochs, HealthReport report, Action<string> done)
        where TActivation : IActivation
    {
        const int Batch = Network<TActivation>.Batch;
        var random = new Random(options.Seed);
        var (images, labels) = (new float[Batch * training.Length], new int[Batch]);
        var (steps, t, loss) = (training.Count / Batch, 0, 0.0);
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            loss = 0;
            var order = Labelled.Order(training.Count, random);
            for (var step = 0; step < steps; step++)
            {
                training.Copy(order.AsSpan(step * Batch, Batch), images, labels);
                Moved.InPlace(images, setup, random);
                var schedule = Math.Min(1, t / (float)WarmUp) * (1 - 0.8f * t / (steps * epochs));
                loss += network.Step(images, labels, ++t, schedule, isShown: step == steps - 1) / steps;
            }
            report.EndStep(t);
            done($"loss {loss:F3}");
        }
        return loss;
    }
}
