using Kernels.Activations;

namespace Kernels.Training.Tests;

/// <summary>What a report says of layers whose faults are known.</summary>
public class HealthReportTests
{
    const int Rows = 128, Units = 50;

    [Fact]
    public void A_sound_layer_has_no_findings()
    {
        var (report, layer) = Layer<Gelu>(Math.Sqrt(Units));
        Show(layer, mean: 0, deviation: 1, slope: 1);
        report.EndStep(0);
        Assert.Empty(report.Findings);
        Assert.Contains("Nothing is wrong.", Text(report));
    }

    [Fact]
    public void Dead_units_are_named_with_their_share()
    {
        var (report, layer) = Layer<Relu>(0);
        Show(layer, mean: 0, deviation: 1, slope: 1, dead: 23);
        report.EndStep(40);
        var finding = Assert.Single(report.Findings, found => found.Text.Contains("dead"));
        Assert.Equal("hidden: 46 % of units dead: no gradient passed in 128 rows. Lower the rate, start with smaller "
            + "biases, or take an activation with a slope below 0.", finding.ToString());
        Assert.True(finding.IsBad);
        Assert.Equal(40, finding.Step);
    }

    [Fact]
    public void A_gain_that_is_off_is_named_with_the_right_one()
    {
        var (report, layer) = Layer<Gelu>(0);
        Show(layer, mean: 0, deviation: 1, slope: 1);
        Weights(layer, 1);
        report.EndStep(0);
        Assert.Equal("gain 1.000 for Gelu: use 1.534 (forward) or 1.481 (gradients).",
            Assert.Single(report.Findings).Text);
    }

    [Fact]
    public void Gradients_that_vanish_over_depth_are_said_once()
    {
        var report = new HealthReport();
        var layers = Enumerable.Range(1, 11).Select(k => report.Layer<Tanh>($"{k}", Units)).ToArray();
        for (var k = 0; k < layers.Length; k++) Show(layers[k], 0, 1, slope: Math.Pow(10, (k - 10) * 0.5));
        report.EndStep(3);
        var finding = Assert.Single(report.Findings);
        Assert.Null(finding.Layer);
        Assert.StartsWith("gradients vanish: by 10^-5.0 over 10 layers, 10^-0.50 a layer.", finding.Text);
    }

    [Fact]
    public void What_is_not_finite_is_said_with_its_step()
    {
        var (report, layer) = Layer<Silu>(0);
        Show(layer, 0, 1, 1);
        report.EndStep(6);
        layer.Backward(new float[Units], Enumerable.Repeat(float.NaN, Units).ToArray(), new float[Units]);
        report.EndStep(7);
        Assert.Contains(report.Findings,
            found => found.IsBad && found.Text.StartsWith("50 gradients infinite or NaN at step 7"));
    }

    [Fact]
    public void Saturated_inputs_and_large_steps_are_said()
    {
        var (report, layer) = Layer<Tanh>(0);
        Show(layer, mean: 0, deviation: 8, slope: 1);
        layer.Update([1, 1], [1.1f, 1.1f]);
        report.EndStep(0);
        Assert.Contains(report.Findings, found => found.Text.Contains("saturated, at inputs of deviation"));
        Assert.Contains(report.Findings, found => found.Text.StartsWith("a step changes 0.1 of the weights, much"));
    }

