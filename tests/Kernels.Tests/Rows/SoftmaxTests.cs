// Softmax element by element: within 4 + |x - max|/2 ULP, for logits that are products too; rows sum to 1
// within 2 ULP·√columns. And what becomes of rows that leave the numbers.
using Kernels.Proof;
using Kernels.Rows;
using Kernels.Tests.Definitions;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Rows;

public class SoftmaxTests
{
    const float Infinity = float.PositiveInfinity, NaN = float.NaN;

    const double PerDistance = 0.5;

    static readonly double Epsilon = Math.ScaleB(1, -23);

    public static TheoryData<string> Runners => [.. RowSubjects.Runners.Keys];

    public static TheoryData<string, int, int> Shapes
    {
        get
        {
            var data = new TheoryData<string, int, int>();
            foreach (var runner in RowSubjects.Runners.Keys)
                foreach (var (rows, columns) in ((int, int)[])[(1, 1), (1, 3), (7, 17), (16, 64), (3, 1000)])
                    data.Add(runner, rows, columns);
            foreach (var (rows, columns) in Extent.Of(((int, int)[])[(65536, 16), (8, 128256)], nameof(Shapes), 2))
                data.Add(RowSubjects.Runners.Keys.First(), rows, columns);
            return data;
        }
    }

    /// <summary>Normal logits, wide ones, and rows as far apart as exponents reach.</summary>
    [Theory, MemberData(nameof(Shapes))]
    public void Each_element_is_within_its_bound(string runner, int rows, int columns)
    {
        var random = new Random(61);
        var x = new float[rows * columns];
        for (var i = 0; i < x.Length; i++) x[i] = (float)((random.NextDouble() - 0.5) * Spread(i / columns));
        Judge(Softmax.Info, runner, x, columns, ulps: 4, perDistance: PerDistance);
        Judge(HighSoftmax.Info, runner, x, columns, ulps: 1, perDistance: 0);
        foreach (var scale in (float[])[0.125f, 1 / 3f, -7.3f, 300])
            Judge(ScaledSoftmax.Info, runner, x, columns, ulps: 4, PerDistance, scale);
        float[] lengths = [.. Enumerable.Range(0, rows).Select(_ => (float)random.Next(1, columns + 1))],
            mask = [.. x.Select((_, i) => i % 5 == 4 && columns > 4 ? -Infinity : (float)(random.NextDouble() * -9))];
        foreach (var scale in (float[])[1 / 3f, -7.3f])
        {
            Judge(CausalSoftmax.Info, runner, x, columns, ulps: 4, PerDistance, scale, lengths,
                i => i % columns < lengths[i / columns] ? 0 : double.NegativeInfinity);
            Judge(MaskedSoftmax.Info, runner, x, columns, ulps: 4, PerDistance, scale, mask, i => mask[i]);
        }
    }

    /// <summary>One logit that outweighs all others together, each of which would round the sum.</summary>
    [Theory, MemberData(nameof(Runners))]
    public void Small_terms_beside_a_large_one_are_not_lost(string runner)
    {
        var random = new Random(67);
        foreach (var columns in (int[])[5, 16, 48, 64, 70, 257, 1000, 4096, 20_001])
            for (var row = 0; row < 20; row++)
            {
                float[] x = [.. Enumerable.Range(0, columns)
                    .Select(_ => (float)(random.NextDouble() * 3 - 5 - Math.Log(columns)))];
                x[random.Next(columns)] = (float)random.NextDouble();
                Judge(Softmax.Info, runner, x, columns, ulps: 4, PerDistance);
            }
    }

    static double Spread(int row) => (row % 3) switch { 0 => 6, 1 => 40, _ => 180 };

    [Theory, MemberData(nameof(Runners))]
    public void Logits_of_any_size_are_right(string runner)
    {
        float[] tenThousand = [1e4f, -1e4f, 9999.5f, 0, 9998];
        Judge(Softmax.Info, runner, tenThousand, 5, ulps: 4, PerDistance);
        Judge(Softmax.Info, runner, [.. tenThousand.Select(x => -x)], 5, ulps: 4, PerDistance);
        Assert.Equal([0.5f, 0, 0.5f], Forward(Softmax.Info, runner, [1e38f, -1e38f, 1e38f]));
        Assert.Equal([0, 1, 0], Forward(Softmax.Info, runner, [-1e38f, 1, -3e38f]));
        Assert.Equal([1, 0], Forward(Softmax.Info, runner, [float.MaxValue, -float.MaxValue]));
        foreach (var equal in (float[])[0, -0f, 1, -1e4f, 1e38f, float.MaxValue, -float.MaxValue, float.Epsilon])
            foreach (var columns in (int[])[1, 2, 3, 7, 16, 17, 100])
                Assert.All(Forward(Softmax.Info, runner, [.. Enumerable.Repeat(equal, columns)]),
                    y => Assert.Equal(1f / columns, y));
    }

    [Theory, MemberData(nameof(Runners))]
    public void A_logit_of_minus_infinity_is_left_out(string runner)
    {
        Assert.Equal([0, 0.5f, 0, 0.5f], Forward(Softmax.Info, runner, [-Infinity, 3, -Infinity, 3]));
        Assert.Equal([-Infinity, (float)-Math.Log(2), -Infinity, (float)-Math.Log(2)],
            Forward(NaiveLogSoftmax.Info, runner, [-Infinity, 3, -Infinity, 3]));
        Assert.Equal(3, Forward(NaiveLogSumExp.Info, runner, [-Infinity, 3, -Infinity]).Single());
    }

