// The quantile of the normal distribution, of which random weights are made; values by mpmath at 40 digits.
using Kernels.Ir;
using Xunit;

namespace Kernels.Tests.Numbers;

public class NormalQuantileTests
{
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.075, -1.439531470938456)]
    [InlineData(0.025, -1.9599639845400543)]
    [InlineData(0.3, -0.5244005127080408)]
    [InlineData(0.9, 1.2815515655446006)]
    [InlineData(0.9999, 3.7190164854557084)]
    [InlineData(1e-5, -4.264890793922825)]
    [InlineData(1e-12, -7.034483825301132)]
    [InlineData(1.0 / (1L << 53), -8.209536151601387)]
    [InlineData(1e-300, -37.0470962993612)]
    public void A_quantile_is_that_of_the_table(double p, double expected)
        => Assert.Equal(expected, ScalarFunctions.NormalQuantile(p), 2e-15 * Math.Abs(expected));

    /// <summary>
    /// On both sides of the places where one quotient takes over from another, and between. An error of x becomes x
    /// times as large in p, and as many halves of it in the far tail.
    /// </summary>
    [Fact]
    public void The_distribution_takes_a_quantile_back()
    {
        foreach (var p in Enumerable.Range(1, 2000).Select(k => k / 4000.0)
            .Concat(Enumerable.Range(1, 52).Select(k => Math.Pow(2, -k)))
            .Concat([0.075, Math.BitDecrement(0.075), Math.Exp(-25), Math.BitDecrement(Math.Exp(-25))]))
        {
            var x = ScalarFunctions.NormalQuantile(p);
            var back = ScalarFunctions.NormalCdf(x);
            Assert.True(Math.Abs(back - p) <= 1e-15 * (2 + x * x) * p, $"p {p:R}: x {x:R}, and back {back:R}");
        }
    }

    [Fact]
    public void It_is_odd_to_the_bit_and_rises()
    {
        var last = double.NegativeInfinity;
        for (var k = 1; k < 4096; k++)
        {
            var x = ScalarFunctions.NormalQuantile(k / 4096.0);
            Assert.Equal(x, -ScalarFunctions.NormalQuantile(1 - k / 4096.0));
            Assert.True(x > last, $"{k}/4096: {x:R} after {last:R}");
            last = x;
        }
    }

    [Fact]
    public void A_number_of_two_words_is_an_odd_multiple_in_the_open_interval()
    {
        for (var position = 0L; position < 1000; position++)
        {
            var scaled = Philox.LongUniform(7, position) * (1L << 53);
            Assert.InRange(scaled, 1, (1L << 53) - 1);
            Assert.Equal(1, (long)scaled & 1);
        }
    }
}
