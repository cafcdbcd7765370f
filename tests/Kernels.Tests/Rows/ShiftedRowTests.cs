// Formulas in which the largest of a row cancels, on rows moved by up to 1e7, spread, tied, saturated and with
// classes at -∞: values and gradients beside double precision, on each instruction set.
using Kernels.Proof;
using Kernels.Tests.Definitions;
using Xunit;

namespace Kernels.Tests.Rows;

public class ShiftedRowTests
{
    const float None = float.NegativeInfinity;

    /// <summary>One value a row, or one a column, of logits x, another row y, and a class.</summary>
    delegate double[] Truth(double[] x, double[] y, int label);

    /// <param name="Value">In double precision, shifted by hand.</param>
    /// <param name="IsKinked">Whether its slope jumps where columns tie.</param>
    sealed record Formula(RowInfo Info, Truth Value, bool IsKinked = false);

    static readonly Dictionary<string, Formula> Formulas = new Formula[]
    {
        new(LogSoftmaxByHand.Info, (x, _, _) => LogP(x)),
        new(LogSoftmaxByHandDetached.Info, (x, _, _) => LogP(x)),
        new(LogOfSoftmax.Info, (x, _, _) => LogP(x)),
        new(NaiveLogSoftmax.Info, (x, _, _) => LogP(x)),
        new(Kernels.Rows.LogSoftmax.Info, (x, _, _) => LogP(x)),
        new(EntropyNaive.Info, (x, _, _) => [Entropy(x)]),
        new(EntropyOfCatalogue.Info, (x, _, _) => [Entropy(x)]),
        new(EntropyShifted.Info, (x, _, _) => [Entropy(x)]),
        new(EntropyHigh.Info, (x, _, _) => [Entropy(x)]),
        new(SoftArgMax.Info, (x, _, _) => [Mean(P(x), x)]),
        new(SoftIndex.Info, (x, _, _) => [Mean(P(Scaled(x, 4)), [.. x.Select((_, i) => (double)i)])]),
        new(LogMeanExp.Info, (x, _, _) => [4 * (Lse(Scaled(x, 0.25)) - Math.Log(x.Length))]),
        new(SmoothMaxGap.Info, (x, _, _) => [3 * Entropy(Scaled(x, 1 / 3.0))]),
        new(SmoothMin.Info, (x, y, _) => [-LseOf(y, Scaled(x, -1))]),
        new(WeightedLogSumExp.Info, (x, y, _) => [LseOf(Squared(y), x)]),
        new(WeightedMean.Info, (x, y, _) => [WeightedMeanOf(x, y)]),
        new(MarginOfClass.Info, (x, _, label) => [LogP(x)[label]]),
        new(NegativeLogLikelihood.Info, (x, _, label) => [-LogP(x)[label]]),
        new(ClassCrossEntropy.Info, (x, _, label) => [-LogP(x)[label]]),
        new(Kernels.Rows.CrossEntropy.Info, (x, _, label) => [-LogP(x)[label]]),
        new(Focal.Info, (x, _, label) => [-Math.Pow(P(x).Where((_, i) => i != label).Sum(), 2) * LogP(x)[label]]),
        new(Smoothed.Info, (x, _, label) => [-0.9f * LogP(x)[label] - 0.1f * LogP(x).Average()]),
        new(Kernels.Rows.SmoothCrossEntropy.Info, (x, _, label) => [-0.9f * LogP(x)[label] - 0.1f * LogP(x).Average()]),
        new(KullbackLeibler.Info, (x, y, _) => [Mean(P(x), Difference(LogP(x), LogP(y)))]),
        new(KullbackLeiblerOfLogarithms.Info, (x, y, _) => [Mean(P(x), Difference(LogP(x), LogP(y)))]),
        new(JensenShannon.Info, (x, y, _) => [JensenShannonOf(P(x), P(y))]),
        new(Distilled.Info, (x, y, _)
            => [4 * Mean(P(Scaled(y, 0.5)), Difference(LogP(Scaled(y, 0.5)), LogP(Scaled(x, 0.5))))]),
        new(CrossEntropyOfTwo.Info, (x, y, _) => [-Mean(P(y), LogP(x))]),
        new(DifferenceOfLogSumExps.Info, (x, y, _) => [Lse(x) - Lse(y)]),
        new(InfoNce.Info, (x, _, label) => [-LogP(Scaled(x, 2))[label]]),
        new(ManyPositives.Info, (x, _, _) => [Lse(x) - LseOf([.. x.Select((_, i) => i < 2 ? 1.0 : 0)], x)]),
        new(RenyiEntropy.Info, (x, _, _) => [2 * (Lse(Scaled(x, 0.5)) - 0.5 * Lse(x))]),
        new(TsallisEntropy.Info, (x, _, _) => [2 * (1 - P(x).Sum(p => Math.Pow(p, 1.5)))]),
        new(LogOfMeanOfSoftmax.Info, (x, y, _) => [LseOf(Squared(y), x) - Lse(x) - Math.Log(x.Length)]),
        new(BhattacharyyaDistance.Info, (x, y, _)
            => [0.5 * (Lse(x) + Lse(y)) - Lse(Scaled(Difference(x, Scaled(y, -1)), 0.5))]),
        new(PowerMean.Info, (x, _, _) => [Math.Exp(Lse(Scaled(x, 3)) / 3 - Lse(x))]),
        new(ScaledMaskedLogSoftmax.Info, (x, y, _) => LogP([.. x.Select((value, i) => 0.3f * value + y[i])])),
        new(Varentropy.Info, (x, _, _) => [Mean(P(x), [.. LogP(x).Select(value => Math.Pow(value + Entropy(x), 2))])]),
        new(Kernels.Rows.SoftCrossEntropy.Info, (x, y, _) => [-Mean(y, LogP(x))]),
        new(EntropyByHand.Info, (x, _, _) => [Entropy(x)]),
        new(LogSumExpByHand.Info, (x, _, _) => [Lse(x)]),
        new(OneAgainstRest.Info, (x, _, label)
            => [Lse([.. x.Select((value, i) => i == label ? double.NegativeInfinity : value)]) - x[label]]),
        new(Unlikelihood.Info, (x, _, label)
            => [Lse(x) - Lse([.. x.Select((value, i) => i == label ? double.NegativeInfinity : value)])]),
        new(AdditiveMargin.Info, (x, _, label)
            => [-LogP(Scaled([.. x.Select((value, i) => i == label ? value - 0.35f : value)], 2))[label]]),
        new(PositiveBesideNegatives.Info, (x, _, label) => [Lse([label, .. x]) - label]),
        new(SmoothedTargets.Info, (x, _, label)
            => [-Mean([.. x.Select((_, i) => (i == label ? 1 - 0.1f : 0) + (double)0.1f / x.Length)], LogP(x))]),
        new(MaxAboveSoftMax.Info, (x, _, _) => [-Mean(P(x), [.. x.Select(value => value - x.Max())])], IsKinked: true),
        new(FreeEnergyGap.Info, (x, _, _)
            => [0.5 * Lse([.. x.Select(value => (value - x.Max()) * 2)])], IsKinked: true),
        new(JensenShannonOfLogarithms.Info, (x, y, _) => [JensenShannonOf(P(x), P(y))]),
        new(GeneralisedCrossEntropy.Info, (x, _, label) => [(1 - Math.Pow(P(x)[label], 0.7f)) / 0.7f]),
        new(ScaledLogSoftmaxHigh.Info, (x, _, _) => LogP(Scaled(x, 0.3f))),
        new(SoftmaxByHandWithTemperature.Info, (x, _, _) => P([.. x.Select(value => (value - x.Max()) / 0.7f)])),
        new(CrossEntropyWithWeights.Info, (x, y, label) => [-y[label] * LogP(x)[label]]),
        new(MovedLogSumExps.Info, (x, y, _) => [Lse(Difference(x, Scaled(y, -1))) - Lse(Difference(x, y))]),
        new(WeightedSoftmax.Info, (x, y, _) => WeightedP(Squared(y), x)),
        new(PowerOfMean.Info, (x, _, _) => [0.25 * (Lse(Scaled(x, 4)) - Math.Log(x.Length))]),
        new(CircleLoss.Info, (x, y, _) => [Lse([0, Lse(Scaled(x, 2)) + Lse(Scaled(y, -1))])]),
        new(SoftmaxOfLogSoftmax.Info, (x, _, _) => P(Scaled(x, 2))),
    }.ToDictionary(formula => formula.Info.Name);

