using System.Globalization;
using static System.FormattableString;

namespace Kernels.Training;

/// <summary>
/// The health of a network: what was measured of each layer beside what its formula expects, what is wrong in words,
/// and what to do. As text, CSV, or one page of HTML with plots that needs nothing else.
/// </summary>
/// <example><code>
/// var report = new HealthReport("digits");
/// var hidden = report.Layer&lt;Gelu&gt;("hidden", units: 64);
/// // in a step, instead of Gelu.Backward
/// hidden.Backward(x, dy, dx);
/// hidden.Weights(weights, weightGradients, fanIn: 784);
/// report.EndStep(step);
/// // at the end
/// report.WriteTo(Console.Out);
/// File.WriteAllText("health.html", report.ToHtml());
/// </code></example>
public sealed class HealthReport
{
    readonly List<LayerMonitor> layers = [];

    /// <param name="title">What the report is of.</param>
    public HealthReport(string title = "Health of the network")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        Title = title;
    }

    /// <summary>What the report is of.</summary>
    public string Title { get; }

    /// <summary>The layers, in the order of the forward pass.</summary>
    public IReadOnlyList<LayerMonitor> Layers => layers;

    /// <summary>What is wrong, layer by layer; nothing where all is well.</summary>
    public IReadOnlyList<Finding> Findings => [.. Diagnosis.Of(layers)];

    /// <summary>Adds a layer; in the order of the forward pass.</summary>
    /// <param name="name">Its name in the report.</param>
    /// <param name="units">How many units it has: the columns of its rows.</param>
    /// <exception cref="ArgumentException">The name is empty, or another layer has it.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is below 1.</exception>
    public LayerMonitor Layer<TActivation>(string name, int units) where TActivation : IActivation
    {
        if (layers.Any(layer => layer.Name == name))
            throw new ArgumentException($"There is a layer '{name}' already.", nameof(name));
        var monitor = new LayerMonitor(name, units, SignalPropagation.Of<TActivation>(),
            SteepestSlope<TActivation>.Value, static (ref health, x, dy, dx, columns, passed)
                => health.Backward<TActivation>(x, dy, dx, columns, passed));
        layers.Add(monitor);
        return monitor;
    }

    /// <summary>
    /// Keeps what was measured since the last call under a step's number, and begins anew. Every step, or every
    /// hundredth: a unit is called dead where no row of all since the last call passed a gradient.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A step has a lower number than the last one.</exception>
    public void EndStep(long step)
    {
        if (layers.Count > 0 && layers[0].Snapshots is [.., var last])
            ArgumentOutOfRangeException.ThrowIfLessThan(step, last.Step);
        foreach (var layer in layers) layer.EndStep(step);
    }

    static readonly (string Title, Func<LayerMonitor, LayerSnapshot, string> Value)[] Columns =
    [
        ("layer", (layer, _) => layer.Name),
        ("activation", (layer, _) => layer.Propagation.Activation.Name),
        ("units", (layer, _) => $"{layer.Units}"),
        ("x mean", (_, at) => Number(at.Health.Mean)),
        ("x std", (_, at) => Number(Math.Sqrt(at.Health.Variance))),
        ("stopped", (_, at) => Pair(at.Health.StoppedShare, at.Expected.StoppedShare, Percent)),
        ("saturated", (_, at) => Pair(at.Health.SaturatedShare, at.Expected.SaturatedShare, Percent)),
        ("mean f'^2", (_, at) => Pair(at.Health.MeanSquareSlope, at.Expected.MeanSquareSlope, Number)),
        ("dead", (layer, at) => Percent((double)at.DeadUnits / layer.Units)),
        ("rms dx", (_, at) => Number(Diagnosis.Rms(at.Health))),
        ("gain", (layer, at) => Pair(at.Gain, layer.Propagation.Gain, Number)),
        ("norm dw", (_, at) => Number(at.GradientNorm)),
        ("update", (_, at) => Number(at.UpdateRatio)),
        ("not finite", (_, at) => $"{at.Health.NonFiniteInputs + at.Health.NonFiniteGradients}"),
    ];

    internal static IEnumerable<string> Titles => Columns.Select(column => column.Title);

    /// <summary>One line a layer, at its last step, under <see cref="Titles"/>.</summary>
    internal IEnumerable<string[]> Lines
        => layers.Where(layer => layer.Snapshots.Count > 0).Select(layer => Line(layer, layer.Snapshots[^1]));

    static string[] Line(LayerMonitor layer, LayerSnapshot at)
        => [.. Columns.Select(column => column.Value(layer, at))];

    /// <summary>
    /// Writes a line a layer, at its last step: measured | expected at the measured mean and variance; then what is
    /// wrong.
    /// </summary>
    public void WriteTo(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        string[][] lines = [[.. Titles], .. Lines];
        var widths = Enumerable.Range(0, Columns.Length).Select(k => lines.Max(line => line[k].Length)).ToArray();
        writer.WriteLine(Title);
        foreach (var line in lines)
            writer.WriteLine(string.Join("  ", line.Select((cell, k)
                => k < 2 ? cell.PadRight(widths[k]) : cell.PadLeft(widths[k]))).TrimEnd());
        var findings = Findings;
        if (findings.Count == 0) writer.WriteLine("Nothing is wrong.");
        foreach (var finding in findings) writer.WriteLine($"{(finding.IsBad ? "bad " : "note")}  {finding}");
    }

    /// <summary>Writes every layer at every step as comma-separated values.</summary>
    public void WriteCsv(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        string[] titles =
        [
            "step", "layer", "activation", "units", "count", "mean", "variance", "stopped", "expected stopped",
            "saturated", "expected saturated", "mean square slope", "expected mean square slope", "dead units",
            "rms gradient", "largest gradient", "gain", "weight gradient norm", "update ratio", "not finite",
        ];
        writer.WriteLine(string.Join(",", titles));
        foreach (var layer in layers)
            foreach (var at in layer.Snapshots)
            {
                var name = '"' + layer.Name.Replace("\"", "\"\"") + '"';
                object[] values =
                [
                    at.Step, name, layer.Propagation.Activation.Name, layer.Units, at.Health.Count, at.Health.Mean,
                    at.Health.Variance, at.Health.StoppedShare, at.Expected.StoppedShare, at.Health.SaturatedShare,
                    at.Expected.SaturatedShare, at.Health.MeanSquareSlope, at.Expected.MeanSquareSlope, at.DeadUnits,
                    Diagnosis.Rms(at.Health), at.Health.LargestGradient, at.Gain, at.GradientNorm, at.UpdateRatio,
                    at.Health.NonFiniteInputs + at.Health.NonFiniteGradients,
                ];
                writer.WriteLine(string.Join(",",
                    values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))));
            }
    }

    /// <summary>The report as one page of HTML with its plots, for light and dark screens.</summary>
    public string ToHtml() => HealthPage.Of(this);

    static string Pair(double measured, double expected, Func<double, string> format)
        => double.IsNaN(measured) ? "" : $"{format(measured)} | {format(expected)}";

    static string Percent(double share) => double.IsNaN(share) ? "" : Invariant($"{100 * share:F1}%");

    static string Number(double value) => double.IsNaN(value) ? "" : Invariant($"{value:G3}");
}
