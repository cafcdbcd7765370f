// The order of Sums in double precision: floats are widened, and only the sums round.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

static class WideSums
{
    public static double Of(ReadOnlySpan<float> values) => Of(values, default);

    public static double OfProducts(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Of(x, y);

    /// <param name="factors">As many, or none for the values themselves.</param>
    [SkipLocalsInit]
    static double Of(ReadOnlySpan<float> values, ReadOnlySpan<float> factors)
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

    static void Add(Span<double> lanes, ReadOnlySpan<float> values, ReadOnlySpan<float> factors)
    {
        var i = 0;
        for (; i + 8 <= lanes.Length; i += 8)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(values[i..]));
            if (!factors.IsEmpty)
            {
                var (lowFactors, highFactors) = Vector256.Widen(Vector256.Create(factors[i..]));
                (low, high) = (low * lowFactors, high * highFactors);
            }
            (Vector256.Create<double>(lanes[i..]) + low).CopyTo(lanes[i..]);
            (Vector256.Create<double>(lanes[(i + 4)..]) + high).CopyTo(lanes[(i + 4)..]);
        }
        for (; i < lanes.Length; i++) lanes[i] += factors.IsEmpty ? values[i] : (double)values[i] * factors[i];
    }

    static double Tree(Span<double> lanes)
    {
        for (var half = Sums.Lanes / 2; half > 0; half /= 2)
            for (var i = 0; i < half; i++) lanes[i] += lanes[i + half];
        return lanes[0];
    }
}
