namespace Samples.Tests;

/// <summary>Gradients by finite differences.</summary>
static class Slope
{
    /// <summary>
    /// Fails unless a gradient is that of the differences of a loss, number by number: the loss rounds to float, so
    /// the differences are good to three digits.
    /// </summary>
    /// <param name="name">What the failure names.</param>
    /// <param name="x">What the loss depends on; its values are put back.</param>
    public static void Check(string name, Span<float> x, ReadOnlySpan<float> gradient, Func<double> loss)
    {
        const float Step = 1 / 128f;
        for (var i = 0; i < x.Length; i++)
        {
            var before = x[i];
            x[i] = before + Step;
            var above = loss();
            x[i] = before - Step;
            var expected = (above - loss()) / (2 * Step);
            x[i] = before;
            Assert.True(Math.Abs(expected - gradient[i]) <= 2e-3 * (1 + Math.Abs(expected)),
                $"{name}, number {i}: expected {expected}, is {gradient[i]}");
        }
    }

    /// <summary>A loss that weighs every number differently.</summary>
    public static double Weighed(ReadOnlySpan<float> y, ReadOnlySpan<float> weights)
    {
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++) sum += y[i] * (double)weights[i];
        return sum;
    }

    /// <summary>Numbers between -1 and 1.</summary>
    public static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextSingle() - 1)];
    }
}