    /// <summary>Rows at 0, to be moved.</summary>
    static readonly Dictionary<string, float[]> Rows = new()
    {
        ["near"] = [0, 1, 2, 3], ["spread"] = [10, -10, 0, 5, 2], ["wide"] = [100, -100, 0, 50],
        ["equal"] = [2, 2, 2], ["tied"] = [3, 3, -1, 0, 3], ["one"] = [5],
        ["long"] = [.. Enumerable.Range(0, 300).Select(i => i * 37 % 101 * 0.125f)], ["hidden"] = [None, 0, 0, 1],
        ["all but one hidden"] = [None, None, 4],
    };

    static readonly float[] Offsets = [0, 100, -100, 1e4f, -1e4f, 1e6f, -1e6f, 1e7f, -1e7f];

    public static TheoryData<string, string> All
        => Subjects.Pairs(Extent.Of(Formulas.Keys, nameof(ShiftedRowTests), 4), RowSubjects.Runners.Keys);

    [Theory, MemberData(nameof(All))]
    public void A_shifted_row_is_as_accurate_as_a_row_at_zero(string name, string runner)
    {
        var formula = Formulas[name];
        foreach (var (row, values) in Rows)
            foreach (var offset in Offsets)
            {
                // Steps of a float at the offset: what is not representable is another row.
                float[] x = [.. values.Select(value => value + offset)],
                    y = [.. values.Select((_, i) => (i * 7 + 3) % 5 * 0.5f - 0.5f)];
                if (name is nameof(SmoothMin)) y = [.. y.Select(Math.Abs)];
                var failure = Judge(formula, runner, x, y, label: values.Length - 1, offset);
                Assert.True(failure is null, $"{name} on {runner}, {row} + {offset}: {failure}");
            }
    }

