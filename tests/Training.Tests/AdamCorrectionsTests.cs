namespace Kernels.Training.Tests;

public class AdamCorrectionsTests
{
    [Fact]
    public void The_first_corrections_keep_all_digits()
    {
        Assert.Equal(new AdamCorrections(0.1f, 0.001f), AdamCorrections.At(1));
        Assert.Equal(new AdamCorrections(0.19f, 0.001999f), AdamCorrections.At(2));
        Assert.Equal(new AdamCorrections(0.271f, 0.002997001f), AdamCorrections.At(3));
        // The float beside 1 is 2⁻²⁴ from it: three steps are 3·2⁻²⁴ - 3·2⁻⁴⁸ + 2⁻⁷².
        var beta = MathF.BitDecrement(1);
        Assert.Equal((float)(3 * Math.ScaleB(1, -24) - 3 * Math.ScaleB(1, -48)), AdamCorrections.At(3, beta).Mean);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(0.95f)]
    [InlineData(0.9999f)]
    public void Each_correction_is_the_float_beside_the_truth(float beta)
    {
        foreach (var t in (long[])[1, 2, 3, 7, 10, 100, 999, 12_345, 1_000_000, long.MaxValue])
        {
            // (1 - β)·(1 + β + … ) would be too long a sum: the complement of a logarithm is exact enough here.
            var truth = -KernelMath.ExpM1(t * KernelMath.Log1P(-(1 - (double)beta)));
            var actual = AdamCorrections.At(t, beta).Mean;
            Assert.True(Math.Abs(actual - truth) <= truth * 6e-8, $"β = {beta}, t = {t}: {actual:R}, not {truth:R}");
        }
    }

    [Fact]
    public void A_beta_of_zero_needs_no_correction()
        => Assert.Equal(new AdamCorrections(1, 1), AdamCorrections.At(5, 0, 0));

    [Fact]
    public void What_is_no_step_throws()
    {
        foreach (var t in (long[])[0, -1, long.MinValue])
            Assert.Equal("t", Assert.Throws<ArgumentOutOfRangeException>(() => AdamCorrections.At(t)).ParamName);
        foreach (var beta in (float[])[1, -0.1f, float.NaN])
        {
            Assert.Equal("beta1",
                Assert.Throws<ArgumentOutOfRangeException>(() => AdamCorrections.At(1, beta)).ParamName);
            Assert.Equal("beta2",
                Assert.Throws<ArgumentOutOfRangeException>(() => AdamCorrections.At(1, 0.9f, beta)).ParamName);
        }
    }
}
