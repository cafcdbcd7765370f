// The picture of the README as SVG: for each activation what is predicted, as lines, and what was measured, as dots.
using System.Globalization;
using System.Text;

namespace Samples.Depth;

internal static class Picture
{
    const int Left = 58, Top = 82, Width = 262, Height = 240, Gap = 36, Bottom = 44, Right = 16, KeyWidth = 212;

    const string Style = """
        svg { --ink: #1d2127; --soft: #646b76; --grid: #e4e7eb; --a: #c0392b; --b: #1a7f4b; --c: #b36b00;
              font: 12px system-ui, sans-serif; }
        @media (prefers-color-scheme: dark) {
          svg { --ink: #e6e8eb; --soft: #9aa2ad; --grid: #343a42; --a: #ff7b6b; --b: #4cc38a; --c: #f0b04a; } }
        text { fill: var(--soft); } .title { fill: var(--ink); font-size: 14px; font-weight: 600; }
        .grid { stroke: var(--grid); } .even { stroke: var(--soft); stroke-dasharray: 2 3; }
        .default { --colour: var(--a); } .formula { --colour: var(--b); } .twice { --colour: var(--c); }
        .line { fill: none; stroke: var(--colour); stroke-width: 2; } circle { fill: var(--colour); }
        """;

    static readonly (string Key, string Text)[] Keys =
    [
        ("default", "PyTorch's default weights"), ("formula", "weights for the activation"),
        ("twice", "these, twice as large"),
    ];

    public static string Of((string Name, Run[] Runs)[] all)
    {
        var svg = new StringBuilder();
        void Add(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
        var (width, height) = (Left + all.Length * (Width + Gap) - Gap + Right, Top + Height + Bottom);
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\">");
        Add($"<title>Gradients in {Network.Depth} layers before training, predicted and measured</title>");
        Add($"<style>\n{Style}\n</style>");
        Add($"<text class=\"title\" x=\"{Left}\" y=\"18\">Gradients of {Network.Depth} layers before training</text>");
        for (var i = 0; i < Keys.Length; i++)
        {
            var x = Left + KeyWidth * i;
            Add($"<g class=\"{Keys[i].Key}\"><path class=\"line\" d=\"M{x} 38h26\"/><circle r=\"3\" cx=\"{x + 13}\" ");
            Add($"cy=\"38\"/></g><text x=\"{x + 33}\" y=\"42\">{Keys[i].Text}</text>");
        }
        Add($"<text x=\"{Left + KeyWidth * Keys.Length + 8}\" y=\"42\">lines: predicted, dots: measured</text>");

        // Tens of decades, so that all panels have the same round numbers.
        var values = all.SelectMany(of => of.Runs).SelectMany(run => run.Predicted.Concat(run.Measured))
            .Where(double.IsFinite).ToArray();
        var (low, high) = (10 * Math.Floor(values.Min() / 10), 10 * Math.Ceiling(values.Max() / 10));
        double Y(double decades) => Top + (high - decades) / (high - low) * Height;
        for (var panel = 0; panel < all.Length; panel++)
        {
            var left = Left + panel * (Width + Gap);
            double X(int layer) => left + layer * (double)Width / (Network.Depth - 1);
            Add($"<text class=\"title\" x=\"{left}\" y=\"{Top - 14}\">{all[panel].Name}</text>");
            for (var tick = low; tick <= high; tick += 10)
            {
                var line = tick == 0 ? "even" : "grid";
                Add($"<path class=\"{line}\" d=\"M{left} {Y(tick):F1}h{Width}\"/>");
                if (panel > 0) continue;
                Add($"<text x=\"{left - 8}\" y=\"{Y(tick) + 4:F1}\" text-anchor=\"end\">10<tspan dy=\"-4\" ");
                Add($"font-size=\"9\">{tick}</tspan></text>");
            }
            foreach (var layer in (int[])[1, 10, 20, 30])
                Add($"<text x=\"{X(layer - 1):F1}\" y=\"{Top + Height + 18}\" text-anchor=\"middle\">{layer}</text>");
            Add($"<text x=\"{left + Width / 2}\" y=\"{height - 8}\" text-anchor=\"middle\">layer</text>");
            foreach (var run in all[panel].Runs)
            {
                Add($"<g class=\"{run.Start.Key}\">");
                var points = run.Predicted.Select(
                    (decades, k) => FormattableString.Invariant($"{X(k):F1},{Y(decades):F1}"));
                Add($"<polyline class=\"line\" points=\"{string.Join(' ', points)}\"/>");
                for (var k = 0; k < Network.Depth; k++)
                    Add($"<circle r=\"2.6\" cx=\"{X(k):F1}\" cy=\"{Y(run.Measured[k]):F1}\"/>");
                Add($"</g>");
            }
        }
        var middle = Top + Height / 2;
        Add($"<text x=\"14\" y=\"{middle}\" transform=\"rotate(-90 14 {middle})\" text-anchor=\"middle\">");
        Add($"gradient beside the last layer's</text>");
        return svg.Append("</svg>\n").ToString();
    }
}
