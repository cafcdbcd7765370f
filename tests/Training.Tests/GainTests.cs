// The moments and gains of the catalogue at variance 1, computed once with mpmath at 22 digits.
using Kernels.Activations;

namespace Kernels.Training.Tests;

public class GainTests
{
    /// <summary>
    /// Name, its hyperparameter slope where not the default, E f, E f², E f'², 1/√E f², 1/√E f'², 1/std, and the
    /// slope of the variance map with the first gain, where known.
    /// </summary>
    public static readonly TheoryData<string, double?, double, double, double, double, double, double, double> Table =
        new()
        {
            { "Relu", null, 0.398942280401, 0.5, 0.5, 1.41421356237, 1.41421356237, 1.71285855045, 1 },
            { "LeakyRelu", null, 0.394952857597, 0.50005, 0.50005, 1.414142857, 1.414142857, 1.70483162718, 1 },
            { "LeakyRelu", 0.2, 0.319153824321, 0.52, 0.52, 1.38675049056, 1.38675049056, 1.54646006036, 1 },
            { "Relu6", null, 0.398942280245, 0.4999999980753, 0.4999999990134, 1.4142135651, 1.41421356377,
                1.71285855497, double.NaN },
            { "Elu", null, 0.160520572267, 0.6449454174929, 0.6681020012232, 1.2451983007, 1.22342855755,
                1.27084341785, 0.890967972 },
            { "Selu", null, 0, 1, 1.071574992456, 1, 0.966025776974, 1, 0.782647883 },
            { "Gelu", null, 0.282094791774, 0.4252214825703, 0.4558508656493, 1.5335304412, 1.48111441271,
                1.70092624336, 1.144063 },
            { "GeluTanh", null, 0.282038588079, 0.4251937110331, 0.455817845963, 1.53358052167,
                1.48116805809, 1.7009165617, double.NaN },
            { "QuickGelu", null, 0.282330552813, 0.421952806897, 0.4495492004791, 1.5394587623,
                1.49145922675, 1.70935858989, double.NaN },
            { "Silu", null, 0.206620964142, 0.3557755198174, 0.3794823516328, 1.67653247033, 1.62332025795,
                1.7871872221, 1.172594 },
            { "Mish", null, 0.240403888375, 0.4523421923759, 0.479083758374, 1.48684758127, 1.44475523255,
                1.5920253811, 1.076339 },
            { "Hardswish", null, 0.166216700656, 0.3315673751379, 0.3585315171786, 1.73665721277,
                1.67007636744, 1.81387147381, 1.223920 },
            { "Softplus", null, 0.806059183347, 0.9212459088593, 0.2933790358581, 1.04186683554,
                1.84622854534, 1.91912598011, double.NaN },
            { "Sigmoid", null, 0.5, 0.2933790358581, 0.04483624135019, 1.84622854534, 4.72264608594,
                4.80131337204, double.NaN },
            { "Hardsigmoid", null, 0.5, 0.2776390910565, 0.02770278344269, 1.89784042473, 6.0081158252,
                6.01503448664, double.NaN },
            { "Tanh", null, 0, 0.3942944903978, 0.4644029024483, 1.59253741972, 1.46741359163, 1.59253741972,
                0.461071 },
            { "Hardtanh", null, 0, 0.5160585509617, 0.6826894921371, 1.39203614045, 1.21028706243,
                1.39203614045, 0.385127 },
            { "ScaledTanh", null, 0, 0.7504302763051, 0.8039891133203, 1.15436945398, 1.11525689254,
                1.15436945398, double.NaN },
            { "Erf", null, 0, 0.4645590543975, 0.5694100347337, 1.46716695049, 1.32521835286, 1.46716695049,
                0.408567 },
            { "Softsign", null, 0, 0.1830140212665, 0.2276713404222, 2.33753336311, 2.09578060894,
                2.33753336311, 0.476712 },
            { "SquaredRelu", null, 0.5, 1.5, 2, 0.816496580928, 0.707106781187, 0.894427191, 2 },
            { "Lisht", null, 0.605705509602, 0.7578898666788, 0.8657002193549, 1.14867441999, 1.07477173413,
                1.59921066615, double.NaN },
            { "Tanhshrink", null, 0, 0.1828834711935, 0.252991883244, 2.3383675301, 1.98813882325,
                2.3383675301, double.NaN },
            { "Softshrink", null, 0, 0.4192785200507, 0.617075077452, 1.54436052828, 1.27300760103,
                1.54436052828, double.NaN },
            { "Hardshrink", null, 0, 0.9691404042163, 0.617075077452, 1.01579635472, 1.27300760103,
                1.01579635472, double.NaN },
            { "Squareplus", null, 1.10930551379, 1.5, 0.289315385356, 0.816496580928, 1.85914916249,
                1.92649522039, double.NaN },
            { "Gaussian", null, 0.57735026919, 0.4472135955, 0.3577708764, 1.49534878122, 1.67185076244,
                2.9633010224, double.NaN },
            { "SparsePlus", null, 0.462330108328, 0.5248435053873, 0.3790146377404, 1.38033686286,
                1.62432155879, 1.79289113481, double.NaN },
        };

