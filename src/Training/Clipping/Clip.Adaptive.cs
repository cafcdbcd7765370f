namespace Kernels.Training;

public static partial class Clip
{
    /// <summary>
    /// Adaptive gradient clipping: the gradient of a unit is at most <paramref name="factor"/> times as long as its
    /// weights, which count as at least <paramref name="epsilon"/> long. Brock, De, Smith, Simonyan 2021, who leave the
    /// last layer unclipped.
    /// </summary>
    /// <remarks>
    /// A unit within keeps its bits. Nothing is added to the length of the gradient. Units whose weights are not finite
    /// are not clipped.
    /// </remarks>
    /// <param name="weights">The weights, row after row.</param>
    /// <param name="gradient">Their gradient, changed in place.</param>
    /// <param name="columns">The length of a row; of a bias, 1 with <see cref="UnitAxis.Rows"/> clips each
    /// element, its length clips the whole.</param>
    /// <param name="axis">Whether rows or columns are units.</param>
    /// <param name="clippedUnits">How many units were clipped.</param>
    /// <param name="factor">At least 0.</param>
    /// <param name="epsilon">At least 0: without it, weights that are 0 would stay 0.</param>
    /// <param name="nonFinite">What happens where an element of the gradient is NaN or infinite; with
    /// <see cref="NonFinite.Skip"/> all of it becomes 0, with <see cref="NonFinite.Propagate"/> the unit becomes NaN.
    /// </param>
    /// <returns>The norm before clipping and the counts. Its coefficient is 1, because what was to be scaled has been,
    /// or 0 for a step to skip.</returns>
    /// <exception cref="ArgumentException">Weights and gradient are unequally long,
    /// or no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is negative or NaN.</exception>
    /// <exception cref="NotFiniteNumberException">An element is not finite,
    /// and <paramref name="nonFinite"/> says to throw.</exception>
    public static ClipCoefficient Adaptive(
        ReadOnlySpan<float> weights, Span<float> gradient, int columns, UnitAxis axis, out int clippedUnits,
        double factor = 0.01, double epsilon = 1e-3, NonFinite nonFinite = NonFinite.Throw)
    {
        Loops.Spans.SameLength(gradient, weights.Length, nameof(gradient));
        var units = Units.Of(gradient, columns, axis, nameof(gradient));
        Thresholds.Check(factor, nameof(factor));
        Thresholds.Check(epsilon, nameof(epsilon));
        clippedUnits = 0;
        // With an infinite threshold: only the policy decides.
        var clip = Measure(gradient, 0, double.PositiveInfinity, nonFinite, Norm.L2);
        if (clip.Skip || clip.ZeroesNonFinite) Scale(gradient, clip);
        if (clip.Skip) return clip;

        Span<double> lengths = stackalloc double[Units.MostAtOnce], norms = stackalloc double[Units.MostAtOnce];
        Span<float> factors = stackalloc float[Units.MostAtOnce];
        for (var first = 0; first < units.Count; first += Units.MostAtOnce)
        {
            var count = Math.Min(Units.MostAtOnce, units.Count - first);
            units.Norms(weights, first, lengths[..count]);
            units.Norms(gradient, first, norms[..count]);
            for (var unit = 0; unit < count; unit++)
            {
                var limit = factor * Math.Max(lengths[unit], epsilon);
                factors[unit] = !double.IsFinite(norms[unit]) ? float.NaN
                    : norms[unit] > limit ? (float)(limit / norms[unit])
                    : 1;
                clippedUnits += factors[unit] < 1 ? 1 : 0;
            }
            units.Scale(gradient, first, factors[..count]);
        }
        return clip with { Coefficient = 1, ZeroesNonFinite = false };
    }
}
