// What measured numbers mean: one rule a line, each with its threshold and a remedy in words. The thresholds are those
// of Deeplearning4j's guide (updates, deviations), of published broken networks (dead units), and what the formula
// expects where it says anything.
using static System.FormattableString;

namespace Kernels.Training;

static class Diagnosis
{
    const double FewDead = 0.1, ManyDead = 0.4, Unexpected = 0.15, ManySaturated = 0.25, GainOff = 0.1;
    const double LeastUpdate = 1e-4, LargestUpdate = 1e-2, Decades = 3;

    delegate IEnumerable<LayerSnapshot> Steps(IReadOnlyList<LayerSnapshot> all);

    static readonly Steps Any = all => all, First = all => all.Take(1), Last = all => all.TakeLast(1);

    /// <summary>The rules of one layer, and at which steps each is looked at.</summary>
    static readonly (Steps At, Func<LayerMonitor, LayerSnapshot, Finding?> Rule)[] Rules =
        [(Any, NonFinite), (Last, Dead), (Last, Stopped), (Last, Saturated), (First, Gain), (Last, Update)];

    public static IEnumerable<Finding> Of(IReadOnlyList<LayerMonitor> layers)
    {
        foreach (var layer in layers)
            foreach (var (at, rule) in Rules)
                foreach (var finding in at(layer.Snapshots).Select(step => rule(layer, step)).OfType<Finding>().Take(1))
                    yield return finding;
        if (Depth(layers) is { } depth) yield return depth;
    }

    static Finding? NonFinite(LayerMonitor layer, LayerSnapshot at)
    {
        var (inputs, gradients) = (at.Health.NonFiniteInputs, at.Health.NonFiniteGradients);
        if (inputs + gradients == 0 && !(at.GradientNorm > double.MaxValue)) return null;
        var what = inputs > 0 ? $"{inputs} inputs" : gradients > 0 ? $"{gradients} gradients" : "weight gradients";
        return new(layer.Name, at.Step, $"{what} infinite or NaN at step {at.Step}: lower the rate, clip the norm of "
            + "the gradient, or look at the layer in front of it.", true);
    }

    static Finding? Dead(LayerMonitor layer, LayerSnapshot at)
    {
        var share = (double)at.DeadUnits / layer.Units;
        if (share <= FewDead) return null;
        return new(layer.Name, at.Step, Invariant($"{share:P0} of units dead: no gradient passed in {at.Rows} rows. ")
            + "Lower the rate, start with smaller biases, or take an activation with a slope below 0.",
            share > ManyDead);
    }

    static Finding? Stopped(LayerMonitor layer, LayerSnapshot at)
    {
        var (share, expected) = (at.Health.StoppedShare, at.Expected.StoppedShare);
        if (!(share - expected > Unexpected)) return null;
        return new(layer.Name, at.Step, Invariant($"{share:P0} of elements stop the gradient where {expected:P0} are ")
            + "expected: the inputs are not normal. Normalise them, or look at single units.", share > 0.9);
    }

    static Finding? Saturated(LayerMonitor layer, LayerSnapshot at)
    {
        var saturated = at.Health.SaturatedShare - at.Health.StoppedShare;
        if (!(saturated > ManySaturated)) return null;
        var deviation = Math.Sqrt(at.Health.Variance);
        return new(layer.Name, at.Step, Invariant($"{saturated:P0} of elements are saturated, at inputs of deviation ")
            + Invariant($"{deviation:G3}: use smaller weights, or normalise in front of the activation."),
            saturated > 0.9);
    }

    static Finding? Gain(LayerMonitor layer, LayerSnapshot at)
    {
        var propagation = layer.Propagation;
        var (low, high) = (Math.Min(propagation.Gain, propagation.GradientGain),
            Math.Max(propagation.Gain, propagation.GradientGain));
        if (!(at.Gain < low * (1 - GainOff) || at.Gain > high * (1 + GainOff))) return null;
        return new(layer.Name, at.Step, Invariant($"gain {at.Gain:F3} for {propagation.Activation.Name}: use ")
            + Invariant($"{propagation.Gain:F3} (forward) or {propagation.GradientGain:F3} (gradients)."), false);
    }

    static Finding? Update(LayerMonitor layer, LayerSnapshot at)
    {
        if (at.UpdateRatio is not (< LeastUpdate or > LargestUpdate)) return null;
        var word = at.UpdateRatio < LeastUpdate ? "little: raise" : "much: lower";
        return new(layer.Name, at.Step, Invariant($"a step changes {at.UpdateRatio:G2} of the weights, {word} the ")
            + "rate (0.001 is usual).", at.UpdateRatio > 0.3);
    }

    /// <summary>Whether gradients change by decades between the first layer and the last.</summary>
    static Finding? Depth(IReadOnlyList<LayerMonitor> layers)
    {
        if (layers.Count < 2 || layers.Any(layer => layer.Snapshots.Count == 0)) return null;
        var (first, last) = (layers[0].Snapshots[^1], layers[^1].Snapshots[^1]);
        var decades = Math.Log10(Rms(first.Health) / Rms(last.Health));
        if (!(Math.Abs(decades) > Decades)) return null;
        var layersBetween = layers.Count - 1;
        var word = decades < 0 ? "vanish" : "explode";
        return new(null, first.Step, Invariant($"gradients {word}: by 10^{decades:F1} over {layersBetween} layers, ")
            + Invariant($"10^{decades / layersBetween:F2} a layer. Initialise for the activation, normalise, or clip."),
            true);
    }

    /// <summary>The root of the mean square of dx.</summary>
    public static double Rms(in LayerHealth health)
        => Math.Sqrt(health.GradientSquares / (health.Count - health.NonFiniteGradients));
}
