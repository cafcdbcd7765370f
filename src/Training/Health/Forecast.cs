using static System.FormattableString;

namespace Kernels.Training;

/// <summary>
/// Whether gradients vanish or explode in a network that is not trained yet: what the formula of its activation says.
/// </summary>
/// <param name="Layers">How many layers there are.</param>
/// <param name="GradientDecades">
/// log₁₀ of how large the gradient of the first layer is beside that of the last: below -3 it vanishes, above 3 it
/// explodes.
/// </param>
/// <param name="VarianceDecades">log₁₀ of the last layer's variance beside the first one's.</param>
/// <param name="Text">The same in words, with a remedy where one is needed.</param>
public sealed record Forecast(int Layers, double GradientDecades, double VarianceDecades, string Text)
{
    const double Most = 3;

    /// <summary>Of layers that all have the same activation.</summary>
    /// <param name="layers">At least 2.</param>
    /// <param name="gain">√(fan_in·E w²) of the weights.</param>
    /// <param name="biasVariance">The variance of the biases.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There are fewer than two layers, or the gain or the variance is negative or no number.
    /// </exception>
    public static Forecast Of<TActivation>(int layers, double gain, double biasVariance = 0)
        where TActivation : IActivation
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 2);
        if (!(gain >= 0 && double.IsFinite(gain)))
            throw new ArgumentOutOfRangeException(nameof(gain), gain, "A gain is a number from 0 on.");
        var propagation = SignalPropagation.Of<TActivation>();
        var states = new LayerState[layers];
        propagation.Predict(states, gain * gain, biasVariance);
        var gradients = Math.Log10(Math.Sqrt(states[0].Gradient));
        var variances = Math.Log10(states[^1].Variance / states[0].Variance);
        var remedy = propagation.EdgeOfChaos(0.05) is { } edge
            ? Invariant($"gain {propagation.GradientGain:F3} keeps gradients at first, and at depth gain ")
                + Invariant($"{Math.Sqrt(edge.WeightVariance):F3} with biases of deviation {Math.Sqrt(0.05):F3}.")
            : Invariant($"gain {propagation.GradientGain:F3} keeps gradients.");
        var name = propagation.Activation.Name;
        var what = Math.Abs(gradients) <= Most ? "change" : gradients < 0 ? "vanish" : "explode";
        var text = Invariant($"{layers} layers of {name} at gain {gain:F3}: gradients {what} by 10^{gradients:F1}")
            + (Math.Abs(gradients) <= Most ? "." : $"; {remedy}");
        return new(layers, gradients, variances, text);
    }
}
