// Thirty layers without normalisation: gradients vanish, explode, or do neither, as the formula of the activation says
// before the first step; and what is learnt shows it.
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Samples.Depth;

var picture = new Option<string?>("--picture") { Description = "Write the picture to this SVG file" };
return Options.Run("Shows how gradients go through thirty layers.", "tanh", args, options =>
{
    // The accuracy that each is to reach from the weights of its formula.
    var bars = options.IsActivationSaid ? new() { [options.Activation] = 0 }
        : new Dictionary<string, double> { ["tanh"] = 0.9, ["gelu"] = 0.9, ["sigmoid"] = 0.7 };
    var (training, test) = Labelled.Digits().Split(options.Seed);
    var (epochs, watch) = (options.Epochs ?? 20, Stopwatch.StartNew());
    Console.WriteLine($"{Network.Depth} layers of {Network.Width} units, {training.Count} digits to learn from, "
        + $"{test.Count} for the test, {epochs} epochs, seed {options.Seed}.");
    var runs = Progress.Run("Depth", bars.Count * 3 * (epochs + 1), done
        => bars.Keys.Select(name => (Name: name,
            Runs: Activations.Use(name, new Runs(training, test, epochs, options.Seed, done)))).ToArray());
    foreach (var (name, three) in runs) Print(name, three);
    if (options.Parsed.GetValue(picture) is { } file)
    {
        File.WriteAllText(file, Picture.Of(runs));
        Console.WriteLine($"The picture: {Path.GetFullPath(file)}");
    }
    if (options.Report is { } report)
        foreach (var (name, three) in runs)
            foreach (var run in three)
                File.WriteAllText($"{Path.ChangeExtension(report, null)}-{name}-{run.Start.Key}.html",
                    run.Report.ToHtml());
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:F1} seconds."));
    return runs.Max(of => Results.Judge($"The accuracy of {of.Name}", of.Runs[1].Accuracy, bars[of.Name], options));
}, picture);

static void Print(string name, Run[] runs)
{
    string Decades(double value) => "10^" + value.ToString("F1", CultureInfo.InvariantCulture);
    int[] layers = [1, 5, 10, 15, 20, 25, 30];
    Console.WriteLine($"{name}: gradients beside those of the last layer, before the first step; predicted | measured");
    Results.Print(["layer", .. runs.Select(run => run.Start.Name)],
        [
            .. layers.Select(layer => (string[])[$"{layer}", .. runs.Select(run
                => $"{Decades(run.Predicted[layer - 1])} | {Decades(run.Measured[layer - 1])}")]),
            ["accuracy", .. runs.Select(run => Results.Percent(run.Accuracy))],
        ]);
    foreach (var run in runs)
    {
        Console.WriteLine($"{run.Start.Name}. Forecast: {run.Forecast}");
        // The report has a note for each layer; here are the words on all of them together.
        foreach (var finding in run.Report.Findings.Where(finding => finding.Layer is null))
            Console.WriteLine($"  After training: {finding}");
    }
    Console.WriteLine();
}
