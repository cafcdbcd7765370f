using System.Diagnostics;
using System.Globalization;
using Kernels;
using Kernels.Training;
using Samples.Layers;

namespace Samples.Translation;

/// <summary>Learns from some numbers and translates all others.</summary>
public sealed class Training(Options options, Language target) : IActivationUse<int>
{
    const int Known = 2000, Rows = 32, TestRows = 200, UsualEpochs = 40;
    const double Bar = 0.95, MaxNorm = 1;

    /// <inheritdoc/>
    public int With<TActivation>() where TActivation : IActivation
    {
        var watch = Stopwatch.StartNew();
        var source = Language.English;
        var random = new Random(options.Seed);
        int[] numbers = [.. Enumerable.Range(0, NumberWords.End)];
        random.Shuffle(numbers);
        var (known, others) = (numbers[..Known], numbers[Known..]);
        var report = new HealthReport($"Numbers from {source.Name} to {target.Name}");
        var translator = new Translator<TActivation>(
            source.Pieces.Count, target.Pieces.Count, Optimiser.AdamW(rate: 0.004f), report, options.Seed);
        var epochs = options.Epochs ?? UsualEpochs;
        var batches = (Known + Rows - 1) / Rows;
        string firstNorms = "";
        var loss = 0.0;
        Progress.Run("training", epochs, tell =>
        {
            for (var epoch = 0; epoch < epochs; epoch++)
            {
                random.Shuffle(known);
                loss = 0;
                for (var i = 0; i < batches; i++)
                {
                    var rows = known.AsSpan(i * Rows, Math.Min(Rows, Known - i * Rows));
                    // The rate falls to 0 along a line.
                    var schedule = 1 - (epoch * batches + i) / (float)(epochs * batches);
                    loss += translator.Learn(new(rows, source, target), MaxNorm, schedule) / batches;
                    if (epoch == 0 && i == 0) firstNorms = Norms(translator.StepNorms);
                }
                report.EndStep(epoch + 1);
                tell(loss.ToString("F4", CultureInfo.InvariantCulture));
            }
            return 0;
        });

        var right = 0;
        List<string[]> mistakes = [];
        for (var i = 0; i < others.Length; i += TestRows)
        {
            var rows = others.AsSpan(i, Math.Min(TestRows, others.Length - i));
            var translations = translator.Translate(new(rows, source, target));
            for (var row = 0; row < rows.Length; row++)
            {
                if (translations[row].AsSpan().SequenceEqual(target.Of(rows[row]))) right++;
                else if (mistakes.Count < 3) mistakes.Add([$"{rows[row]}", target.Write(translations[row])]);
            }
        }
        var share = right / (double)others.Length;
        Results.Print(["", "numbers", "exact", "seconds"],
            [$"{source.Name} to {target.Name}", $"{others.Length} unseen", Results.Percent(share),
                watch.Elapsed.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)]);
        Console.WriteLine($"Seed {options.Seed}");
        if (mistakes.Count > 0) Results.Print(["number", "mistaken for"], mistakes);
        Console.WriteLine("Gradient norms by the encoder's states, from its first step to its last:");
        Console.WriteLine($"  first batch {firstNorms}");
        Console.WriteLine($"  last batch  {Norms(translator.StepNorms)}");
        Console.WriteLine();
        Results.Print(report, options);
        return Results.Judge("The share of exact translations", share, Bar, options);
    }

    static string Norms(IEnumerable<double> norms)
        => string.Join(' ', norms.Select(norm => norm.ToString("0.0e+0", CultureInfo.InvariantCulture)));
}
