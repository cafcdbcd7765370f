using Kernels.Ir;

namespace Kernels.Training;

/// <summary>
/// How variance, correlation and gradients go through the layers of a wide network of random weights, computed from
/// the formula of its activation. Layers are x ↦ W·f(x) + b with independent weights of variance σ_w²/fan_in and
/// biases of variance σ_b².
/// </summary>
/// <remarks>
/// Every mean is an integral over the normal distribution, computed to 12 digits for variances from 10⁻⁶ to 10⁶; NaN
/// where it does not exist or lies too far out, as of an exponential of a large variance. Poole et al. 2016,
/// Schoenholz et al. 2017. Immutable, and safe to use from several threads.
/// </remarks>
public sealed partial class SignalPropagation
{
    readonly Func<double, double> function, slope, curvature;
    readonly double[] kinks;

    SignalPropagation(ActivationInfo activation, double[] parameters)
    {
        Activation = activation;
        function = x => activation.Definition([x], parameters);
        slope = x => activation.Slope!([x], parameters);
        curvature = x => activation.Curvature!([x], parameters);
        kinks = Kinks.Of((x, values) =>
        {
            var (f, d) = (function(x), slope(x));
            (values[0], values[1]) = (f * f, d * d);
        }, 2);
        Unit = At(1);
    }

    /// <summary>The activation.</summary>
    public ActivationInfo Activation { get; }

    /// <summary>The means at variance 1.</summary>
    public Moments Unit { get; }

    /// <summary>
    /// 1/√E f²: weights of variance gain²/fan_in keep the mean square of what the layers compute at 1. Whether
    /// networks stay there is another question: <see cref="FixedPoints"/>.
    /// </summary>
    public double Gain => 1 / Math.Sqrt(Unit.Second);

    /// <summary>1/√E f'²: weights of variance gain²/fan_out keep the mean square of gradients.</summary>
    public double GradientGain => 1 / Math.Sqrt(Unit.Slope2);

    /// <summary>The geometric mean of <see cref="Gain"/> and <see cref="GradientGain"/>.</summary>
    public double CompromiseGain => Math.Sqrt(Gain * GradientGain);

    /// <summary>
    /// 1/√(E f² - (E f)²): what f is multiplied by to have variance 1, for networks that remove the mean of their
    /// weights (NFNet, Brock et al. 2021).
    /// </summary>
    public double StandardisingGain => 1 / Math.Sqrt(Unit.Second - Unit.Mean * Unit.Mean);

    /// <summary>Of an activation at the defaults of its hyperparameters, or with some of them given.</summary>
    /// <exception cref="ArgumentException">A name is none of the hyperparameters, or f draws random
    /// numbers.</exception>
    public static SignalPropagation Of<TActivation>(params ReadOnlySpan<(string Name, double Value)> hyperparameters)
        where TActivation : IActivation => Of(TActivation.Info, hyperparameters);

    /// <inheritdoc cref="Of{TActivation}"/>
    /// <exception cref="ArgumentException">The definition is no activation of one input, or draws random numbers; or a
    /// name is none of its hyperparameters.</exception>
    /// <exception cref="ArgumentNullException">No activation is given.</exception>
    public static SignalPropagation Of(
        ActivationInfo activation, params ReadOnlySpan<(string Name, double Value)> hyperparameters)
    {
        ArgumentNullException.ThrowIfNull(activation);
        if (activation.Slope is null || activation.IsRandom)
            throw new ArgumentException(
                $"{activation.Name} is not a deterministic activation of one input.", nameof(activation));
        var values = activation.WrittenParameters;
        foreach (var (name, value) in hyperparameters)
        {
            var index = activation.Parameters.ToList().FindIndex(parameter => parameter.Name == name);
            if (index < 0)
                throw new ArgumentException(
                    $"{activation.Name} has no hyperparameter '{name}'.", nameof(hyperparameters));
            values[index] = value;
        }
        return new(activation, values);
    }

