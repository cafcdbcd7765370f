// The order of Sums in double precision, of floats, which are widened, or of doubles.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

static class WideSums
{
    public static double Of<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T> => Of(values, default);

    public static double OfProducts<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, INumber<T>
        => Of(x, y);

    /// <param name="factors">As many, or none for the values themselves.</param>
    [SkipLocalsInit]
    static double Of<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> factors) where T : unmanaged, INumber<T>
    {
        Span<double> lanes = stackalloc double[Sums.Lanes];
        var sum = new SegmentSum<double>();
        for (var start = 0; start < values.Length; start += Sums.Segment)
        {
            lanes.Clear();
            var end = Math.Min(start + Sums.Segment, values.Length);
            for (var i = start; i < end; i += Sums.Lanes)
            {
                var count = Math.Min(Sums.Lanes, end - i);
                Add(lanes[..count], values.Slice(i, count), factors.IsEmpty ? default : factors.Slice(i, count));
            }
            sum.Add(Tree(lanes));
        }
        return sum.Value;
    }

    /// <summary>Adds the values, or their products with as many factors, to as many sums.</summary>
    public static void Add<T>(Span<double> lanes, ReadOnlySpan<T> values, ReadOnlySpan<T> factors)
        where T : unmanaged, INumber<T>
    {
        var i = 0;
        for (; i + 4 <= lanes.Length; i += 4)
        {
            var four = Four(values, i);
            if (!factors.IsEmpty) four *= Four(factors, i);
            (Vector256.Create<double>(lanes[i..]) + four).CopyTo(lanes[i..]);
        }
        for (; i < lanes.Length; i++)
            lanes[i] += factors.IsEmpty ? double.CreateTruncating(values[i])
                : double.CreateTruncating(values[i]) * double.CreateTruncating(factors[i]);
    }

    /// <summary>Four values from <paramref name="i"/> on, as doubles.</summary>
    static Vector256<double> Four<T>(ReadOnlySpan<T> values, int i) where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(double)) return Vector256.Create<double>(MemoryMarshal.Cast<T, double>(values)[i..]);
        var floats = Vector128.Create<float>(MemoryMarshal.Cast<T, float>(values)[i..]);
        return Vector256.Create(Vector128.WidenLower(floats), Vector128.WidenUpper(floats));
    }

    /// <summary>The sum of the lanes, 64 or the first 16 of them.</summary>
    public static double Tree(Span<double> lanes)
    {
        for (var half = lanes.Length / 2; half > 0; half /= 2)
            for (var i = 0; i < half; i++) lanes[i] += lanes[i + half];
        return lanes[0];
    }
}
