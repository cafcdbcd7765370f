// Means that have a closed form, at variances from 10⁻⁶ to 10⁶.
using Kernels.Activations;
using static System.Math;

namespace Kernels.Training.Tests;

public class ClosedFormTests
{
    static readonly double[] Variances = [1e-6, 1e-3, 0.1, 0.7, 1, 2.5, 10, 100, 1e4, 1e6];

    static void Squares<T>(Func<double, double> second, Func<double, double> slope2, double most = 1e6)
        where T : IActivation
    {
        var propagation = SignalPropagation.Of<T>();
        foreach (var q in Variances.Where(q => q <= most))
        {
            var moments = propagation.At(q);
            Near(second(q), moments.Second, $"{typeof(T).Name} E f² at {q}");
            Near(slope2(q), moments.Slope2, $"{typeof(T).Name} E f'² at {q}");
            // The slope of E f² is a difference quotient of the closed form.
            var h = 1e-4 * q;
            var slope = (8 * (second(q + h) - second(q - h)) - (second(q + 2 * h) - second(q - 2 * h))) / (12 * h);
            Assert.True(Abs(moments.SecondSlope - slope) <= 1e-8 * Abs(slope) + 1e-10 * second(q) / q,
                $"{typeof(T).Name} slope of E f² at {q}: expected {slope:R}, is {moments.SecondSlope:R}");
        }
    }

    static void Near(double expected, double actual, string of)
        => Assert.True(Abs(actual - expected) <= 1e-12 * Abs(expected), $"{of}: expected {expected:R}, is {actual:R}");

    static double Φ(double x) => KernelMath.NormalCdf(x);

    [Fact]
    public void Identity_is_the_variance() => Squares<Identity>(q => q, _ => 1);

    [Fact]
    public void Relu_is_half_of_it() => Squares<Relu>(q => q / 2, _ => 0.5);

    [Fact]
    public void Leaky_relu_has_both_halves()
        => Squares<LeakyRelu>(q => (1 + 1e-4) * q / 2, _ => (1 + 1e-4) / 2);

    [Fact]
    public void Abs_is_the_variance() => Squares<Activations.Abs>(q => q, _ => 1);

    [Fact]
    public void The_square_has_the_fourth_moment() => Squares<Square>(q => 3 * q * q, q => 4 * q);

    [Fact]
    public void The_squared_relu_has_half_of_it() => Squares<SquaredRelu>(q => 1.5 * q * q, q => 2 * q);

    [Fact]
    public void The_error_function_has_an_arcsine()
        => Squares<Erf>(q => 2 / PI * Asin(2 * q / (1 + 2 * q)), q => 4 / PI / Sqrt(1 + 4 * q));

    [Fact]
    public void The_sine_has_an_exponential()
        => Squares<Sine>(q => -KernelMath.ExpM1(-2 * q) / 2, q => (1 + Exp(-2 * q)) / 2, most: 1e4);

    [Fact]
    public void The_bell_has_a_root()
        => Squares<Gaussian>(q => 1 / Sqrt(1 + 4 * q), q => 4 * q * Pow(1 + 4 * q, -1.5));

    [Fact]
    public void Hardtanh_has_an_error_function()
        => Squares<Hardtanh>(
            q => q * KernelMath.Erf(1 / Sqrt(2 * q)) - Sqrt(2 * q / PI) * Exp(-0.5 / q)
                + KernelMath.Erfc(1 / Sqrt(2 * q)),
            q => KernelMath.Erf(1 / Sqrt(2 * q)), most: 1e4);

    // From a tenth on: below, the terms of the closed form cancel.
    [Fact]
    public void Elu_has_normal_tails()
    {
        var elu = SignalPropagation.Of<Elu>();
        foreach (var q in Variances.Where(q => q is >= 0.1 and <= 100))
        {
            var s = Sqrt(q);
            var tail = Exp(2 * q) * Φ(-2 * s);
            var moments = elu.At(q);
            Near(q / 2 + tail - 2 * Exp(q / 2) * Φ(-s) + 0.5, moments.Second, $"E f² at {q}");
            Near(0.5 + tail, moments.Slope2, $"E f'² at {q}");
        }
    }

    [Fact]
    public void Gelu_has_an_arcsine()
    {
        Squares<Gelu>(
            q => q / 4 + q / (2 * PI) * (Asin(q / (1 + q)) + 2 * q / ((1 + q) * Sqrt(1 + 2 * q))),
            q => 0.25 + Asin(q / (1 + q)) / (2 * PI) + q / (2 * PI * Sqrt(1 + 2 * q))
                * (1 / (1 + 2 * q) + (1 - q * q) / ((1 + q) * (1 + q)) + 1), most: 100);
        var gelu = SignalPropagation.Of<Gelu>();
        foreach (var q in Variances) Near(q / Sqrt(2 * PI * (1 + q)), gelu.At(q).Mean, $"E f at {q}");
    }

    [Fact]
    public void Kinks_and_jumps_are_found_wherever_they_are()
    {
        const double First = 0.3137, Second = 1.7713;
        var staircase = SignalPropagation.Of<Staircase>();
        foreach (var q in Variances.Where(q => q is >= 0.1 and <= 1e4))
        {
            var (s, moments) = (Sqrt(q), staircase.At(q));
            double Part(double x) => Φ(x / s) - x / s * KernelMath.Exp(-0.5 * x * x / q) / Sqrt(2 * PI);
            Near(q * (Part(Second) - Part(First)) + 4 * Φ(-Second / s), moments.Second, $"E f² at {q}");
            Near(Φ(Second / s) - Φ(First / s), moments.Slope2, $"E f'² at {q}");
        }
    }

    /// <summary>E f'² does not see the jump of hardshrink, the slope of E f² does.</summary>
    [Fact]
    public void The_slope_of_the_variance_map_counts_jumps()
    {
        const double λ = 0.5;
        var unit = SignalPropagation.Of<Hardshrink>().Unit;
        double Second(double q)
            => 2 * q * (Φ(-λ / Sqrt(q)) + λ / Sqrt(q) * KernelMath.Exp(-0.5 * λ * λ / q) / Sqrt(2 * PI));
        Digits.Same((Second(1.0001) - Second(0.9999)) / 2e-4, unit.SecondSlope, 7, "Hardshrink");
        Digits.Same(2 * Φ(-λ), unit.Slope2, 12, "Hardshrink");
    }

    [Fact]
    public void The_correlation_of_relu_is_that_of_the_arc_cosine_kernel()
    {
        var relu = SignalPropagation.Of<Relu>();
        foreach (var q in new[] { 0.01, 30 })
            foreach (var c in new[] { -1, -0.999, -0.3, 0, 0.5, 0.99, 0.999999, 1 })
                Product(q / 2 * (Sqrt(1 - c * c) + (PI - Acos(c)) * c) / PI, relu.Product(q, c), q, $"{c} at {q}");
    }

    [Fact]
    public void The_correlation_of_the_error_function_is_an_arcsine()
    {
        var erf = SignalPropagation.Of<Erf>();
        foreach (var q in new[] { 0.01, 30 })
            foreach (var c in new[] { -0.9, 0, 0.3, 0.99, 1 })
                Product(2 / PI * Asin(2 * q * c / (1 + 2 * q)), erf.Product(q, c), 1, $"{c} at {q}");
    }

    static void Product(double expected, double actual, double size, string at)
        => Assert.True(Abs(actual - expected) <= 1e-10 * size, $"c = {at}: expected {expected:R}, is {actual:R}");
}
