// The variance map of a layer, the variances that it repeats, and what a network of many layers comes to.
using Kernels.Ir;

namespace Kernels.Training;

public sealed partial class SignalPropagation
{
    /// <summary>Below this a variance counts as 0, and there the limits are taken.</summary>
    const double Least = 1e-8;

    /// <summary>
    /// Four points in each factor of ten, up to 10⁸; beside the powers of ten, at which people choose fixed points.
    /// </summary>
    static readonly double[] Grid = [.. Enumerable.Range(0, 65).Select(k => Least * Math.Pow(10, (k + 0.04) / 4))];

    /// <summary>How far V(q) may be from q, as a part of it, where they are equal but for rounding.</summary>
    const double Rounding = 1e-12;

    /// <summary>V(q) = σ_w²·E f² + σ_b²: the variance of the next layer's pre-activations.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A variance is negative or no number, or that of the input is not
    /// positive.</exception>
    public double NextVariance(double variance, double weightVariance, double biasVariance = 0)
    {
        Check(weightVariance, biasVariance);
        return weightVariance * MeanSquare(variance) + biasVariance;
    }

    /// <summary>
    /// The variances that a layer repeats, from the smallest to the largest, 0 included where it is one. Where every
    /// variance is (relu with the gain √2), the variance 1 stands for all.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A variance is negative or no number.</exception>
    public IReadOnlyList<MeanField> FixedPoints(double weightVariance, double biasVariance = 0)
    {
        Check(weightVariance, biasVariance);
        double Change(double q) => (NextVariance(q, weightVariance, biasVariance) - q) / q;
        var (points, isNeutral) = Roots(Change);
        if (isNeutral) return [Field(1, weightVariance, biasVariance)];
        if (biasVariance == 0 && function(0) == 0) points.Insert(0, 0);
        return [.. points.Select(q => Field(q, weightVariance, biasVariance))];
    }

    /// <summary>
    /// The fixed point that the variance moves towards from <paramref name="start"/>, or the start itself where a
    /// layer repeats it; null where the variance grows without end.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A variance is negative or no number, or the start is not
    /// positive.
    /// </exception>
    public MeanField? FixedPoint(double weightVariance, double biasVariance = 0, double start = 1)
    {
        var next = NextVariance(start, weightVariance, biasVariance);
        if (Math.Abs(next - start) <= Rounding * start) return Field(start, weightVariance, biasVariance);
        var points = FixedPoints(weightVariance, biasVariance);
        var ahead = points.Where(point => next > start ? point.Variance > start : point.Variance < start);
        return next > start ? ahead.Select(point => (MeanField?)point).FirstOrDefault()
            : ahead.Select(point => (MeanField?)point).LastOrDefault();
    }

    /// <summary>
    /// The weight variance and the fixed point at which gradients neither vanish nor explode, χ₁ = 1, for that
    /// variance of the biases: the one of smallest variance, or null where there is none. Of relu it is √2 without
    /// biases, and with biases there is none. Look at <see cref="MeanField.Attracts"/> too: of gelu and silu, with
    /// few biases, the point does not hold.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The variance is negative or no number.</exception>
    public MeanField? EdgeOfChaos(double biasVariance = 0.05)
    {
        Check(1, biasVariance);
        var (points, isNeutral) = Roots(q =>
        {
            var (second, slope2) = Squares(q);
            return (biasVariance + second / slope2 - q) / q;
        });
        if (isNeutral) return Field(1, 1 / Unit.Slope2, biasVariance);
        if (biasVariance == 0 && function(0) == 0) points.Insert(0, 0);
        if (points.Count == 0) return null;
        var slope2At = Squares(Math.Max(points[0], Tiny)).Slope2;
        return Field(points[0], 1 / slope2At, biasVariance);
    }

