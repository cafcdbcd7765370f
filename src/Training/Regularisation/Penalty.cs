using Kernels.Steps;

namespace Kernels.Training;

/// <summary>
/// Penalties on weights: their values for the loss, their gradients, and proximal steps, which give exact zeros.
/// </summary>
/// <remarks>
/// Values are summed in doubles in the order of <see cref="GradientNorm"/>, so they have the same bits everywhere. NaN
/// and infinities show in them. Strengths must be finite and at least 0.
/// </remarks>
public static class Penalty
{
    /// <summary>l1·Σ|w|.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The strength is negative, infinite or NaN.</exception>
    public static double L1(ReadOnlySpan<float> weights, double l1)
        => Scaled(weights, l1, Norm.L1, nameof(l1));

    /// <summary>l2·½·Σw², whose gradient is l2·w: the weight decay of PyTorch as a loss.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The strength is negative, infinite or NaN.</exception>
    public static double L2(ReadOnlySpan<float> weights, double l2)
        => Scaled(weights, l2, Norm.L2, nameof(l2)) / 2;

    /// <summary>l2·Σw², whose gradient is 2·l2·w: the L2 of Keras.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The strength is negative, infinite or NaN.</exception>
    public static double L2WithoutHalf(ReadOnlySpan<float> weights, double l2)
        => Scaled(weights, l2, Norm.L2, nameof(l2));

    /// <summary>l1·Σ|w| + l2·½·Σw². Zou, Hastie 2005.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A strength is negative, infinite or NaN.</exception>
    public static double ElasticNet(ReadOnlySpan<float> weights, double l1, double l2)
        => L1(weights, l1) + L2(weights, l2);

    /// <summary>
    /// Adds the gradient of <see cref="ElasticNet"/> to a gradient: l2·w + l1·sign(w), with sign(0) = 0.
    /// For <see cref="L2WithoutHalf"/> give twice its strength.
    /// </summary>
    /// <remarks>A step along the subgradient of L1 gives no exact zeros: see <see cref="Proximal"/>.</remarks>
    /// <exception cref="ArgumentException">The gradient has another length than the weights.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A strength is negative, infinite or NaN.</exception>
    public static void AddGradient(ReadOnlySpan<float> weights, Span<float> gradient, double l1 = 0, double l2 = 0)
    {
        CheckStrengths(1, l1, l2);
        PenaltyGradient.Step(gradient, weights, gradient, (float)l1, (float)l2);
    }

    /// <summary>
    /// The proximal step of <see cref="ElasticNet"/>, after a step along the gradient of the loss: each weight moves
    /// towards 0 by rate·l1, exactly 0 where it lies within, and is divided by 1 + rate·l2. NaN stays NaN.
    /// </summary>
    /// <param name="weights">The weights after the step, changed in place.</param>
    /// <param name="rate">The learning rate of the step.</param>
    /// <param name="l1">The strength of Σ|w|.</param>
    /// <param name="l2">The strength of ½·Σw².</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, infinite or NaN.</exception>
    public static void Proximal(Span<float> weights, double rate, double l1, double l2 = 0)
    {
        CheckStrengths(rate, l1, l2);
        ElasticNetProximal.Step(weights, weights, (float)(rate * l1), (float)(rate * l2));
    }

    /// <summary>
    /// The proximal step of group·Σ‖w_u‖ over units: a unit loses rate·group of its length, and is exactly 0 where it
    /// has no more than that. Yuan, Lin 2006 (who multiply the strength by the root of the size of a group).
    /// </summary>
    /// <param name="weights">The weights after the step, row after row, changed in place.</param>
    /// <param name="columns">The length of a row.</param>
    /// <param name="axis">Whether rows or columns are units.</param>
    /// <param name="rate">The learning rate of the step.</param>
    /// <param name="group">The strength.</param>
    /// <returns>How many units are 0 now.</returns>
    /// <exception cref="ArgumentException">The weights are no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, infinite or NaN.</exception>
    public static int GroupProximal(Span<float> weights, int columns, UnitAxis axis, double rate, double group)
    {
        var units = Units.Of(weights, columns, axis, nameof(weights));
        Thresholds.CheckFinite(rate, nameof(rate));
        Thresholds.CheckFinite(group, nameof(group));
        var threshold = rate * group;
        var zeros = 0;
        Span<double> norms = stackalloc double[Units.MostAtOnce];
        Span<float> factors = stackalloc float[Units.MostAtOnce];
        for (var first = 0; first < units.Count; first += Units.MostAtOnce)
        {
            var count = Math.Min(Units.MostAtOnce, units.Count - first);
            units.Norms(weights, first, norms[..count]);
            for (var unit = 0; unit < count; unit++)
            {
                // Where a weight is NaN, so is the norm, and the unit. One that is infinite stays as it is.
                factors[unit] = norms[unit] <= threshold ? 0 : (float)(1 - threshold / norms[unit]);
                zeros += factors[unit] == 0 ? 1 : 0;
            }
            units.Scale(weights, first, factors[..count]);
        }
        return zeros;
    }

    static double Scaled(ReadOnlySpan<float> weights, double strength, Norm norm, string name)
    {
        Thresholds.CheckFinite(strength, name);
        var measured = new GradientNorm(norm);
        measured.Add(weights);
        return strength * measured.Sum;
    }

    static void CheckStrengths(double rate, double l1, double l2)
    {
        Thresholds.CheckFinite(rate, nameof(rate));
        Thresholds.CheckFinite(l1, nameof(l1));
        Thresholds.CheckFinite(l2, nameof(l2));
    }
}
