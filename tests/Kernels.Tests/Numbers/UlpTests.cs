using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Numbers;

public class UlpTests
{
    [Fact]
    public void A_unit_is_the_distance_to_the_next_float()
    {
        foreach (var x in Samples.Stratified(5000).Select(Math.Abs).Where(x => x < float.MaxValue))
        {
            Assert.Equal((double)MathF.BitIncrement(x) - x, Ulp.Unit(x));
            Assert.Equal(1, Ulp.Error(MathF.BitIncrement(x), x));
            Assert.Equal(1, Ulp.Error(MathF.BitIncrement(x), BigFloat.From(x, 64)));
        }
    }

    [Fact]
    public void Infinity_is_one_unit_beyond_the_largest_float()
    {
        Assert.Equal(1, Ulp.Error(float.PositiveInfinity, float.MaxValue));
        Assert.Equal(1, Ulp.Error(float.PositiveInfinity, BigFloat.From(float.MaxValue, 64)));
        Assert.Equal(0, Ulp.Error(float.PositiveInfinity, 1e300));
        Assert.Equal(0, Ulp.Error(float.NegativeInfinity, BigFloat.From(-1e300, 64)));
        Assert.Equal(1, Ulp.Error(float.MaxValue, double.PositiveInfinity));
    }

    [Fact]
    public void NaN_is_near_NaN_only()
    {
        Assert.Equal(0, Ulp.Error(float.NaN, double.NaN));
        Assert.Equal(double.PositiveInfinity, Ulp.Error(float.NaN, 1.0));
        Assert.Equal(double.PositiveInfinity, Ulp.Error(1, double.NaN));
        Assert.Equal(double.PositiveInfinity, Ulp.Error(float.NaN, BigFloat.From(1, 64)));
    }

    [Fact]
    public void The_unit_is_constant_below_the_normal_range()
    {
        Assert.Equal(0.5, Ulp.Error(0, Math.ScaleB(1, -150)));
        Assert.Equal(0.5, Ulp.Error(0, BigFloat.From(Math.ScaleB(1, -150), 64)));
        Assert.Equal(0.25, Ulp.Error(float.Epsilon, 0.75 * float.Epsilon));
    }
}
