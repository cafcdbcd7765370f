// What the choices of peers do to a deep network, and where gradients neither vanish nor explode; computed once with
// mpmath at 22 digits.
using Kernels.Activations;

namespace Kernels.Training.Tests;

public class MeanFieldTests
{
    static SignalPropagation Of(string name)
        => SignalPropagation.Of(Kernels.Activations.ActivationCatalog.All.Single(one => one.Name == name));

    /// <summary>Digits are those printed; of NaN nothing is known.</summary>
    [Theory]
    [InlineData("Relu", 2, 1, 1, 1, 1, 2)]
    [InlineData("Relu", 1.0 / 3, 1.7e-8, 1.7e-8, 1.2e-39, 1.2e-39, 2)]
    [InlineData("Tanh", 1, 0.052, 0.071, 0.010, 0.014, 2)]
    [InlineData("Tanh", 25.0 / 9, 1.18, double.NaN, 1.18, double.NaN, 3)]
    [InlineData("Tanh", 25.0 / 9, double.NaN, 7.5, double.NaN, 1.5e4, 2)]
    [InlineData("Sigmoid", 1, 0.265, double.NaN, 0.265, double.NaN, 3)]
    [InlineData("Sigmoid", 1, double.NaN, 2.3e-13, double.NaN, 1.6e-63, 2)]
    [InlineData("Selu", 1, 1, 2.0, 1, 32, 2)]
    [InlineData("Selu", 0.5625, 0.067, 0.088, 0.024, 0.038, 2)]
    [InlineData("Gelu", 2, 0.029, 0.053, 3.0e-14, 5.6e-14, 2)]
    [InlineData("Gelu", 1.0 / 3, 3.4e-11, 3.9e-11, double.NaN, double.NaN, 2)]
    [InlineData("Silu", 2, 3.6e-3, 4.8e-3, 3.3e-15, double.NaN, 2)]
    [InlineData("Silu", 1, 1.8e-6, 2.1e-6, 1.5e-30, double.NaN, 2)]
    [InlineData("Mish", 2, 0.23, 0.38, 7.9e-7, 1.6e-6, 2)]
    [InlineData("Hardswish", 2, 2.1e-3, 2.6e-3, 1.9e-15, double.NaN, 2)]
    public void The_prediction_after_10_and_50_layers_is_that_of_the_table(
        string name, double weightVariance, double q10, double gradient10, double q50, double gradient50, int digits)
    {
        var layers = new LayerState[51];
        Of(name).Predict(layers, weightVariance);
        (string Of, double Expected, double Actual)[] all =
        [
            ("q 10", q10, layers[10].Variance), ("gradient 10", gradient10, layers[0].Gradient / layers[10].Gradient),
            ("q 50", q50, layers[50].Variance), ("gradient 50", gradient50, layers[0].Gradient),
        ];
        foreach (var (of, expected, actual) in all)
            if (!double.IsNaN(expected)) Digits.Same(expected, actual, digits, $"{name} {weightVariance} {of}");
        Assert.All(layers, layer => Assert.Equal(1, layer.Correlation));
    }

    [Fact]
    public void Gelu_with_its_own_gain_stays_but_does_not_attract()
    {
        var gelu = Of("Gelu");
        var weightVariance = gelu.Gain * gelu.Gain;
        var layers = new LayerState[11];
        gelu.Predict(layers, weightVariance);
        Digits.Same(1, layers[10].Variance, 10, "q 10");
        Digits.Same(2.0, layers[0].Gradient, 2, "gradient 10");
        var point = gelu.FixedPoint(weightVariance)!.Value;
        Assert.False(point.Attracts);
        Digits.Same(1.144063, point.VarianceSlope, 7, "V'");
        Digits.Same(1.072032, point.Chi, 7, "χ₁");
    }

    [Theory]
    [InlineData("Gelu", 1.072032, false)]
    [InlineData("Silu", 1.066634, false)]
    [InlineData("Mish", 1.059118, false)]
    [InlineData("Tanh", 1.177807, true)]
    [InlineData("Selu", 1.071575, true)]
    [InlineData("Sigmoid", 0.152827, true)]
    public void Chi_with_the_unit_gain_is_that_of_the_table(string name, double chi, bool attracts)
    {
        var propagation = Of(name);
        var point = propagation.FixedPoint(propagation.Gain * propagation.Gain)!.Value;
        Digits.Same(1, point.Variance, 12, name);
        Digits.Same(chi, point.Chi, chi < 1 ? 6 : 7, name);
        Assert.Equal(attracts, point.Attracts);
    }

