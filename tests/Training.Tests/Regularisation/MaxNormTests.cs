namespace Kernels.Training.Tests;

public class MaxNormTests
{
    [Fact]
    public void Long_units_are_scaled_to_the_limit_and_others_keep_their_bits()
    {
        float[] rows = [3, 4, 0.3f, -0f, 30, 40];
        Assert.Equal(1, Constraint.MaxNorm(rows, 2, UnitAxis.Rows, 5));
        Assert.Equal(Gradients.Bits([3, 4, 0.3f, -0f]), Gradients.Bits(rows.AsSpan(0, 4)));
        Assert.Equal(5, new GradientNorm().Add(rows.AsSpan(4)), 1e-6);
    }

    /// <summary>Keras also shrinks the units that are within.</summary>
    [Theory, InlineData(UnitAxis.Rows), InlineData(UnitAxis.Columns)]
    public void A_second_call_changes_nothing_and_no_unit_is_too_long(UnitAxis axis)
    {
        foreach (var (rows, columns) in ((int, int)[])[(3, 7), (70, 65), (5, 5000), (130, 9)])
            foreach (var limit in (double[])[1, 0.3, 1e-20, 3e-44, 0])
            {
                var weights = Gradients.Of(rows * columns, rows);
                Assert.InRange(Constraint.MaxNorm(weights, columns, axis, limit), 1, rows * columns);
                float[] once = [.. weights];
                Assert.Equal(0, Constraint.MaxNorm(weights, columns, axis, limit));
                Assert.Equal(Gradients.Bits(once), Gradients.Bits(weights));
                var longest = LongestUnit(weights, rows, columns, axis);
                Assert.True(longest <= limit * (1 + 1e-15), $"{rows}x{columns}, {axis}: {longest:R} exceeds {limit}.");
                if (limit > 1e-30) Assert.InRange(longest, limit * (1 - 3e-7), limit * (1 + 1e-15));
            }
    }

    [Fact]
    public void A_unit_that_is_not_finite_stays_as_it_is()
    {
        float[] weights = [float.NaN, 1, float.PositiveInfinity, 1];
        Assert.Equal(0, Constraint.MaxNorm(weights, 2, UnitAxis.Rows, 1));
        Assert.Equal([float.NaN, 1, float.PositiveInfinity, 1], weights);
    }

    [Fact]
    public void No_weights_are_no_units()
        => Assert.Equal(0, Constraint.MaxNorm([], 3, UnitAxis.Columns, 1));

    [Theory, InlineData(-1.0), InlineData(double.NaN)]
    public void A_limit_that_is_none_is_refused(double limit)
        => Assert.Equal("limit", Assert.Throws<ArgumentOutOfRangeException>(
            () => Constraint.MaxNorm([1], 1, UnitAxis.Rows, limit)).ParamName);

    static double LongestUnit(float[] weights, int rows, int columns, UnitAxis axis)
        => Enumerable.Range(0, axis == UnitAxis.Rows ? rows : columns).Max(unit => Math.Sqrt(
            Enumerable.Range(0, axis == UnitAxis.Rows ? columns : rows).Sum(i => Square(
                axis == UnitAxis.Rows ? weights[unit * columns + i] : weights[i * columns + unit]))));

    static double Square(double x) => x * x;
}