    /// <summary>The means at a variance of the input.</summary>
    /// <param name="mean">The mean of the input.</param>
    /// <exception cref="ArgumentOutOfRangeException">The variance is not a positive number, or the mean is not finite.
    /// </exception>
    public Moments At(double variance, double mean = 0)
    {
        var scale = Scale(variance);
        CheckMean(mean);
        var atZero = function(mean);
        var means = NormalExpectation.Of((z, values) =>
        {
            var x = mean + scale * z;
            var (f, d, c) = (function(x), slope(x), curvature(x));
            (values[0], values[1], values[2], values[3]) = (f, f * f, d, d * d);
            (values[4], values[5], values[6]) = (d * d * d * d, c * c, d == 0 ? 2 : 1);
            // The derivative by the variance, taken of the density: so a jump of f counts. E(z² - 1) is 0.
            values[7] = (z * z - 1) * (f - atZero) * (f + atZero);
        }, 8, NormalExpectation.Breaks(scale, mean, kinks));
        return new(variance, means[0], means[1], means[2], means[3], means[4], means[5], Share(means[6]),
            means[7] / (2 * variance));
    }

    /// <summary>
    /// The share of inputs at which the slope is below a part of the largest: <paramref name="part"/>·max|f'|, the
    /// maximum within 12 standard deviations.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The variance is not a positive number, the mean is not finite, or
    /// the part is none from 0 to 1.</exception>
    public double Saturated(double variance, double part = 0.01, double mean = 0)
    {
        if (!(part is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(part), part, "A part is a number from 0 to 1.");
        var scale = Scale(variance);
        CheckMean(mean);
        var largest = 0.0;
        NormalExpectation.Of((z, values) => largest = Math.Max(largest, Math.Abs(slope(mean + scale * z))), 1,
            NormalExpectation.Breaks(scale, mean, kinks));
        return ShareBelow(variance, part * largest, mean);
    }

    /// <summary>The share of inputs at which |f'| is below a bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The variance is not a positive number, or the mean is not finite.
    /// </exception>
    public double ShareBelow(double variance, double bound, double mean = 0)
    {
        var scale = Scale(variance);
        CheckMean(mean);
        return Share(NormalExpectation.Of(
            (z, values) => values[0] = Math.Abs(slope(mean + scale * z)) < bound ? 2 : 1, 1,
            NormalExpectation.Breaks(scale, mean, kinks))[0]);
    }

    /// <summary>
    /// A share of inputs that was added to 1: beside a share of 10⁻²⁰ alone, what lies beyond the reach of the
    /// quadrature would not be negligible.
    /// </summary>
    static double Share(double plusOne) => Math.Max(0, plusOne - 1);

    static void CheckMean(double mean)
    {
        if (!double.IsFinite(mean))
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "A mean of an input is a finite number.");
    }

    /// <summary>
    /// E f(x₁)·f(x₂) for two normal inputs of that variance and correlation: the correlation of the next layer,
    /// before it is scaled. To 10 digits.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The variance is not a positive number, or the correlation none
    /// from -1 to 1.</exception>
    public double Product(double variance, double correlation)
    {
        var scale = Scale(variance);
        if (!(Math.Abs(correlation) <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(correlation), correlation, "A correlation is a number from -1 to 1.");
        // Each input is a shared part and one of its own, and given the shared part they are independent: the mean is
        // that of h(m)·h(±m), where h is the mean of f about m.
        var (shared, own) = (scale * Math.Sqrt(Math.Abs(correlation)), scale * Math.Sqrt(1 - Math.Abs(correlation)));
        double Smoothed(double m) => own == 0 ? function(m)
            : NormalExpectation.Of((z, values) => values[0] = function(m + own * z), 1,
                kinks.Select(kink => (kink - m) / own), double.PositiveInfinity)[0];
        return NormalExpectation.Of((z, values) =>
        {
            var h = Smoothed(shared * z);
            values[0] = h * (correlation < 0 ? Smoothed(-shared * z) : h);
        }, 1, shared == 0 ? [] : Layers(own).Select(x => x / shared), double.PositiveInfinity)[0];

        // h is smooth, but near a kink of f it bends within the width of the other part.
        IEnumerable<double> Layers(double width)
            => from kink in kinks from times in Bend select kink + times * width;
    }

    /// <summary>Where a kink, smoothed by a normal part, bends: in standard deviations of that part.</summary>
    static readonly double[] Bend = [-9, -3, 0, 3, 9];

    static double Scale(double variance)
        => variance > 0 && double.IsFinite(variance) ? Math.Sqrt(variance)
            : throw new ArgumentOutOfRangeException(
                nameof(variance), variance, "A variance of an input is a positive number.");
}
