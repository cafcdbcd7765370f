// The report as one page: a table, what is wrong, and plots. Everything is in the file: no script, no font, no request.
using System.Text;
using static System.FormattableString;

namespace Kernels.Training;

static class HealthPage
{
    const int MostNotes = 6;

    const string Style = """
        :root { --paper: #fff; --ink: #1d2127; --soft: #646b76; --grid: #e4e7eb; --good: #1a7f4b; --bad: #c0392b;
                --cell: #1f5fbf; color-scheme: light dark; }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #14171b; --ink: #e6e8eb; --soft: #9aa2ad; --grid: #2a2f36; --good: #4cc38a; --bad: #ff7b6b;
                  --cell: #7db3ff; } }
        body { background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto;
               max-width: 1180px; padding: 0 1rem; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.05rem; margin: 1.6rem 0 .3rem; }
        p { color: var(--soft); margin: .2rem 0 .6rem; max-width: 70ch; }
        .wide { overflow-x: auto; } table { border-collapse: collapse; font-size: 13px; }
        th, td { border-bottom: 1px solid var(--grid); padding: .25rem .7rem; text-align: right; white-space: nowrap; }
        th:nth-child(-n+2), td:nth-child(-n+2) { text-align: left; } th { color: var(--soft); font-weight: 500; }
        ul { padding-left: 1.2rem; } .bad { color: var(--bad); } .good { color: var(--good); }
        .plots { display: grid; gap: 1rem 2rem; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); }
        svg { display: block; width: 100%; } .grid { stroke: var(--grid); }
        .number { fill: var(--soft); font-size: 11px; } .axis { fill: var(--soft); font-size: 12px; }
        .line { fill: none; stroke-width: 1.8; } .cell { fill: var(--cell); }
        """;

    public static string Of(HealthReport report)
    {
        var layers = report.Layers.Where(layer => layer.Snapshots.Count > 0).ToArray();
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.Append($"<title>{Plot.Escape(report.Title)}</title><style>\n{Style}\n</style></head>\n<body>");
        page.Append($"<h1>{Plot.Escape(report.Title)}</h1>\n");
        Findings(page, report);
        Table(page, report);
        page.Append("<div class=\"plots\">\n");
        if (layers.Length > 0)
        {
            OverTime(page, layers);
            OverDepth(page, layers);
            Exponents(page, layers[0]);
            if (layers.Length > 1) Exponents(page, layers[^1]);
        }
        return page.Append("</div>\n</body></html>\n").ToString();
    }

    static void Findings(StringBuilder page, HealthReport report)
    {
        var findings = report.Findings;
        if (findings.Count == 0)
        {
            page.Append("<p class=\"good\">Nothing is wrong.</p>\n");
            return;
        }
        var (bad, notes) = (findings.Where(finding => finding.IsBad), findings.Where(finding => !finding.IsBad));
        List(bad, " class=\"bad\"");
        // Deep networks have a note for each of their layers, which are not to hide the plots.
        var isLong = notes.Skip(MostNotes).Any();
        if (isLong) page.Append($"<details><summary>{notes.Count()} notes</summary>\n");
        List(notes, "");
        if (isLong) page.Append("</details>\n");

        void List(IEnumerable<Finding> some, string how)
        {
            page.Append("<ul>\n");
            foreach (var finding in some) page.Append($"<li{how}>{Plot.Escape(finding.ToString())}</li>\n");
            page.Append("</ul>\n");
        }
    }

    static void Table(StringBuilder page, HealthReport report)
    {
        page.Append("<h2>Layers at the last step</h2><p>Where there are two numbers, the first was measured and the ");
        page.Append("second is what the formula expects of inputs with that mean and variance.</p>\n");
        page.Append("<div class=\"wide\"><table><tr>");
        foreach (var title in HealthReport.Titles) page.Append($"<th>{title}</th>");
        page.Append("</tr>\n");
        foreach (var line in report.Lines)
        {
            page.Append("<tr>");
            foreach (var cell in line) page.Append($"<td>{Plot.Escape(cell)}</td>");
            page.Append("</tr>\n");
        }
        page.Append("</table></div>\n");
    }

