using System.Diagnostics;
using System.Globalization;
using Kernels;
using Kernels.Training;
using Samples.Layers;

namespace Samples.Text;

/// <summary>Learns from four fifths of the sentences and judges the last fifth, five times.</summary>
public sealed class Training(Options options) : IActivationUse<int>
{
    const int Folds = 5, Rows = 32, TestRows = 64, UsualEpochs = 6;
    // Batches are chosen from this many sentences in the order of their lengths, so that little is padded.
    const int SortedTogether = 8 * Rows;
    const double Bar = 0.80, MaxNorm = 1;

    readonly Sentences sentences = Sentences.Read("sentiment/sentences.tsv.gz");
    string firstNorms = "", lastNorms = "";

    /// <inheritdoc/>
    public int With<TActivation>() where TActivation : IActivation
    {
        var order = Labelled.Order(sentences.Words.Count, new(options.Seed));
        var report = new HealthReport();
        var watch = Stopwatch.StartNew();
        List<string[]> table = [];
        var shares = Progress.Run("training", Folds * Epochs, tell =>
        {
            var shares = new double[Folds];
            for (var fold = 0; fold < Folds; fold++)
            {
                // The report shows the last fold.
                report = new HealthReport("Sentiment of sentences");
                shares[fold] = Learn<TActivation>(
                    [.. order.Where((_, i) => i % Folds != fold)], [.. order.Where((_, i) => i % Folds == fold)],
                    report, tell);
            }
            return shares;
        });
        Results.Print(["fold", "right"], [
            .. shares.Select((share, fold) => (string[])[$"{fold + 1}", Results.Percent(share)]),
            ["mean", Results.Percent(shares.Average())]]);
        Console.WriteLine(FormattableString.Invariant($"{watch.Elapsed.TotalSeconds:F0} s, seed {options.Seed}"));
        Console.WriteLine("Gradient norms by the states that read forwards, from the first word to the last:");
        Console.WriteLine($"  first batch {firstNorms}");
        Console.WriteLine($"  last batch  {lastNorms}");
        Console.WriteLine();
        Results.Print(report, options);
        return Results.Judge("The mean accuracy", shares.Average(), Bar, options);
    }

    int Epochs => options.Epochs ?? UsualEpochs;

    /// <summary>The share of the test's sentences that is judged right.</summary>
    double Learn<TActivation>(int[] training, int[] test, HealthReport report, Action<string> tell)
        where TActivation : IActivation
    {
        var reader = new Reader<TActivation>(
            sentences.Vocabulary, Optimiser.AdamW(rate: 0.003f, decay: 0.1f), report, options.Seed);
        var random = new Random(options.Seed);
        var batches = (training.Length + Rows - 1) / Rows;
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(training);
            for (var i = 0; i < training.Length; i += SortedTogether)
                training.AsSpan(i, Math.Min(SortedTogether, training.Length - i))
                    .Sort((a, b) => Length(a).CompareTo(Length(b)));
            var right = 0;
            for (var batch = 0; batch < batches; batch++)
            {
                var rows = training[(batch * Rows)..Math.Min(training.Length, (batch + 1) * Rows)];
                // The rate falls to 0 along a line.
                var schedule = 1 - (epoch * batches + batch) / (float)(Epochs * batches);
                right += reader.Learn(Words(rows), Labels(rows), MaxNorm, schedule);
                lastNorms = Norms(reader.StepNorms);
                if (epoch == 0 && batch == 0) firstNorms = lastNorms;
            }
            report.EndStep(epoch + 1);
            tell(Results.Percent(right / (double)training.Length));
        }
        var judged = 0;
        for (var i = 0; i < test.Length; i += TestRows)
        {
            var rows = test[i..Math.Min(test.Length, i + TestRows)];
            judged += Layers.Accuracy.Right(reader.Judge(Words(rows)), Labels(rows));
        }
        return judged / (double)test.Length;
    }

    int Length(int sentence) => sentences.Words[sentence].Length;

    int[][] Words(int[] rows) => Array.ConvertAll(rows, row => sentences.Words[row]);

    int[] Labels(int[] rows) => Array.ConvertAll(rows, row => sentences.Labels[row]);

    // Every eighth part of the way, and both ends.
    static string Norms(IReadOnlyList<double> norms)
        => string.Join(' ', Enumerable.Range(0, 9)
            .Select(i => norms[i * (norms.Count - 1) / 8].ToString("0.0e+0", CultureInfo.InvariantCulture)));
}
