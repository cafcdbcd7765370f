// Adaptive gradient clipping, unit by unit, with rows or columns as units.
namespace Kernels.Training.Tests;

public class AdaptiveClipTests
{
    [Fact]
    public void A_unit_is_clipped_to_a_share_of_its_weights()
    {
        // Rows of length 5, 0 (which counts as epsilon) and 13.
        float[] weights = [3, 4, 0, 0, 5, 12], gradient = [30, 40, 3, 4, 0.03f, -0f];
        var clip = Clip.Adaptive(weights, gradient, 2, UnitAxis.Rows, out var clipped, factor: 0.1, epsilon: 1);
        Assert.Equal(2, clipped);
        Assert.Equal(1, clip.Coefficient);
        Assert.Equal([30 * 0.01f, 40 * 0.01f, 3 * 0.02f, 4 * 0.02f, 0.03f, 0], gradient);
        Assert.Equal(Gradients.Bits([0.03f, -0f]), Gradients.Bits(gradient.AsSpan(4)));
    }

    [Theory, InlineData(3, 5), InlineData(200, 70), InlineData(130, 300), InlineData(1, 9), InlineData(9, 1)]
    public void Columns_are_clipped_as_rows_of_the_transposed_matrix_are(int rows, int columns)
    {
        float[] weights = Gradients.Of(rows * columns, 1), gradient = Gradients.Of(rows * columns, 2);
        float[] turnedWeights = Turn(weights, rows, columns), turned = Turn(gradient, rows, columns);
        Clip.Adaptive(weights, gradient, columns, UnitAxis.Columns, out var clipped);
        Clip.Adaptive(turnedWeights, turned, rows, UnitAxis.Rows, out var alsoClipped);
        Assert.Equal(clipped, alsoClipped);
        Assert.InRange(clipped, 1, columns);
        var expected = Turn(turned, columns, rows);
        for (var i = 0; i < gradient.Length; i++)
            Assert.True(Math.Abs(expected[i] - gradient[i]) <= 2e-7f * Math.Abs(expected[i]),
                $"{rows}x{columns} at {i}: expected {expected[i]:R}, actual {gradient[i]:R}.");
    }

    [Fact]
    public void A_gradient_of_zeros_and_weights_of_zeros_stay_zero()
    {
        var gradient = new float[6];
        Clip.Adaptive(new float[6], gradient, 3, UnitAxis.Rows, out var clipped, factor: 0, epsilon: 0);
        Assert.Equal(0, clipped);
        Assert.All(gradient, g => Assert.Equal(0, g));
    }

    [Fact]
    public void A_bias_is_clipped_as_a_whole_or_each_element()
    {
        float[] weights = [3, 4], whole = [30, 40], each = [30, 40];
        Clip.Adaptive(weights, whole, 2, UnitAxis.Rows, out _, factor: 1);
        Clip.Adaptive(weights, each, 1, UnitAxis.Rows, out _, factor: 1);
        Assert.Equal([3, 4], whole.Select(g => MathF.Round(g)));
        Assert.Equal([3, 4], each.Select(g => MathF.Round(g)));
        Clip.Adaptive([0, 5], each, 1, UnitAxis.Rows, out var clipped, factor: 1);
        Assert.Equal(1, clipped);
        Assert.Equal(1e-3f, each[0], 1e-9f);
    }

    [Fact]
    public void Each_policy_does_what_it_says()
    {
        float[] weights = [1, 1, 1, 1], bad = [float.NaN, 1, 1, 1];
        Assert.Throws<NotFiniteNumberException>(() => Clip.Adaptive(weights, bad, 2, UnitAxis.Rows, out _));
        Assert.Equal([float.NaN, 1, 1, 1], bad);

        float[] skipped = [.. bad], zeroed = [.. bad], propagated = [.. bad];
        Assert.True(Clip.Adaptive(weights, skipped, 2, UnitAxis.Rows, out _, nonFinite: NonFinite.Skip).Skip);
        Assert.Equal([0, 0, 0, 0], skipped);
        Assert.Equal(1, Clip.Adaptive(
            weights, zeroed, 2, UnitAxis.Columns, out _, factor: 9, nonFinite: NonFinite.Zero).NonFiniteCount);
        Assert.Equal([0, 1, 1, 1], zeroed);
        Clip.Adaptive(weights, propagated, 2, UnitAxis.Rows, out _, factor: 9, nonFinite: NonFinite.Propagate);
        Assert.Equal([float.NaN, float.NaN, 1, 1], propagated);
    }

    [Fact]
    public void Unequal_lengths_and_broken_rows_are_refused()
    {
        float[] gradient = [30, 40, 50];
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(
            () => Clip.Adaptive(new float[4], gradient, 1, UnitAxis.Rows, out _)).ParamName);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(
            () => Clip.Adaptive(new float[3], gradient, 2, UnitAxis.Rows, out _)).ParamName);
        Assert.Equal("columns", Assert.Throws<ArgumentOutOfRangeException>(
            () => Clip.Adaptive(new float[3], gradient, 0, UnitAxis.Rows, out _)).ParamName);
        Assert.Equal("axis", Assert.Throws<ArgumentOutOfRangeException>(
            () => Clip.Adaptive(new float[3], gradient, 3, (UnitAxis)7, out _)).ParamName);
        Assert.Equal([30, 40, 50], gradient);
    }

    static float[] Turn(float[] matrix, int rows, int columns)
        => [.. from column in Enumerable.Range(0, columns)
               from row in Enumerable.Range(0, rows)
               select matrix[row * columns + column]];
}
