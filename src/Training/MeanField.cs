namespace Kernels.Training;

/// <summary>
/// A wide network at a variance that its layers repeat: what goes in comes out, and small deviations of it, of the
/// angle between two inputs and of gradients grow or fall by a factor a layer. Poole et al. 2016, Schoenholz et al.
/// 2017.
/// </summary>
/// <param name="WeightVariance">σ_w²: the number of inputs of a unit times the variance of a weight.</param>
/// <param name="BiasVariance">σ_b²: the variance of a bias.</param>
/// <param name="Variance">q*, the variance of the pre-activations, with q* = σ_w²·E f(√q* z)² + σ_b².</param>
/// <param name="VarianceSlope">What a small deviation from q* is multiplied by in a layer.</param>
/// <param name="Chi">χ₁ = σ_w²·E f'²: what the mean square of a gradient is multiplied by in a layer, and the
/// angle between two inputs that are nearly the same. Below 1 gradients vanish, above 1 they explode.</param>
/// <param name="CorrelationRate">β: at χ₁ = 1, 1 minus the correlation of two inputs falls as β/layers, for f without
/// kinks.</param>
public readonly record struct MeanField(
    double WeightVariance, double BiasVariance, double Variance, double VarianceSlope, double Chi,
    double CorrelationRate)
{
    /// <summary>
    /// Whether networks that start near this variance come to it. At a variance that does not attract, the
    /// predictions hold for the first layers only.
    /// </summary>
    public bool Attracts => Math.Abs(VarianceSlope) < 1;

    /// <summary>
    /// Layers in which gradients change by a factor e, either way; infinite where χ₁ is 1. Schoenholz et al. could
    /// train networks of up to six times this depth.
    /// </summary>
    public double GradientDepth => 1 / Math.Abs(Math.Log(Chi));

    /// <summary>Layers in which a deviation of the variance changes by a factor e, either way.</summary>
    public double VarianceDepth => 1 / Math.Abs(Math.Log(Math.Abs(VarianceSlope)));
}
