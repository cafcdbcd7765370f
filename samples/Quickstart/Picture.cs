// f and f' as the kernels give them, drawn as an SVG by hand: axes, two curves, a legend.
using System.Text;

namespace Quickstart;

internal static class Picture
{
    const int Width = 640, Height = 400, Margin = 40, Points = 481;
    const string Grid = "#e4e4e4", Axis = "#404040";
    const double Left = -6, Right = 6, Bottom = -1, Top = 5;

    public static void Write(string path)
    {
        var x = Enumerable.Range(0, Points).Select(i => (float)(Left + (Right - Left) * i / (Points - 1))).ToArray();
        var (y, slope) = (new float[Points], new float[Points]);
        ESwish.ForwardWithDerivative(x, y, slope);

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Svg(x, [("f", "#1f5fa8", y), ("f'", "#c4501b", slope)]));
        Console.WriteLine($"Picture of f and f': {path}");
    }

    static string Svg(float[] x, (string Name, string Colour, float[] Values)[] curves)
    {
        var svg = new StringBuilder();
        void Line(params FormattableString[] pieces)
            => svg.AppendJoin("", pieces.Select(FormattableString.Invariant)).Append('\n');

        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" ",
            $"font-family=\"sans-serif\" font-size=\"13\">");
        Line($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>");
        for (var tick = (int)Left; tick <= Right; tick++)
        {
            Line($"<line x1=\"{X(tick):F1}\" y1=\"{Y(Bottom):F1}\" x2=\"{X(tick):F1}\" ",
                $"y2=\"{Y(Top):F1}\" stroke=\"{Grid}\"/>");
            Line($"<text x=\"{X(tick):F1}\" y=\"{Height - Margin + 18}\" text-anchor=\"middle\">{tick}</text>");
        }
        for (var tick = (int)Bottom; tick <= Top; tick++)
        {
            Line($"<line x1=\"{X(Left):F1}\" y1=\"{Y(tick):F1}\" x2=\"{X(Right):F1}\" ",
                $"y2=\"{Y(tick):F1}\" stroke=\"{Grid}\"/>");
            Line($"<text x=\"{Margin - 8}\" y=\"{Y(tick) + 4:F1}\" text-anchor=\"end\">{tick}</text>");
        }
        Line($"<line x1=\"{X(0):F1}\" y1=\"{Y(Bottom):F1}\" x2=\"{X(0):F1}\" y2=\"{Y(Top):F1}\" stroke=\"{Axis}\"/>");
        Line($"<line x1=\"{X(Left):F1}\" y1=\"{Y(0):F1}\" x2=\"{X(Right):F1}\" y2=\"{Y(0):F1}\" stroke=\"{Axis}\"/>");
        for (var i = 0; i < curves.Length; i++)
        {
            var (name, colour, values) = curves[i];
            var points = x.Zip(values).Where(point => point.Second >= Bottom && point.Second <= Top)
                .Select(point => FormattableString.Invariant($"{X(point.First):F1},{Y(point.Second):F1}"));
            Line($"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" ",
                $"points=\"{string.Join(' ', points)}\"/>");
            Line($"<line x1=\"{Margin + 16}\" y1=\"{Margin + 16 + 20 * i}\" x2=\"{Margin + 44}\" ",
                $"y2=\"{Margin + 16 + 20 * i}\" stroke=\"{colour}\" stroke-width=\"2\"/>");
            Line($"<text x=\"{Margin + 52}\" y=\"{Margin + 20 + 20 * i}\">{name}</text>");
        }
        Line($"<text x=\"{Width / 2}\" y=\"{Margin - 16}\" text-anchor=\"middle\">{ESwish.Info.Name}: ",
            $"{ESwish.Info.Formula}, {ESwish.Info.Parameters[0].Name} = {ESwish.Info.Parameters[0].Default}</text>");
        return svg.Append("</svg>\n").ToString();
    }

    static double X(double value) => Margin + (value - Left) / (Right - Left) * (Width - 2 * Margin);
    static double Y(double value) => Height - Margin - (value - Bottom) / (Top - Bottom) * (Height - 2 * Margin);
}
