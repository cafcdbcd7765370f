// Floats that a kernel meets: dense around the origin, sparse towards the ends, with the special values.
namespace Kernels.Generators.Tests.Driving;

internal static class Samples
{
    /// <summary>300 values in ±20, off the round numbers where people put kinks.</summary>
    public static float[] Moderate { get; } = [.. Enumerable.Range(0, 300).Select(i => (i - 149.7f) * 0.1337f)];

    public static float[] Special { get; } =
    [
        float.NaN, float.NegativeInfinity, float.PositiveInfinity, 0f, -0f, float.Epsilon, -float.Epsilon,
        1e-38f, -1e-38f, 1e-10f, -1e-10f, 1f, -1f, 88.8f, -88.8f, 104f, -104f, 1e4f, -1e4f, 1e19f, -1e19f,
        float.MaxValue, float.MinValue,
    ];

    public static float[] All { get; } = [.. Moderate, .. Special];
}