    [Fact]
    public void Text_table_and_page_have_a_line_for_each_layer()
    {
        var report = new HealthReport("two <layers>");
        var (first, second) = (report.Layer<Gelu>("first", Units), report.Layer<Relu>("second", Units));
        for (var step = 0; step < 3; step++)
        {
            foreach (var layer in new[] { first, second })
            {
                Show(layer, 0.1, 1, 1 + step, seed: step);
                Weights(layer, 1.45);
            }
            report.EndStep(step * 10);
        }
        var text = Text(report);
        Assert.Contains("first   Gelu", text);
        Assert.Contains(" | ", text);
        using var csv = new StringWriter();
        report.WriteCsv(csv);
        var lines = csv.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 2 * 3, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Split(',').Length, line.Split(',').Length));
        var page = report.ToHtml();
        Assert.Contains("<h1>two &lt;layers&gt;</h1>", page);
        Assert.Equal(6, page.Split("<svg").Length - 1);
        Assert.DoesNotContain("NaN", page);
        Assert.DoesNotContain("http", page);
        Assert.DoesNotContain("<script", page);
        foreach (var plot in page.Split("<svg").Skip(1))
            System.Xml.Linq.XDocument.Parse("<svg" + plot[..(plot.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);
    }

    [Fact]
    public void An_empty_report_can_be_written()
    {
        var report = new HealthReport();
        Assert.Contains("Nothing is wrong.", Text(report));
        report.Layer<Gelu>("never shown", 3);
        report.EndStep(0);
        Assert.Contains("<table>", report.ToHtml());
        Assert.Contains("never shown", Text(report));
    }

    [Fact]
    public void Bad_names_and_steps_are_refused()
    {
        var report = new HealthReport();
        report.Layer<Gelu>("a", 1);
        Assert.Throws<ArgumentException>(() => report.Layer<Gelu>("a", 1));
        Assert.Throws<ArgumentException>(() => report.Layer<Gelu>(" ", 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => report.Layer<Gelu>("b", 0));
        report.EndStep(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => report.EndStep(1));
    }

    [Fact]
    public void Vanishing_gradients_are_foretold_before_training()
    {
        var sigmoid = Forecast.Of<Sigmoid>(30, gain: 1);
        Assert.True(sigmoid.GradientDecades < -15);
        Assert.Contains("gradients vanish", sigmoid.Text);
        Assert.True(Math.Abs(Forecast.Of<Relu>(30, Math.Sqrt(2)).GradientDecades) < 1e-9);
        Assert.True(Forecast.Of<Tanh>(30, 5.0 / 3).GradientDecades > 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Forecast.Of<Relu>(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Forecast.Of<Relu>(2, double.NaN));
    }

    [Fact]
    public void Exponents_are_counted_with_zeros_and_what_is_not_finite()
    {
        var histogram = new ExponentHistogram();
        histogram.Add([1, 1.9f, -2, 0, -0f, float.Epsilon, float.NaN, float.NegativeInfinity, float.MaxValue]);
        Assert.Equal((9, 2, 1, 2), (histogram.Count, histogram.Zeros, histogram.Subnormals, histogram.NonFinite));
        Assert.Equal((2, 1, 1), (histogram[0], histogram[1], histogram[127]));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram[128]);
    }

    static (HealthReport Report, LayerMonitor Layer) Layer<T>(double weights) where T : IActivation
    {
        var report = new HealthReport();
        var layer = report.Layer<T>("hidden", Units);
        if (weights > 0) Weights(layer, layer.Propagation.Gain);
        return (report, layer);
    }

    static void Weights(LayerMonitor layer, double gain)
    {
        var weights = new float[Units * Units];
        Initialise.Constant(weights, (float)(gain / Math.Sqrt(Units)));
        layer.Weights(weights, weights, Units);
    }

    static void Show(LayerMonitor layer, double mean, double deviation, double slope, int dead = 0, int seed = 0)
    {
        var (x, dy) = (new float[Rows * Units], new float[Rows * Units]);
        Initialise.Normal(x, deviation, seed: (ulong)(2 * seed + 1));
        foreach (ref var value in x.AsSpan()) value += (float)mean;
        Initialise.Normal(dy, slope, seed: (ulong)(2 * seed + 2));
        for (var row = 0; row < Rows; row++)
            for (var unit = 0; unit < dead; unit++) x[row * Units + unit] = -1;
        layer.Backward(x, dy, dy);
    }

    static string Text(HealthReport report)
    {
        using var writer = new StringWriter();
        report.WriteTo(writer);
        return writer.ToString();
    }
}
