using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using Kernels;
using Kernels.Training;
using Samples.Layers;

namespace Samples.Speech;

/// <summary>Learns from recordings of some speakers and listens to others.</summary>
public sealed class Training(Options options, string? folder, bool leavesOut) : IActivationUse<int>
{
    const int Rows = 32, TestRows = 100, Length = Features.Frames * Features.Bands;

    /// <inheritdoc/>
    public int With<TActivation>() where TActivation : IActivation
    {
        var watch = Stopwatch.StartNew();
        var recordings = folder is null ? Recording.ReadArchive("speech/spoken-digits.gz")
            : Recording.ReadFolder(folder);
        var parts = leavesOut
            ? recordings.Select(recording => recording.Speaker).Distinct().Order(StringComparer.Ordinal)
                .Select(speaker => (Name: speaker, IsTest: (Func<Recording, bool>)(r => r.Speaker == speaker)))
            : [(folder is null ? "held-out voices" : "first recordings", r => r.IsTest)];
        Dictionary<Recording, Features> features = new(ReferenceEqualityComparer.Instance);
        foreach (var recording in recordings) features.Add(recording, new(recording, isVaried: true));
        Console.WriteLine($"features {watch.Elapsed.TotalSeconds:F1} s");
        List<string[]> table = [];
        var (mean, count) = (0.0, 0);
        var report = new HealthReport("Spoken digits");
        foreach (var (name, isTest) in parts)
        {
            report = new HealthReport("Spoken digits");
            Recording[] training = [.. recordings.Where(r => !isTest(r))], test = [.. recordings.Where(isTest)];
            var share = Learn<TActivation>(training, test, features, report, name);
            table.Add([name, $"{training.Length}", $"{test.Length}", Results.Percent(share),
                watch.Elapsed.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)]);
            (mean, count) = (mean + share, count + 1);
        }
        mean /= count;
        Results.Print(["test", "learnt from", "tested", "right", "seconds"], table);
        if (leavesOut) Console.WriteLine($"Mean over speakers: {Results.Percent(mean)}");
        Results.Print(report, options);
        return Results.Judge("The share of digits heard", mean, leavesOut ? 0.75 : folder is null ? 0.95 : 0.96, options);
    }

    double Learn<TActivation>(
        Recording[] training, Recording[] test, Dictionary<Recording, Features> features, HealthReport report,
        string name) where TActivation : IActivation
    {
        var random = new Random(options.Seed);
        var listener = new Listener<TActivation>(Optimiser.AdamW(rate: (float)K.R, decay: (float)K.W), report, options.Seed);
        var epochs = options.Epochs ?? (training.Length > 2000 ? 20 : 30);
        var batches = (training.Length + Rows - 1) / Rows;
        Progress.Run(name, epochs, tell =>
        {
            float[] x = new float[Rows * Length];
            var labels = new int[Rows];
            for (var epoch = 0; epoch < epochs; epoch++)
            {
                random.Shuffle(training);
                var right = 0;
                for (var batch = 0; batch < batches; batch++)
                {
                    var rows = training.AsSpan(batch * Rows, Math.Min(Rows, training.Length - batch * Rows));
                    for (var row = 0; row < rows.Length; row++)
                    {
                        features[rows[row]].Vary(random, x.AsSpan(row * Length, Length));
                        labels[row] = rows[row].Digit;
                    }
                    right += listener.Learn(x.AsSpan(0, rows.Length * Length), labels.AsSpan(0, rows.Length), random,
                        1 - (epoch * batches + batch) / (float)(epochs * batches), (float)K.DROP);
                }
                report.EndStep(epoch + 1);
                tell(Results.Percent(right / (double)training.Length));
            }
            return 0;
        });
        var heard = 0;
        for (var i = 0; i < test.Length; i += TestRows)
        {
            var rows = test.AsSpan(i, Math.Min(TestRows, test.Length - i));
            float[] x = new float[rows.Length * Length], logits = new float[rows.Length * 10];
            var sums = new float[logits.Length];
            var labels = new int[rows.Length];
            for (var row = 0; row < rows.Length; row++)
            {
                labels[row] = rows[row].Digit;
            }
            for (var view = 0; view < K.V; view++)
            {
                for (var row = 0; row < rows.Length; row++)
                    features[rows[row]].Copy(view, x.AsSpan(row * Length, Length));
                listener.Listen(x, logits);
                TensorPrimitives.Add<float>(sums, logits, sums);
            }
            heard += Layers.Accuracy.Right(sums, labels);
        }
        return heard / (double)test.Length;
    }
}
