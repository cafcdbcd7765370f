namespace Kernels.Training.Tests;

public class FanModeTests
{
    [Fact]
    public void There_are_three_fans() => Assert.Equal(3, Enum.GetValues<FanMode>().Length);
}
