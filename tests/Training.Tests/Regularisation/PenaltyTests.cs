// Penalties: their values, their gradients, and proximal steps against the minimum that they stand for.
using Kernels.Rows;

namespace Kernels.Training.Tests;

public class PenaltyTests
{
    [Fact]
    public void The_values_are_those_of_the_formulas()
    {
        float[] weights = [3, -4, 0];
        Assert.Equal(0.7, Penalty.L1(weights, 0.1), 1e-15);
        Assert.Equal(1.25, Penalty.L2(weights, 0.1), 1e-15);
        Assert.Equal(2.5, Penalty.L2WithoutHalf(weights, 0.1), 1e-15);
        Assert.Equal(0.7 + 1.25, Penalty.ElasticNet(weights, 0.1, 0.1), 1e-15);
        Assert.Equal(0, Penalty.L1([], 1));
        Assert.Equal(double.NaN, Penalty.L2([float.NaN], 1));
    }

    [Fact]
    public void A_gradient_is_the_slope_of_the_value()
    {
        float[] weights = [0.5f, -0.25f, 2, -3];
        var gradient = new float[4];
        Penalty.AddGradient(weights, gradient, l1: 0.125, l2: 0.5);
        for (var i = 0; i < weights.Length; i++)
        {
            float[] up = [.. weights], down = [.. weights];
            up[i] += 1 / 1024f;
            down[i] -= 1 / 1024f;
            var slope = (Penalty.ElasticNet(up, 0.125, 0.5) - Penalty.ElasticNet(down, 0.125, 0.5)) * 512;
            Assert.Equal(slope, gradient[i], 1e-6);
        }
    }

    [Fact]
    public void A_gradient_is_added_to_and_the_sign_of_zero_is_zero()
    {
        float[] gradient = [1, 1, 1, 1, 1];
        Penalty.AddGradient([2, -2, 0, -0f, float.NaN], gradient, l1: 0.5, l2: 0.25);
        Assert.Equal([2, 0, 1, 1, float.NaN], gradient);
    }

    [Fact]
    public void A_proximal_step_gives_exact_zeros_and_keeps_NaN()
    {
        float[] weights = [1, -1, 0.05f, -0.05f, 0.1f, -0.1f, -0f, float.NaN, float.PositiveInfinity];
        Penalty.Proximal(weights, rate: 0.1, l1: 1);
        Assert.Equal(Gradients.Bits([0.9f, -0.9f, 0, 0, 0, 0, 0, float.NaN, float.PositiveInfinity]),
            Gradients.Bits(weights));
    }

    /// <summary>prox(u) minimises ½(w - u)² + rate·(l1·|w| + l2·½·w²).</summary>
    [Theory, InlineData(0.3, 0.0), InlineData(0.0, 0.7), InlineData(0.2, 0.5)]
    public void A_proximal_step_is_the_minimum_that_it_stands_for(double l1, double l2)
    {
        const double Rate = 0.5;
        foreach (var start in Gradients.Of(200).Where(g => Math.Abs(g) is > 1e-3f and < 10))
        {
            float[] weight = [start];
            Penalty.Proximal(weight, Rate, l1, l2);
            var least = Cost(weight[0]);
            foreach (var other in (double[])[-1e-3, 1e-3])
                Assert.True(Cost(weight[0] + other) > least, $"l1 {l1}, l2 {l2}: {start:R} became {weight[0]:R}.");

            double Cost(double w) => 0.5 * (w - start) * (w - start) + Rate * (l1 * Math.Abs(w) + l2 / 2 * w * w);
        }
    }

    [Fact]
    public void A_group_is_shortened_or_becomes_zero()
    {
        float[] rows = [3, 4, 0.3f, -0.4f, 0, 0];
        Assert.Equal(2, Penalty.GroupProximal(rows, 2, UnitAxis.Rows, rate: 0.5, group: 2));
        Assert.Equal(Gradients.Bits([3 * 0.8f, 4 * 0.8f, 0, 0, 0, 0]), Gradients.Bits(rows));
        float[] columns = [3, 0.3f, 4, -0.4f];
        Assert.Equal(1, Penalty.GroupProximal(columns, 2, UnitAxis.Columns, rate: 0.5, group: 2));
        Assert.Equal(Gradients.Bits([3 * 0.8f, 0, 4 * 0.8f, 0]), Gradients.Bits(columns));
    }

    [Fact]
    public void A_group_of_zeros_without_a_penalty_and_one_with_NaN_are_what_they_are()
    {
        float[] rows = [0, -0f, float.NaN, 1];
        Penalty.GroupProximal(rows, 2, UnitAxis.Rows, rate: 1, group: 0);
        Assert.Equal([0, 0, float.NaN, float.NaN], rows);
    }

    [Theory, InlineData(-1.0), InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void A_strength_that_is_none_is_refused_before_anything_is_written(double strength)
    {
        float[] weights = [3, 4], gradient = [1, 2];
        Throws("l1", () => Penalty.L1(weights, strength));
        Throws("l2", () => Penalty.L2(weights, strength));
        Throws("l2", () => Penalty.ElasticNet(weights, 1, strength));
        Throws("l1", () => Penalty.AddGradient(weights, gradient, l1: strength));
        Throws("rate", () => Penalty.Proximal(weights, strength, 1));
        Throws("l2", () => Penalty.Proximal(weights, 1, 1, strength));
        Throws("group", () => Penalty.GroupProximal(weights, 2, UnitAxis.Rows, 1, strength));
        Assert.Equal([3, 4, 1, 2], [.. weights, .. gradient]);

        static void Throws(string name, Action call)
            => Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(call).ParamName);
    }

    [Fact]
    public void Unequal_lengths_are_refused()
        => Assert.Throws<ArgumentException>(() => Penalty.AddGradient(new float[3], new float[2], 1));

    [Fact]
    public void Centralised_gradients_have_the_mean_zero()
    {
        float[] gradient = [1, 2, 6, -1, -1, -1];
        CentraliseGradient.Forward(gradient, gradient, columns: 3);
        Assert.Equal([-2, -1, 3, 0, 0, 0], gradient);
    }

    [Fact]
    public void Standardised_gradients_have_the_variance_one_however_small_they_are()
    {
        float[] gradient = [1e-5f, 3e-5f, 2, 2], expected = [-1, 1, 0, 0];
        StandardiseGradient.Forward(gradient, gradient, columns: 2);
        for (var i = 0; i < 4; i++) Assert.Equal(expected[i], gradient[i], 2e-3f);
    }
}