    public static TheoryData<string> Runners => [.. RowSubjects.Runners.Keys];

    /// <summary>
    /// The largest of computed logits is a double there: as a float it would be further away than exponentials reach.
    /// </summary>
    [Theory, MemberData(nameof(Runners))]
    public void Double_lanes_find_the_largest_of_logits_of_any_size(string runner)
    {
        foreach (var scale in (float[])[0.3f, 1 / 3f, 1.1f])
            foreach (var size in (float[])[1e4f, 3e9f, 7e12f, 7.7e20f, 1.7e38f])
            {
                Assert.Equal([1, 0, 0], Softmax([size, -size, size / 2], scale));
                Assert.Equal([0.5f, 0, 0.5f], Softmax([size, float.NegativeInfinity, size], scale));
            }

        float[] Softmax(float[] x, float scale)
        {
            var y = new float[3];
            RowSubjects.Runners[runner].Run(ScaledSoftmaxHigh.Info, ScaledSoftmaxHigh.Info["Forward"], [x], [y], 3,
                0, [scale]);
            return y;
        }
    }

    /// <summary>Null where value and gradients are right.</summary>
    static string? Judge(Formula formula, string runner, float[] x, float[] y, int label, float offset)
    {
        var info = formula.Info;
        float[][] inputs = [.. info.Inputs.Select((input, i)
            => input.Shape == RowShape.PerRow ? new float[] { label } : i == 0 ? x : y)];
        float[] parameters = [.. info.Parameters.Select(parameter => parameter.Default)];
        var isRow = info.Value == RowShape.Element;
        float[] value = new float[isRow ? x.Length : 1],
            dy = [.. value.Select((_, i) => !isRow ? 1 : float.IsInfinity(x[i]) ? 0 : 0.5f + i % 3)];
        void Run(string kernel, float[][] sources, float[][] destinations) => RowSubjects.Runners[runner].Run(
            info, info[kernel], [.. sources.Select(source => (ReadOnlyMemory<float>)source)],
                [.. destinations.Select(destination => destination.AsMemory())], x.Length, 0, parameters);
        Run("Forward", inputs, [value]);
        double[] Truth(double[][] at)
            => formula.Value(at[0], at.Length > 1 && at[1].Length == x.Length ? at[1] : [], label);
        double[][] doubles = [.. inputs.Select(input => input.Select(each => (double)each).ToArray())];
        var truth = Truth(doubles);
        // Two rows of which one alone is moved lie far apart: their difference is as large.
        var size = Math.Max(1, truth.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max());
        for (var i = 0; i < value.Length; i++)
            if (!IsNear(truth[i], value[i], 2e-6 * size)) return $"value {i} is {value[i]:R}, expected {truth[i]:R}";

        // Beside an infinite loss nothing is known of its slope.
        if (!isRow && !truth.All(double.IsFinite) || formula.IsKinked && x.Count(value => value == x.Max()) > 1)
            return null;
        var kernel = info["Backward"];
        float[][] gradients = [.. kernel.Destinations.Select(destination
            => new float[destination.Shape == RowShape.PerRow ? 1
            : destination.Shape is RowShape.Element or RowShape.PerColumn ? x.Length : 1])];
        Run("Backward", [.. inputs, dy], gradients);
        var dx = gradients[0];
        double Loss(double step, int column)
        {
            double[][] moved = [[.. doubles[0]], .. doubles.Skip(1)];
            moved[0][column] += step;
            return Truth(moved).Zip(dy, (each, weight) => each * weight).Where(double.IsFinite).Sum();
        }

        for (var i = 0; i < x.Length; i += 1 + x.Length / 16)
        {
            // Of a class at -∞ nothing depends.
            const double H = 1.0 / 256;
            var slope = float.IsInfinity(x[i]) ? 0
                : (8 * (Loss(H, i) - Loss(-H, i)) - (Loss(2 * H, i) - Loss(-2 * H, i))) / (12 * H);
            if (!IsNear(slope, dx[i], (1e-5 + 1e-9 * Math.Abs(offset) / 64) * size))
                return $"gradient {i} is {dx[i]:R}, expected {slope:R}";
        }
        return null;
    }