    /// <summary>As in PyTorch: no distribution, no number.</summary>
    [Theory, MemberData(nameof(Runners))]
    public void Rows_without_a_distribution_are_NaN(string runner)
    {
        foreach (var columns in (int[])[1, 2, 7, 8, 15, 16, 17, 33, 70])
            for (var at = 0; at < columns; at++)
            {
                var row = Enumerable.Range(0, columns).Select(i => i * 0.25f).ToArray();
                foreach (var wrong in (float[])[NaN, Infinity])
                {
                    row[at] = wrong;
                    Assert.All(Forward(Softmax.Info, runner, row),
                        y => Assert.True(float.IsNaN(y), $"{wrong} at {at} of {columns}"));
                    Assert.Equal(wrong, Forward(NaiveLogSumExp.Info, runner, row).Single());
                }
            }
        foreach (var columns in (int[])[1, 3, 16, 40])
        {
            float[] nothing = [.. Enumerable.Repeat(-Infinity, columns)];
            Assert.All(Forward(Softmax.Info, runner, nothing), y => Assert.Equal(NaN, y));
            Assert.All(Forward(NaiveLogSoftmax.Info, runner, nothing), y => Assert.Equal(NaN, y));
            Assert.Equal(-Infinity, Forward(NaiveLogSumExp.Info, runner, nothing).Single());
        }
    }

    /// <summary>A row knows nothing of its neighbours.</summary>
    [Theory, MemberData(nameof(Runners))]
    public void A_row_with_NaN_or_infinity_affects_no_other_row(string runner)
    {
        float[] right = [1, 2, 3], x = [.. right, NaN, 0, 0, .. right, Infinity, 1, 1, .. right];
        var expected = Forward(Softmax.Info, runner, right);
        var actual = Forward(Softmax.Info, runner, x, 3);
        foreach (var row in (int[])[0, 2, 4]) Assert.Equal(expected, actual[(3 * row)..(3 * row + 3)]);
        foreach (var row in (int[])[1, 3]) Assert.All(actual[(3 * row)..(3 * row + 3)], y => Assert.Equal(NaN, y));
    }

    [Theory, MemberData(nameof(Runners))]
    public void An_extreme_shares_its_gradient_among_the_columns_that_have_it(string runner)
    {
        float[] x = [3, 1, 3, 1, 2, 3, 1, 3], dx = new float[8];
        RowSubjects.Runners[runner].Run(RangeOfRow.Info, RangeOfRow.Info["Backward"],
            [x, new float[] { 6 }], [dx], 8, 0, []);
        Assert.Equal([1.5f, -2, 1.5f, -2, 0, 1.5f, -2, 1.5f], dx);
    }

    [Theory, MemberData(nameof(Runners))]
    public void A_row_of_equal_values_is_normalised_to_its_bias(string runner)
    {
        foreach (var equal in (float[])[0, 1, -3, 1024])
        {
            float[] x = [equal, equal, equal, equal], weight = [1, 2, 3, 4], bias = [5, 6, 7, 8], y = new float[4];
            RowSubjects.Runners[runner].Run(LayerNorm.Info, LayerNorm.Info["Forward"],
                [x, weight, bias], [y], 4, 0, [1e-5f]);
            Assert.Equal(bias, y);
        }
    }

    /// <param name="perDistance">ULP allowed beside <paramref name="ulps"/>, times |x - max|.</param>
    /// <param name="mask">A second input, and what is added to a logit for it.</param>
    static void Judge(RowInfo definition, string runner, float[] x, int columns, int ulps, double perDistance,
        float scale = 1, float[]? mask = null, Func<int, double>? added = null)
    {
        var y = Forward(definition, runner, x, columns, scale, mask);
        for (var start = 0; start < x.Length; start += columns)
        {
            var (max, sum, total) = (double.NegativeInfinity, 0.0, 0.0);
            double Logit(int i) => (double)scale * x[i] + (added?.Invoke(i) ?? 0);
            for (var i = start; i < start + columns; i++) max = Math.Max(max, Logit(i));
            for (var i = start; i < start + columns; i++) sum += Math.Exp(Logit(i) - max);
            for (var i = start; i < start + columns; i++)
            {
                var (distance, truth) = (max - Logit(i), Math.Exp(Logit(i) - max) / sum);
                Assert.True(Math.Abs(y[i] - truth) <= (ulps + perDistance * distance) * Ulp.Unit(truth),
                    $"{definition.Name} on {runner}, row {start / columns} of {columns} columns: {y[i]:R} "
                        + $"at max - x = {distance:R} is {Ulp.Error(y[i], truth):0.00} ULP off.");
                total += y[i];
            }
            Assert.True(Math.Abs(total - 1) <= 2 * Epsilon * Math.Sqrt(columns),
                $"{runner}: row {start / columns} of {columns} columns sums to {total:R}.");
        }
    }

    /// <param name="scale">The hyperparameter of a definition that has one.</param>
    static float[] Forward(
        RowInfo definition, string runner, float[] x, int columns = 0, float scale = 1, float[]? mask = null)
    {
        if (columns == 0) columns = x.Length;
        var y = new float[definition.Value == RowShape.PerRow ? x.Length / columns : x.Length];
        RowSubjects.Runners[runner].Run(definition, definition["Forward"], mask is null ? [x] : [x, mask], [y], columns,
            0, [.. definition.Parameters.Select(_ => scale)]);
        return y;
    }
}
