using System.Security.Cryptography;

namespace Kernels.Training.Tests;

/// <summary>Gradients for tests, with seeds of their own.</summary>
static class Gradients
{
    /// <summary>Numbers of both signs over some decades, a few of them 0.</summary>
    public static float[] Of(int length, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.Next(16) == 0 ? 0
            : (float)((2 * random.NextDouble() - 1) * Math.Pow(10, random.Next(-6, 7))))];
    }

    /// <summary>A hash of the bits, by which the processors of different machines compare.</summary>
    public static string Hash(IEnumerable<double> values)
        => Convert.ToHexStringLower(
            SHA256.HashData([.. values.SelectMany(value => BitConverter.GetBytes(value))]))[..16];

    /// <summary>The bits of floats: -0 is not 0, and NaN is itself.</summary>
    public static int[] Bits(ReadOnlySpan<float> values)
    {
        var bits = new int[values.Length];
        for (var i = 0; i < bits.Length; i++) bits[i] = BitConverter.SingleToInt32Bits(values[i]);
        return bits;
    }
}
