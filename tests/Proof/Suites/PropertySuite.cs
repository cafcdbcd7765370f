// What a function is by its nature, on floats: order, symmetry, bounds.
// Each property is asked of runs of adjacent floats.
namespace Kernels.Proof;

/// <summary>Properties of the first output of a kernel of one input.</summary>
public static class PropertySuite
{
    const int Run = 1 << 12, Starts = 1 << 8;

    /// <summary>Where the kernel falls as its argument rises.</summary>
    public static IEnumerable<string> Rises(Case subject)
    {
        foreach (var points in Runs())
        {
            var values = subject.Run([points])[0];
            for (var i = 1; i < points.Length; i++)
                if (!(values[i - 1] <= values[i]))
                    yield return $"{subject} falls from {Text(values[i - 1])} at {Text(points[i - 1])} "
                        + $"to {Text(values[i])} at {Text(points[i])}";
        }
    }

    /// <summary>Where a relation of x, f(x) and f(-x) does not hold.</summary>
    public static IEnumerable<string> Holds(Case subject, Func<float, float, float, bool> relation)
    {
        foreach (var points in Runs())
        {
            var (values, opposite) = (subject.Run([points])[0], subject.Run([[.. points.Select(x => -x)]])[0]);
            for (var i = 0; i < points.Length; i++)
                if (!relation(points[i], values[i], opposite[i]))
                    yield return $"{subject} at ±{Text(points[i])}: {Text(values[i])} and {Text(opposite[i])}";
        }
    }

    /// <summary>
    /// Adjacent floats in rising order: everywhere around the thresholds of algorithms, where range reductions change
    /// their integer, and from starts in every binade. Longer runs where functions bend most.
    /// </summary>
    static IEnumerable<float[]> Runs()
    {
        var reductions = from k in Enumerable.Range(-300, 601) select (float)(k * Math.Log(2) / 2);
        float[] thresholds =
            [0.25f, 0.5f, 0.6931472f, 1, 2, 3, 6, 8, 9.02f, 10, 16, 17.3f, 32, 88.37626f, 88.72284f, 103.97208f];
        var random = new Random(20251123);
        var strata = from i in Enumerable.Range(0, Starts)
                     select MathF.ScaleB(1 + random.NextSingle(), i / 2 % 40 - 34) * (i % 2 == 0 ? 1 : -1);
        foreach (var centre in reductions) yield return Adjacent(centre, Run / 16);
        foreach (var centre in thresholds.SelectMany(x => (float[])[x, -x])) yield return Adjacent(centre, Run);
        foreach (var centre in strata) yield return Adjacent(centre, Run);
        yield return [float.NegativeInfinity, float.MinValue, -1e30f, -1e4f, -float.Epsilon, 0, float.Epsilon, 1e4f,
            1e30f, float.MaxValue, float.PositiveInfinity];
    }

    static float[] Adjacent(float centre, int count)
    {
        var bits = BitConverter.SingleToInt32Bits(MathF.Abs(centre));
        var run = Enumerable.Range(Math.Max(0, bits - count / 2), count).Select(BitConverter.Int32BitsToSingle);
        return centre < 0 ? [.. run.Select(x => -x).Reverse()] : [.. run];
    }

    static string Text(float x) => FormattableString.Invariant($"{x:R} (0x{BitConverter.SingleToUInt32Bits(x):X8})");
}
