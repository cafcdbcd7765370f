// The table of docs/signal-propagation.md is the computed one; with KERNELS_UPDATE_DOCS=1 it is made to be.
using System.Globalization;
using System.Text;

namespace Kernels.Training.Tests;

public class PageTests
{
    static readonly string[] Names =
    [
        "Relu", "LeakyRelu", "Elu", "Selu", "Gelu", "GeluTanh", "Silu", "Mish", "Hardswish", "Tanh", "Hardtanh", "Erf",
        "Softsign", "Sigmoid", "Softplus", "SquaredRelu",
    ];

    [Fact]
    public void The_table_of_gains_matches_the_formulas()
    {
        const string Start = "<!-- gains: written by ./dev docs -->\n", End = "<!-- end -->";
        var path = Path.Combine(Root(), "docs", "signal-propagation.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var from = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        var to = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(from >= Start.Length && to >= from, $"{path} has no place for the table.");
        if (Environment.GetEnvironmentVariable("KERNELS_UPDATE_DOCS") == "1")
            File.WriteAllText(path, page[..from] + Table() + page[to..]);
        else Assert.Equal(page[from..to], Table());
    }

    static string Table()
    {
        var text = new StringBuilder(
            "\n| activation | gain | gradient gain | V' | χ₁ | at its gain |\n|---|---|---|---|---|---|\n");
        foreach (var name in Names)
        {
            var one = SignalPropagation.Of(
                Kernels.Activations.ActivationCatalog.All.Single(activation => activation.Name == name));
            var (slope, chi) = (one.Unit.SecondSlope / one.Unit.Second, one.Unit.Slope2 / one.Unit.Second);
            var verdict = Math.Abs(slope - 1) < 1e-9 ? "neither" : slope < 1 ? "attracts" : "repels";
            text.Append(CultureInfo.InvariantCulture,
                $"| {name} | {one.Gain:0.000000} | {one.GradientGain:0.000000} | {slope:0.000} | {chi:0.000} "
                    + $"| {verdict} |\n");
        }
        return text.Append('\n').ToString();
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
