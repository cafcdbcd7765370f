// Inputs that reach every part of the floats: specials, both signs of every binade, and random bits from a fixed seed.
namespace Kernels.Gpu.Tests;

static class Samples
{
    const int Seed = 20261123;

    static readonly float[] Special =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1.1754942e-38f, -1.1754942e-38f, 1.17549435e-38f, -1.17549435e-38f,
        float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1f, -1f, 0.5f, -0.5f,
        3f, -3f, 6f, 88.72284f, -88.72284f, -103.97208f,
    ];

    /// <summary>
    /// The same values for the same arguments; <paramref name="stream"/> tells operands apart,
    /// so specials meet ordinary values too.
    /// </summary>
    public static float[] Of(int count, int stream)
    {
        var random = new Random(Seed + stream);
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = ((i + 3 * stream) % 8) switch
            {
                0 => Special[(i / 8 * (2 * stream + 1)) % Special.Length],
                1 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
                2 => MathF.ScaleB(random.NextSingle() + 1, i % 277 - 149) * (random.Next(2) * 2 - 1),
                _ => (random.NextSingle() - 0.5f) * 24,
            };
        return values;
    }
}
