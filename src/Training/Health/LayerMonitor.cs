namespace Kernels.Training;

/// <summary>
/// Watches the activation of one layer for a <see cref="HealthReport"/>. What it is shown costs one read and allocates
/// nothing; <see cref="HealthReport.EndStep"/> turns it into a <see cref="LayerSnapshot"/>.
/// </summary>
public sealed class LayerMonitor
{
    /// <summary>Fewer rows say nothing of a unit: half of them may be silent by chance.</summary>
    const int FewestRows = 64;

    internal delegate void Counted(
        ref LayerHealth health, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int columns,
        Span<int> passed);

    readonly Counted backward;
    readonly int[] passed;
    readonly List<LayerSnapshot> snapshots = [];
    LayerHealth health;
    GradientNorm gradients = new(Norm.L2);
    ExponentHistogram exponents = new();
    double gain = double.NaN, updateRatio = double.NaN;

    internal LayerMonitor(string name, int units, SignalPropagation propagation, float steepestSlope, Counted backward)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        (Name, Propagation, SteepestSlope) = (name, propagation, steepestSlope);
        (this.backward, passed) = (backward, new int[units]);
    }

    /// <summary>The name of the layer.</summary>
    public string Name { get; }

    /// <summary>How many units it has.</summary>
    public int Units => passed.Length;

    /// <summary>What the formula of its activation says.</summary>
    public SignalPropagation Propagation { get; }

    /// <summary>What was measured, step by step.</summary>
    public IReadOnlyList<LayerSnapshot> Snapshots => snapshots;

    double SteepestSlope { get; }

    /// <summary>dx = dy·f'(x) of rows of <see cref="Units"/> values, counted.</summary>
    /// <param name="dx">It may be <paramref name="x"/> or <paramref name="dy"/>.</param>
    /// <exception cref="ArgumentException">
    /// Lengths differ or are no whole rows, or <paramref name="dx"/> overlaps another span. Nothing has been written
    /// then.
    /// </exception>
    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
        => backward(ref health, x, dy, dx, Units, passed);

    /// <summary>Shows the weights into the layer and their gradient.</summary>
    /// <param name="fanIn">The number of inputs of a unit.</param>
    /// <exception cref="ArgumentException">There are not as many gradients as weights.</exception>
    /// <exception cref="ArgumentOutOfRangeException">fanIn is below 1.</exception>
    public void Weights(ReadOnlySpan<float> weights, ReadOnlySpan<float> weightGradients, int fanIn)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        Loops.Spans.SameLength(weightGradients, weights.Length, nameof(weightGradients));
        var norm = new GradientNorm(Norm.L2);
        norm.Add(weights);
        gain = Math.Sqrt(fanIn / (double)weights.Length) * norm.Value;
        gradients = new(Norm.L2);
        gradients.Add(weightGradients);
        exponents.Add(weightGradients);
    }

    /// <summary>Shows what a step of the optimiser has changed.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public void Update(ReadOnlySpan<float> before, ReadOnlySpan<float> after)
    {
        Loops.Spans.SameLength(after, before.Length, nameof(after));
        var (changed, whole) = (0.0, 0.0);
        for (var i = 0; i < before.Length; i++)
        {
            double difference = (double)after[i] - before[i];
            changed += difference * difference;
            whole += (double)before[i] * before[i];
        }
        updateRatio = Math.Sqrt(changed / whole);
    }

    internal void EndStep(long step)
    {
        var rows = health.Count / Units;
        var dead = rows < FewestRows ? 0 : passed.AsSpan().Count(0);
        snapshots.Add(new(
            step, health, dead, rows, gain, gradients.Count == 0 ? double.NaN : gradients.Value, updateRatio, exponents,
            Expected()));
        (health, exponents, gain, updateRatio) = (default, new(), double.NaN, double.NaN);
        gradients = new(Norm.L2);
        passed.AsSpan().Clear();
    }

    ExpectedHealth Expected()
    {
        var (mean, variance) = (health.Mean, health.Variance);
        if (!(variance > 0)) return new(double.NaN, double.NaN, double.NaN);
        var moments = Propagation.At(variance, mean);
        return new(
            moments.ZeroSlope, Propagation.ShareBelow(variance, LayerHealth.SaturationBound * SteepestSlope, mean),
            moments.Slope2);
    }
}
