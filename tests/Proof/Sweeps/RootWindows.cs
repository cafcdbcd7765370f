// Where a derivative along one input changes its sign, and the absolute error that is allowed beside such a root. Found
// by the reference: a scan of the line, then bisection down to neighbouring floats. A derivative that oscillates has
// roots without number; it has no windows, and is held to ULP everywhere.
using System.Runtime.Intrinsics;
using Kernels.Verification;

namespace Kernels.Proof;

internal sealed class RootWindows
{
    const int Length = 1 << 10, ScanBlocks = 1 << 6, Most = 8;

    /// <summary>A jump across 0 is no root: beside a root the derivative is small.</summary>
    const double Small = 1e-3;

    readonly Reference reference;
    readonly int input;
    readonly float[][] points;
    readonly double[] centres;

    /// <summary>The largest |derivative| as the input goes from -8 to 8; a pole is no measure.</summary>
    public double Scale { get; }

    public IReadOnlyList<float> Roots { get; }

    RootWindows(ActivationInfo activation, int output, int input, float others)
    {
        this.input = input;
        reference = new(activation, Length, output);
        points = [.. activation.Inputs.Select(_ => Filled(others))];
        Scale = Enumerable.Range(-8, 17).Select(x => Math.Abs(At(x))).Where(double.IsFinite).DefaultIfEmpty().Max();
        var roots = Scan().Where(root => Math.Abs(At(root)) < Small * Scale).Take(Most + 1).ToArray();
        Roots = roots.Length > Most ? [] : roots;
        centres = [.. Roots.Select(root => (double)root)];
    }

    /// <param name="output">0, the value, has no windows; i + 1 is the slope along input i.</param>
    public static RootWindows? Find(ActivationInfo activation, int output, int input, float others)
        => output > 0 && new RootWindows(activation, output, input, others) is { Roots.Count: > 0 } windows
            ? windows
            : null;

    /// <summary>The distance to the nearest root.</summary>
    public double Distance(float x) => Roots.Min(root => Math.Abs((double)x - root));

    /// <summary>Likewise, for eight.</summary>
    public Vector512<double> Distance(Vector512<double> x)
    {
        var least = Vector512.Create(double.PositiveInfinity);
        foreach (var root in centres) least = Vector512.Min(least, Vector512.Abs(x - Vector512.Create(root)));
        return least;
    }

    /// <summary>Whether floats between the two, in any order, may lie in a window.</summary>
    public bool Touches(float from, float to)
        => Roots.Any(root => Math.Min(from, to) <= root + UlpMeasure.RootWindow
            && Math.Max(from, to) >= root - UlpMeasure.RootWindow);

    IEnumerable<float> Scan()
    {
        var (before, value) = (float.NaN, double.NaN);
        for (var block = 0; block < ScanBlocks; block++)
        {
            for (var k = 0; k < Length; k++) points[input][k] = Ordered((block * (long)Length + k) << 16);
            reference.Run(points);
            var (xs, values) = (points[input].ToArray(), reference[0].ToArray());
            for (var k = 0; k < Length; k++)
            {
                if (!float.IsFinite(xs[k]) || double.IsNaN(values[k]) || values[k] == 0) continue;
                if (Math.Sign(values[k]) * value < 0) yield return Bisect(before, xs[k], Math.Sign(value));
                (before, value) = (xs[k], Math.Sign(values[k]));
            }
        }
    }

    float Bisect(float low, float high, int signOfLow)
    {
        while (true)
        {
            var middle = Ordered((Place(low) + Place(high)) / 2);
            if (middle == low || middle == high) return low;
            if (At(middle) * signOfLow > 0) low = middle; else high = middle;
        }
    }

    double At(float x)
    {
        points[input][0] = x;
        reference.Run(points);
        return reference[0][0];
    }

    /// <summary>The floats from -NaN to NaN in order: place 0 to 2³² - 1.</summary>
    static float Ordered(long place)
        => BitConverter.UInt32BitsToSingle(place < 1L << 31 ? ~(uint)place : (uint)place & 0x7FFFFFFF);

    static long Place(float x)
    {
        var bits = BitConverter.SingleToUInt32Bits(x);
        return bits >> 31 == 1 ? ~bits : bits | 1L << 31;
    }

    static float[] Filled(float value)
    {
        var values = new float[Length];
        Array.Fill(values, value);
        return values;
    }
}