    static bool IsNear(double expected, float seen, double tolerance)
        => double.IsInfinity(expected) ? seen == (float)expected : double.IsNaN(expected) ? float.IsNaN(seen)
            : Math.Abs(seen - expected) <= tolerance;

    static double Lse(double[] x)
        => x.Max() is var max && double.IsInfinity(max) ? max : max + Math.Log(x.Sum(value => Math.Exp(value - max)));

    static double LseOf(double[] weights, double[] x)
    {
        var max = x.Where((_, i) => weights[i] != 0).DefaultIfEmpty(double.NegativeInfinity).Max();
        return double.IsInfinity(max) ? max
            : max + Math.Log(x.Select((value, i) => weights[i] == 0 ? 0 : weights[i] * Math.Exp(value - max)).Sum());
    }

    static double[] LogP(double[] x)
    {
        var max = x.Max();
        var log = Math.Log(x.Sum(value => Math.Exp(value - max)));
        return [.. x.Select(value => value - max - log)];
    }

    static double[] WeightedP(double[] weights, double[] x)
        => [.. x.Select((value, i) => weights[i] == 0 ? 0 : weights[i] * Math.Exp(value - LseOf(weights, x)))];

    static double[] P(double[] x) => [.. LogP(x).Select(Math.Exp)];

    static double Mean(double[] weights, double[] values)
        => weights.Select((weight, i) => weight == 0 ? 0 : weight * values[i]).Sum();

    static double Entropy(double[] x) => -Mean(P(x), LogP(x));

    static double[] Scaled(double[] x, double by) => [.. x.Select(value => value * by)];

    static double[] Difference(double[] x, double[] y) => [.. x.Select((value, i) => value - y[i])];

    static double[] Squared(double[] y) => [.. y.Select(value => value * value)];

    static double WeightedMeanOf(double[] x, double[] y)
    {
        var max = x.Where((_, i) => y[i] != 0).Max();
        double[] weights = [.. x.Select((value, i) => y[i] == 0 ? 0 : y[i] * y[i] * Math.Exp(value - max))];
        return max + Mean(weights, [.. x.Select(value => value - max)]) / weights.Sum();
    }

    static double JensenShannonOf(double[] p, double[] q)
    {
        double Half(double[] of) => Mean(of, [.. of.Select((value, i) => Math.Log(value / (0.5 * (p[i] + q[i]))))]);
        return 0.5 * (Half(p) + Half(q));
    }
}
