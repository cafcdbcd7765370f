namespace Kernels.Training;

/// <summary>Constraints on weights, applied after a step.</summary>
public static class Constraint
{
    /// <summary>
    /// Max-norm: a unit longer than the limit is scaled to it, others keep their bits. A second call changes nothing.
    /// </summary>
    /// <remarks>
    /// Limit/length is rounded, and so is each product. Where that leaves a unit too long, the next smaller factors are
    /// tried, so that no unit is longer than the limit. A unit that is not finite stays as it is. Srivastava et al.
    /// 2014, section 5.1.
    /// </remarks>
    /// <param name="weights">The weights, row after row, changed in place.</param>
    /// <param name="columns">The length of a row.</param>
    /// <param name="axis">Whether rows or columns are units.</param>
    /// <param name="limit">The largest length of a unit, at least 0.</param>
    /// <returns>How many units were scaled.</returns>
    /// <exception cref="ArgumentException">The weights are no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative or NaN.</exception>
    public static int MaxNorm(Span<float> weights, int columns, UnitAxis axis, double limit)
    {
        var units = Units.Of(weights, columns, axis, nameof(weights));
        Thresholds.Check(limit, nameof(limit));
        var scaled = 0;
        Span<double> norms = stackalloc double[Units.MostAtOnce];
        Span<float> factors = stackalloc float[Units.MostAtOnce];
        for (var first = 0; first < units.Count; first += Units.MostAtOnce)
        {
            var count = Math.Min(Units.MostAtOnce, units.Count - first);
            units.Norms(weights, first, norms[..count]);
            for (var unit = 0; unit < count; unit++)
            {
                var isLong = norms[unit] > limit && double.IsFinite(norms[unit]);
                factors[unit] = isLong ? Factor(units, weights, first + unit, (float)(limit / norms[unit]), limit) : 1;
                scaled += isLong ? 1 : 0;
            }
            units.Scale(weights, first, factors[..count]);
        }
        return scaled;
    }

    /// <summary>The factor, or the next smaller one that does not leave the unit longer than the limit.</summary>
    static float Factor(Units units, ReadOnlySpan<float> weights, int unit, float factor, double limit)
    {
        // Steps that double: among subnormal weights many neighbours of a factor round to the same products.
        for (var steps = 1; units.ScaledNorm(weights, unit, factor) > limit; steps *= 2)
            factor = BitConverter.Int32BitsToSingle(Math.Max(0, BitConverter.SingleToInt32Bits(factor) - steps));
        return factor;
    }
}