    static SignalPropagation Of(string name)
        => SignalPropagation.Of(Kernels.Activations.ActivationCatalog.All.Single(one => one.Name == name));

    [Theory, MemberData(nameof(Table))]
    public void Moments_and_gains_are_those_of_the_table(
        string name, double? slope, double mean, double second, double slope2, double gain, double gradientGain,
        double standardising, double varianceSlope)
    {
        var activation = Kernels.Activations.ActivationCatalog.All.Single(one => one.Name == name);
        var propagation = slope is { } value ? SignalPropagation.Of(activation, ("slope", value))
            : SignalPropagation.Of(activation);
        Digits.Same(mean, propagation.Unit.Mean, 12, name + " E f");
        Digits.Same(second, propagation.Unit.Second, 12, name + " E f²");
        Digits.Same(slope2, propagation.Unit.Slope2, 12, name + " E f'²");
        Digits.Same(gain, propagation.Gain, 12, name + " gain");
        Digits.Same(gradientGain, propagation.GradientGain, 12, name + " gradient gain");
        Digits.Same(standardising, propagation.StandardisingGain, 12, name + " 1/std");
        if (slope is null)
        {
            Digits.Same(gain, activation.Gain, 12, name + ".Info.Gain");
            Digits.Same(gradientGain, activation.GradientGain, 12, name + ".Info.GradientGain");
        }
        if (!double.IsNaN(varianceSlope))
            Digits.Same(varianceSlope, propagation.Unit.SecondSlope / propagation.Unit.Second, 6, name + " V'");
    }

    [Fact]
    public void Each_activation_of_one_input_has_the_gain_that_signal_propagation_finds()
    {
        var several = 0;
        foreach (var activation in Kernels.Activations.ActivationCatalog.All)
        {
            if (activation.Slope is null || activation.Parameters.Any(parameter => parameter.IsSeed))
            {
                Assert.True(double.IsNaN(activation.Gain), activation.Name);
                Assert.True(double.IsNaN(activation.GradientGain), activation.Name);
                Assert.Throws<ArgumentException>(() => SignalPropagation.Of(activation));
                continue;
            }
            var propagation = SignalPropagation.Of(activation);
            if (double.IsNaN(propagation.Unit.Second))
            {
                // A logarithm or a root of half of all inputs.
                Assert.Contains(activation.Name, new[] { "Log", "Log1MExp", "Logit", "Sqrt" });
                Assert.True(double.IsNaN(activation.Gain), activation.Name);
                continue;
            }
            Digits.Same(propagation.Gain, activation.Gain, 12, activation.Name);
            Digits.Same(propagation.GradientGain, activation.GradientGain, 12, activation.Name);
            several++;
        }
        Assert.True(several > 40, $"{several} activations have a gain.");
    }

    [Fact]
    public void Logsigmoid_is_softplus_mirrored()
    {
        var (softplus, logsigmoid) = (SignalPropagation.Of<Softplus>(), SignalPropagation.Of<Logsigmoid>());
        Digits.Same(-softplus.Unit.Mean, logsigmoid.Unit.Mean, 12, "E f");
        Digits.Same(softplus.Gain, logsigmoid.Gain, 12, "gain");
    }

