using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using Kernels;
using Kernels.Training;
using Samples.Layers;

namespace Samples.Speech;

/// <summary>Learns from some recordings and listens to others.</summary>
/// <param name="options">What every sample may be told.</param>
/// <param name="folder">Where recordings are; those of samples/Data where it is null.</param>
/// <param name="leavesOut">Whether each speaker is left out in turn, instead of the official split.</param>
public sealed class Training(Options options, string? folder, bool leavesOut) : IActivationUse<int>
{
    const int Rows = 32, TestRows = 100, Length = Features.Frames * Features.Bands, Digits = 10, UsualEpochs = 25;

    double Bar => leavesOut ? 0.75 : folder is null ? 0.95 : 0.96;

    /// <inheritdoc/>
    public int With<TActivation>() where TActivation : IActivation
    {
        var watch = Stopwatch.StartNew();
        var recordings = folder is null ? Recording.ReadArchive("speech/spoken-digits.gz")
            : Recording.ReadFolder(folder);
        var features = new Features[recordings.Count];
        Parallel.For(0, features.Length, i => features[i] = new(recordings[i]));
        (string Name, Func<Recording, bool> IsTest)[] parts = leavesOut
            ? [.. recordings.Select(recording => recording.Speaker).Distinct()
                .Select(speaker => (speaker, (Func<Recording, bool>)(recording => recording.Speaker == speaker)))]
            : [(folder is null ? "held-out voices" : "first recordings", recording => recording.IsTest)];
        List<string[]> table = [];
        var report = new HealthReport();
        var mean = 0.0;
        foreach (var (name, isTest) in parts)
        {
            // The report shows the last part.
            report = new HealthReport("Spoken digits");
            int[] all = [.. Enumerable.Range(0, recordings.Count)];
            var (training, test) = (Array.FindAll(all, i => !isTest(recordings[i])),
                Array.FindAll(all, i => isTest(recordings[i])));
            var listener = new Listener<TActivation>(
                Optimiser.AdamW(rate: 0.002f, decay: 0.05f), report, options.Seed);
            Progress.Run(name, options.Epochs ?? UsualEpochs, tell => Learn(listener, training, report, tell));
            var share = Share(listener, test);
            mean += share / parts.Length;
            table.Add([name, $"{training.Length}", $"{test.Length}", Results.Percent(share)]);
        }
        if (parts.Length > 1) table.Add(["mean", "", "", Results.Percent(mean)]);
        Results.Print(["test", "learnt from", "tested", "right"], table);
        Console.WriteLine(FormattableString.Invariant($"{watch.Elapsed.TotalSeconds:F0} s, seed {options.Seed}"));
        Console.WriteLine();
        Results.Print(report, options);
        return Results.Judge("The share of digits heard", mean, Bar, options);

        bool Learn(Listener<TActivation> listener, int[] training, HealthReport report, Action<string> tell)
        {
            var random = new Random(options.Seed);
            var epochs = options.Epochs ?? UsualEpochs;
            var batches = (training.Length + Rows - 1) / Rows;
            var (x, labels) = (new float[Rows * Length], new int[Rows]);
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
                        labels[row] = recordings[rows[row]].Digit;
                    }
                    // The rate falls to 0 along a line.
                    var schedule = 1 - (epoch * batches + batch) / (float)(epochs * batches);
                    right += listener.Learn(
                        x.AsSpan(0, rows.Length * Length), labels.AsSpan(0, rows.Length), random, schedule);
                }
                report.EndStep(epoch + 1);
                tell(Results.Percent(right / (double)training.Length));
            }
            return true;
        }

        // The logits of a recording are summed over all ways to listen to it.
        double Share(Listener<TActivation> listener, int[] test)
        {
            var right = 0;
            for (var i = 0; i < test.Length; i += TestRows)
            {
                var rows = test[i..Math.Min(test.Length, i + TestRows)];
                float[] x = new float[rows.Length * Length], logits = new float[rows.Length * Digits];
                var sums = new float[logits.Length];
                for (var view = 0; view < Features.Views; view++)
                {
                    for (var row = 0; row < rows.Length; row++)
                        features[rows[row]].Copy(view, x.AsSpan(row * Length, Length));
                    listener.Listen(x, logits);
                    TensorPrimitives.Add<float>(sums, logits, sums);
                }
                right += Layers.Accuracy.Right(sums, Array.ConvertAll(rows, row => recordings[row].Digit));
            }
            return right / (double)test.Length;
        }
    }
}