    [Theory]
    [InlineData("Tanh", 0.05, 1.76095464, 0.57004788, 0.518)]
    [InlineData("Tanh", 0.01, 1.42420529, 0.27330091, double.NaN)]
    [InlineData("Tanh", 1, 3.44321091, 3.03639639, 0.186)]
    [InlineData("Erf", 0.05, 1.37583901, 0.51717684, 0.492)]
    [InlineData("Elu", 0.05, 1.53371833, 1.30091257, 0.860)]
    [InlineData("Gelu", 0.05, 2.30251951, 0.72203577, 1.085)]
    [InlineData("Gelu", 0.1, 2.07667619, 1.63242611, 1.037)]
    [InlineData("Gelu", 0.25, 1.95963102, 6.43410249, 0.986)]
    [InlineData("Silu", 0.05, 2.72861153, 0.82657605, 1.100)]
    [InlineData("Silu", 0.25, 2.12269580, 4.42807695, 1.046)]
    public void The_edge_of_chaos_is_that_of_the_table(
        string name, double biasVariance, double weightVariance, double variance, double varianceSlope)
    {
        var edge = Of(name).EdgeOfChaos(biasVariance)!.Value;
        Digits.Same(weightVariance, edge.WeightVariance, 9, $"{name} {biasVariance} σ_w²");
        Digits.Same(variance, edge.Variance, variance < 1 ? 8 : 9, $"{name} {biasVariance} q*");
        Digits.Same(1, edge.Chi, 12, $"{name} {biasVariance} χ₁");
        if (double.IsNaN(varianceSlope)) return;
        Digits.Same(varianceSlope, edge.VarianceSlope, varianceSlope < 1 ? 3 : 4, $"{name} {biasVariance} V'");
        Assert.Equal(varianceSlope < 1, edge.Attracts);
    }

    [Fact]
    public void The_rate_at_which_inputs_come_together_is_that_of_tanh()
        => Digits.Same(6.171, Of("Tanh").EdgeOfChaos()!.Value.CorrelationRate, 4, "β");

    [Fact]
    public void The_edge_of_relu_is_without_biases_and_at_any_variance()
    {
        var relu = Of("Relu");
        var edge = relu.EdgeOfChaos(0)!.Value;
        Digits.Same(2, edge.WeightVariance, 12, "σ_w²");
        Digits.Same(1, edge.VarianceSlope, 12, "V'");
        Assert.Null(relu.EdgeOfChaos(0.05));
        Assert.Equal(1, Assert.Single(relu.FixedPoints(2)).Variance);
    }

    [Fact]
    public void Tanh_without_biases_has_its_edge_at_0()
    {
        var edge = Of("Tanh").EdgeOfChaos(0)!.Value;
        Assert.Equal(0, edge.Variance);
        Digits.Same(1, edge.WeightVariance, 6, "σ_w²");
    }

    /// <summary>From 0.05 it falls to 0.186; from 20 it grows without end.</summary>
    [Fact]
    public void The_edge_of_gelu_does_not_hold()
    {
        var gelu = Of("Gelu");
        var edge = gelu.EdgeOfChaos()!.Value;
        var points = gelu.FixedPoints(edge.WeightVariance, 0.05);
        Assert.Equal(2, points.Count);
        Digits.Same(0.186, points[0].Variance, 3, "the lower");
        Assert.True(points[0].Attracts);
        Digits.Same(edge.Variance, points[1].Variance, 9, "the upper");
        Digits.Same(0.186, gelu.FixedPoint(edge.WeightVariance, 0.05, 0.05)!.Value.Variance, 3, "from 0.05");
        Assert.Null(gelu.FixedPoint(edge.WeightVariance, 0.05, 20));
    }

    [Fact]
    public void Selu_comes_to_mean_0_and_variance_1()
    {
        var selu = Of("Selu");
        Digits.Same(0, selu.Unit.Mean, 14, "mean");
        var points = selu.FixedPoints(1);
        Assert.Equal([false, true], points.Select(point => point.Attracts));
        Digits.Same(1, points[1].Variance, 12, "q*");
        Digits.Same(0.782647883, points[1].VarianceSlope, 9, "V'");
        Digits.Same(1 / Math.Log(1.071574992456), points[1].GradientDepth, 10, "depth of gradients");
        Digits.Same(-1 / Math.Log(0.782647883), points[1].VarianceDepth, 8, "depth of variance");
    }

    /// <summary>R'(1) is χ₁: the two are computed apart.</summary>
    [Fact]
    public void Inputs_part_by_chi_in_a_layer()
    {
        var tanh = Of("Tanh");
        var point = tanh.FixedPoint(2.5, 0.1)!.Value;
        Assert.True(point.Chi > 1 && point.Attracts);
        var layers = new LayerState[3];
        tanh.Predict(layers, 2.5, 0.1, point.Variance, 1 - 1e-4);
        Assert.Equal(point.Chi, (1 - layers[1].Correlation) / (1 - layers[0].Correlation), 0.001);
        Assert.Equal(point.Variance, layers[2].Variance, 1e-10);
        Assert.Equal(point.Chi, layers[1].Gradient, 1e-10);
        Assert.Equal(1, layers[2].Gradient);
    }

    [Fact]
    public void What_is_no_variance_is_refused_before_anything_is_written()
    {
        var tanh = Of("Tanh");
        var layers = new LayerState[2];
        Assert.Throws<ArgumentOutOfRangeException>(() => tanh.Predict(layers, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tanh.Predict(layers, 1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => tanh.Predict(layers, 1, correlation: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => tanh.FixedPoints(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => tanh.EdgeOfChaos(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tanh.NextVariance(1, double.NaN));
        Assert.All(layers, layer => Assert.Equal(default, layer));
    }
}