    [Theory]
    [InlineData("Relu", 2)]
    [InlineData("Selu", 1.316197)]
    [InlineData("Elu", 1.331684)]
    [InlineData("Hardtanh", 1.464795)]
    [InlineData("Tanh", 1.583480)]
    [InlineData("Erf", 1.666667)]
    [InlineData("Mish", 1.837461)]
    [InlineData("Silu", 1.990048)]
    [InlineData("Hardswish", 2.010688)]
    [InlineData("Gelu", 2.088334)]
    [InlineData("Softsign", 2.136455)]
    public void The_fourth_moment_of_the_slope_is_that_of_the_table(string name, double expected)
    {
        var unit = Of(name).Unit;
        Digits.Same(expected, unit.Slope4 / (unit.Slope2 * unit.Slope2), 7, name);
    }

    [Theory]
    [InlineData("Relu", 0.5)]
    [InlineData("Hardtanh", 0.3173105078629141)]
    [InlineData("Hardsigmoid", 0.0026997960632601866)]
    [InlineData("Hardshrink", 0.38292492254802624)]
    [InlineData("Gelu", 0)]
    public void The_share_without_a_slope_is_what_the_normal_distribution_says(string name, double expected)
        => Digits.Same(expected, Of(name).Unit.ZeroSlope, 12, name);

    [Fact]
    public void Tanh_saturates_beyond_2_993()
    {
        // tanh' is 0.01 where tanh is √0.99.
        var bound = Math.Atanh(Math.Sqrt(0.99));
        Digits.Same(KernelMath.Erfc(bound / Math.Sqrt(2)), SignalPropagation.Of<Tanh>().Saturated(1), 5, "saturated");
    }

    [Fact]
    public void The_compromise_is_the_geometric_mean()
    {
        var gelu = SignalPropagation.Of<Gelu>();
        Digits.Same(gelu.Gain * gelu.GradientGain, gelu.CompromiseGain * gelu.CompromiseGain, 14, "Gelu");
    }

    [Fact]
    public void A_hyperparameter_has_any_value()
    {
        // Swish of β is silu of βx over β, so at variance 1/β² it has the mean square of silu's at 1, over β².
        var (swish, silu) = (SignalPropagation.Of<Swish>(("beta", 1.5)), SignalPropagation.Of<Silu>());
        var (scaled, unit) = (swish.At(1 / 2.25), silu.Unit);
        Digits.Same(unit.Second / 2.25, scaled.Second, 13, "E f²");
        Digits.Same(unit.Slope2, scaled.Slope2, 13, "E f'²");
        Digits.Same(unit.Curvature2 * 2.25, scaled.Curvature2, 12, "E f''²");
        Digits.Same(swish.Gain, SignalPropagation.Of(Swish.Info, ("beta", 1.5)).Gain, 15, "by its description");
        Assert.Throws<ArgumentException>(() => SignalPropagation.Of<Swish>(("alpha", 1)));
    }

    [Fact]
    public void What_is_not_far_enough_within_reach_has_no_moments()
    {
        var exp = SignalPropagation.Of<Exp>();
        Digits.Same(Math.Exp(2), exp.Unit.Second, 12, "E e²ˣ");
        Assert.True(double.IsNaN(exp.At(100).Second));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_variance_is_a_positive_number(double variance)
    {
        var relu = SignalPropagation.Of<Relu>();
        Assert.Throws<ArgumentOutOfRangeException>(() => relu.At(variance));
        Assert.Throws<ArgumentOutOfRangeException>(() => relu.Product(variance, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => relu.Saturated(variance));
        Assert.Throws<ArgumentOutOfRangeException>(() => relu.Predict(new LayerState[2], 1, 0, variance));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.0818)]
    [InlineData(0.1102)]
    [InlineData(0.13)]
    public void A_share_of_inputs_that_hardly_any_has_is_a_number(double variance)
    {
        var tanh = SignalPropagation.Of<Tanh>();
        Assert.InRange(tanh.ShareBelow(variance, 0.01), 0, 1e-6);
        Assert.InRange(SignalPropagation.Of<Hardtanh>().At(variance).ZeroSlope, 0, 0.01);
    }
}
