// A plot as SVG, with what the report needs and no more: axes with round numbers, lines, points, cells. Colours are
// classes, which the page's style sheet gives for light and dark screens.
using System.Globalization;
using System.Text;

namespace Kernels.Training;

sealed class Plot
{
    const double Left = 64, Right = 12, Top = 12, Bottom = 36, Padding = 0.04;

    readonly StringBuilder marks = new();
    readonly double width, height;
    readonly (double From, double To) x, y;

    /// <param name="x">The numbers at the left and right ends.</param>
    /// <param name="y">Those at the lower and upper ends.</param>
    public Plot((double From, double To) x, (double From, double To) y, double width = 560, double height = 250)
    {
        (this.x, this.y) = (Wide(x), Wide(y));
        (this.width, this.height) = (width, height);
    }

    /// <summary>The same range and a little more, so that no line lies on the frame.</summary>
    public static (double From, double To) Padded((double From, double To) range)
    {
        var (from, to) = Wide(range);
        return (from - Padding * (to - from), to + Padding * (to - from));
    }

    /// <summary>What all values lie within; from 0 to 1 where there are none.</summary>
    public static (double From, double To) Range(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        return finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
    }

    /// <param name="colour">A place on the ramp of colours, from 0 to 1.</param>
    public void Line(IEnumerable<(double X, double Y)> points, double colour, string name, bool isDashed = false)
    {
        var path = string.Join(" ", points.Where(IsFinite).Select(point => $"{N(AtX(point.X))},{N(AtY(point.Y))}"));
        if (path.Length == 0) return;
        var dash = isDashed ? " stroke-dasharray=\"5 4\"" : "";
        marks.Append(CultureInfo.InvariantCulture,
            $"<polyline class=\"line\" style=\"stroke:{Ramp(colour)}\"{dash} points=\"{path}\">")
            .Append(Hint(name)).Append("</polyline>");
    }

    /// <summary>A dot at each point, which says what it is when pointed at.</summary>
    public void Dots(IEnumerable<(double X, double Y)> points, double colour, Func<(double X, double Y), string> name)
    {
        foreach (var point in points.Where(IsFinite))
            marks.Append(CultureInfo.InvariantCulture,
                $"<circle r=\"3.5\" cx=\"{N(AtX(point.X))}\" cy=\"{N(AtY(point.Y))}\" style=\"fill:{Ramp(colour)}\">")
                .Append(Hint(name(point))).Append("</circle>");
    }

    /// <summary>A cell of a heat map; <paramref name="strength"/> from 0 to 1.</summary>
    public void Cell((double From, double To) columns, (double From, double To) rows, double strength, string name)
    {
        if (strength <= 0) return;
        var (left, top) = (AtX(columns.From), AtY(rows.To));
        marks.Append(CultureInfo.InvariantCulture,
            $"<rect class=\"cell\" x=\"{N(left)}\" y=\"{N(top)}\" width=\"{N(AtX(columns.To) - left + 0.3)}\" ")
            .Append(CultureInfo.InvariantCulture,
                $"height=\"{N(AtY(rows.From) - top + 0.3)}\" fill-opacity=\"{N(strength)}\">{Hint(name)}</rect>");
    }

    /// <summary>The whole, with a title in words that says what is on the axes.</summary>
    public string ToSvg(string xTitle, string yTitle, Func<double, string>? yNumber = null)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" aria-label=\"{Escape(yTitle)}\">");
        foreach (var tick in Ticks(y))
        {
            var at = N(AtY(tick));
            svg.Append($"<line class=\"grid\" x1=\"{N(Left)}\" x2=\"{N(width - Right)}\" y1=\"{at}\" y2=\"{at}\"/>");
            svg.Append($"<text class=\"number\" x=\"{N(Left - 6)}\" y=\"{N(AtY(tick) + 3.5)}\" text-anchor=\"end\">");
            svg.Append(Escape((yNumber ?? Short)(tick))).Append("</text>");
        }
        foreach (var tick in Ticks(x, least: 1))
        {
            svg.Append($"<text class=\"number\" x=\"{N(AtX(tick))}\" y=\"{N(height - Bottom + 15)}\" ");
            svg.Append($"text-anchor=\"middle\">{Short(tick)}</text>");
        }
        svg.Append(marks);
        svg.Append($"<text class=\"axis\" x=\"{N((Left + width - Right) / 2)}\" y=\"{N(height - 4)}\" ");
        svg.Append($"text-anchor=\"middle\">{Escape(xTitle)}</text>");
        var middle = N((Top + height - Bottom) / 2);
        svg.Append($"<text class=\"axis\" x=\"11\" y=\"{middle}\" text-anchor=\"middle\" ");
        return svg.Append($"transform=\"rotate(-90 11 {middle})\">{Escape(yTitle)}</text></svg>").ToString();
    }

    public static string Escape(string text)
        => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");

    /// <summary>From the first layer, blue, to the last, orange; readable on white and on black.</summary>
    public static string Ramp(double place)
        => string.Create(CultureInfo.InvariantCulture,
            $"hsl({(int)Math.Round(215 - 185 * Math.Clamp(place, 0, 1))} 75% 50%)");

    static (double From, double To) Wide((double From, double To) range)
        => range.To > range.From ? range : (range.From - 0.5, range.To + 0.5);

    double AtX(double value) => Left + (value - x.From) / (x.To - x.From) * (width - Left - Right);

    double AtY(double value) => height - Bottom - (value - y.From) / (y.To - y.From) * (height - Top - Bottom);

    static bool IsFinite((double X, double Y) point) => double.IsFinite(point.X) && double.IsFinite(point.Y);

    /// <summary>About five round numbers.</summary>
    /// <param name="least">What ticks are at least apart: 1 where only whole numbers have a meaning.</param>
    static IEnumerable<double> Ticks((double From, double To) range, double least = 0)
    {
        var rough = Math.Max(least, (range.To - range.From) / 5);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1, 2, 5, 10 }.Select(factor => factor * power).First(step => step >= rough * 0.999);
        for (var k = Math.Ceiling(range.From / step); k * step <= range.To + 1e-9 * step; k++)
            yield return k * step + 0.0; // -0 becomes 0
    }

    static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    static string Hint(string name) => $"<title>{Escape(name)}</title>";

    static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