    /// <summary>
    /// What is expected of each layer of a network: variance and correlation from the first layer on, gradients from
    /// the last layer back.
    /// </summary>
    /// <param name="layers">One element for each layer; the first has the variance and correlation given here.</param>
    /// <param name="weightVariance">σ_w²: the number of inputs of a unit times the variance of a weight.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="variance">The variance of the first layer's pre-activations.</param>
    /// <param name="correlation">The correlation of those of two inputs. At 1 they stay the same, at no cost; of
    /// others each layer takes tens of milliseconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A variance is negative or no number, that of the input not
    /// positive, or the correlation none from -1 to 1.</exception>
    public void Predict(
        Span<LayerState> layers, double weightVariance, double biasVariance = 0, double variance = 1,
        double correlation = 1)
    {
        Check(weightVariance, biasVariance);
        Scale(variance);
        if (!(Math.Abs(correlation) <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(correlation), correlation, "A correlation is a number from -1 to 1.");
        var factors = new double[layers.Length];
        for (var layer = 0; layer < layers.Length; layer++)
        {
            layers[layer] = new(variance, correlation, 1);
            if (layer + 1 == layers.Length) break;
            // What has become 0 stays there, and its gradients are those of the limit.
            var q = Math.Max(variance, Tiny);
            var (second, slope2) = Squares(q);
            factors[layer] = weightVariance * slope2;
            var next = weightVariance * second + biasVariance;
            if (correlation != 1)
                correlation = Math.Clamp(
                    (weightVariance * Product(q, correlation) + biasVariance) / next, -1, 1);
            variance = next;
        }
        for (var layer = layers.Length - 2; layer >= 0; layer--)
            layers[layer] = layers[layer] with { Gradient = layers[layer + 1].Gradient * factors[layer] };
    }

    /// <summary>What stands for a variance of 0 where a limit is taken.</summary>
    const double Tiny = 1e-100;

    (double Second, double Slope2) Squares(double variance)
        => MeanSquares.Of(x => (function(x), slope(x)), variance);

    double MeanSquare(double variance)
    {
        var scale = Scale(variance);
        return NormalExpectation.Of((z, values) =>
        {
            var f = function(scale * z);
            values[0] = f * f;
        }, 1, NormalExpectation.Breaks(scale, 0, kinks))[0];
    }

    MeanField Field(double variance, double weightVariance, double biasVariance)
    {
        var moments = At(variance == 0 ? Least : variance);
        return new(weightVariance, biasVariance, variance, weightVariance * moments.SecondSlope,
            weightVariance * moments.Slope2, 2 * moments.Slope2 / (moments.Variance * moments.Curvature2));
    }

    /// <summary>Where a function of the variance changes its sign; neutral where it is 0 on the whole grid.</summary>
    static (List<double> Roots, bool IsNeutral) Roots(Func<double, double> function)
    {
        var values = Array.ConvertAll(Grid, q => function(q));
        var (roots, last) = (new List<double>(), -1);
        for (var i = 0; i < Grid.Length; i++)
        {
            if (!(Math.Abs(values[i]) > Rounding)) continue;
            if (last >= 0 && values[last] < 0 != values[i] < 0)
                roots.Add(Root(function, Grid[last], values[last], Grid[i], values[i]));
            last = i;
        }
        return (roots, Array.TrueForAll(values, value => Math.Abs(value) <= Rounding));
    }

    /// <summary>The root between two variances, by the Illinois form of regula falsi in log q.</summary>
    static double Root(Func<double, double> function, double low, double atLow, double high, double atHigh)
    {
        (low, high) = (Math.Log(low), Math.Log(high));
        var (root, side) = (low, 0);
        for (var step = 0; step < 200 && high - low > 1e-15; step++)
        {
            root = (low * atHigh - high * atLow) / (atHigh - atLow);
            if (!(root > low && root < high)) root = 0.5 * (low + high);
            var value = function(Math.Exp(root));
            if (Math.Abs(value) <= 1e-15) break;
            if (value < 0 == atHigh < 0)
            {
                (high, atHigh) = (root, value);
                if (side == 1) atLow *= 0.5;
                side = 1;
            }
            else
            {
                (low, atLow) = (root, value);
                if (side == -1) atHigh *= 0.5;
                side = -1;
            }
        }
        return Math.Exp(root);
    }

    static void Check(double weightVariance, double biasVariance)
    {
        if (!(weightVariance >= 0 && double.IsFinite(weightVariance)))
            throw new ArgumentOutOfRangeException(
                nameof(weightVariance), weightVariance, "A variance is a number that is not negative.");
        if (!(biasVariance >= 0 && double.IsFinite(biasVariance)))
            throw new ArgumentOutOfRangeException(
                nameof(biasVariance), biasVariance, "A variance is a number that is not negative.");
    }
}
