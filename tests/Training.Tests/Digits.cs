namespace Kernels.Training.Tests;

/// <summary>Comparison with a printed number.</summary>
static class Digits
{
    /// <summary>Half a unit of the last of that many digits of the expected number, or of 1 where that is 0.</summary>
    public static void Same(double expected, double actual, int digits, string of)
    {
        var size = expected == 0 ? 0 : Math.Floor(Math.Log10(Math.Abs(expected))) + 1;
        Assert.True(Math.Abs(actual - expected) <= 0.51 * Math.Pow(10, size - digits),
            $"{of}: expected {expected:R}, is {actual:R}");
    }
}