    static void OverTime(StringBuilder page, LayerMonitor[] layers)
    {
        Add("Gradients over time",
            "The root of the mean square of each layer's gradient. The first layer is blue, the last orange. Lines "
                + "that drift apart vanish or explode.",
            "log10 rms dx", at => Math.Log10(Diagnosis.Rms(at.Health)));
        Add("Dead units over time", "The share of units that let no gradient pass since the step before.",
            "dead share", at => at.Rows == 0 ? double.NaN : at.DeadUnits, (layer, value) => value / layer.Units);

        void Add(
            string title, string text, string axis, Func<LayerSnapshot, double> value,
            Func<LayerMonitor, double, double>? scaled = null)
        {
            double Value(LayerMonitor layer, LayerSnapshot at)
                => scaled is null ? value(at) : scaled(layer, value(at));
            var steps = Plot.Range(layers[0].Snapshots.Select(at => (double)at.Step));
            var values = Plot.Range(layers.SelectMany(layer => layer.Snapshots.Select(at => Value(layer, at))));
            var plot = new Plot(steps, scaled is null ? Plot.Padded(values) : (0, Math.Max(0.1, 1.04 * values.To)));
            for (var k = 0; k < layers.Length; k++)
            {
                var layer = layers[k];
                var points = layer.Snapshots.Select(at => ((double)at.Step, Value(layer, at)));
                if (layer.Snapshots.Count == 1) plot.Dots(points, Place(k, layers.Length), _ => layer.Name);
                else plot.Line(points, Place(k, layers.Length), layer.Name);
            }
            Panel(page, title, text, plot.ToSvg("step", axis));
        }
    }

    static void OverDepth(StringBuilder page, LayerMonitor[] layers)
    {
        var start = layers.Select(layer => layer.Snapshots[0]).ToArray();
        var predicted = Prediction.Of(layers);
        Add("Inputs of the activations against depth, at the first step",
            "Dots were measured; the dashed line is what the formulas predict from the first layer on, at the gains "
                + "of the weights and without biases.",
            "log10 E x²", at => at.Squares / (at.Count - at.NonFiniteInputs),
            predicted.Select(state => state.Variance));
        Add("Gradients against depth, at the first step", "Predicted from the last layer back.",
            "log10 E dx²", at => at.GradientSquares / (at.Count - at.NonFiniteGradients),
            predicted.Select(state => state.Gradient));

        void Add(
            string title, string text, string axis, Func<LayerHealth, double> measured, IEnumerable<double> expected)
        {
            var dots = start.Select((at, k) => (k + 1.0, Math.Log10(measured(at.Health)))).ToArray();
            var line = expected.Select((value, k) => (k + 1.0, Math.Log10(value))).ToArray();
            var plot = new Plot((1, Math.Max(2, layers.Length)),
                Plot.Padded(Plot.Range(dots.Concat(line).Select(point => point.Item2))));
            plot.Line(line, 0, "predicted", isDashed: true);
            plot.Dots(dots, 1, at => Invariant($"{layers[(int)at.X - 1].Name}: 10^{at.Y:F2}"));
            Panel(page, title, text, plot.ToSvg("layer", axis));
        }
    }

    static void Exponents(StringBuilder page, LayerMonitor layer)
    {
        var shown = layer.Snapshots.Where(at => at.Exponents.Count > 0).ToArray();
        if (shown.Length == 0) return;
        var used = Enumerable.Range(-126, 254).Where(n => shown.Any(at => at.Exponents[n] > 0)).ToArray();
        if (used.Length == 0) return;
        var plot = new Plot((shown[0].Step, shown[^1].Step + 1.0), (used[0], used[^1] + 1.0));
        for (var k = 0; k < shown.Length; k++)
        {
            var (at, histogram) = (shown[k], shown[k].Exponents);
            var end = k + 1 < shown.Length ? shown[k + 1].Step : at.Step + 1;
            foreach (var n in used)
                plot.Cell((at.Step, end), (n, n + 1), Math.Log(1 + histogram[n]) / Math.Log(1 + histogram.Count),
                    Invariant($"step {at.Step}, 2^{n}: {(double)histogram[n] / histogram.Count:P2}"));
        }
        Panel(page, $"Powers of two of the weight gradients of {layer.Name}",
            "Darker is more. A band that moves down vanishes, one that moves up explodes; the floats of half precision "
                + "end at 2^-24 and 2^15.",
            plot.ToSvg("step", "power of two", n => Invariant($"2^{n}")));
    }

    static void Panel(StringBuilder page, string title, string text, string svg)
        => page.Append($"<section><h2>{Plot.Escape(title)}</h2><p>{Plot.Escape(text)}</p>{svg}</section>\n");

    static double Place(int layer, int layers) => layers == 1 ? 0 : (double)layer / (layers - 1);
}
