// What is measured of a segment of at most 4,096 elements. Sums follow the one order of Kernels.Loops.Sums, in doubles,
// whichever lanes compute them; counts and extremes are the same in any order.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Kernels.Loops;

namespace Kernels.Training;

/// <param name="Sum">The sum of |g| or g² over the finite elements.</param>
/// <param name="Largest">The largest |g| of the finite elements.</param>
/// <param name="Zeros">How many are 0.</param>
/// <param name="NaNs">How many are NaN.</param>
/// <param name="Infinities">How many are infinite.</param>
/// <param name="First">The index of the first that is not finite, within the segment.</param>
readonly record struct SegmentMeasure(double Sum, float Largest, int Zeros, int NaNs, int Infinities, int First)
{
    /// <summary>Measures a segment with an instruction set.</summary>
    public static SegmentMeasure Of(ReadOnlySpan<float> segment, bool squares, Isa isa)
    {
        var measure = OfFinite(segment, squares, isa);
        // Sums of at most 4,096 terms cannot overflow a double, so this one is finite where all elements are.
        return double.IsFinite(measure.Sum) ? measure : OfOthers(segment, squares, isa);
    }

    static SegmentMeasure OfFinite(ReadOnlySpan<float> segment, bool squares, Isa isa) => isa switch
    {
        Isa.Avx512 => Of<Floats512, Vector512<float>, Vector512<float>, Vector512<int>,
            Doubles512, Vector512<double>, Vector512<double>, Vector512<long>>(segment, squares),
        Isa.Avx2 => Of<Floats256, Vector256<float>, Vector256<float>, Vector256<int>,
            Doubles256, Vector256<double>, Vector256<double>, Vector256<long>>(segment, squares),
        Isa.Vector128 => Of<Floats128, Vector128<float>, Vector128<float>, Vector128<int>,
            Doubles128, Vector128<double>, Vector128<double>, Vector128<long>>(segment, squares),
        _ => Of<Floats1, float, bool, int, Doubles1, double, bool, long>(segment, squares),
    };

    /// <summary>A segment with 0 in place of what is not finite, which is rare and may take its time.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static SegmentMeasure OfOthers(ReadOnlySpan<float> segment, bool squares, Isa isa)
    {
        Span<float> finite = stackalloc float[Sums.Segment];
        finite = finite[..segment.Length];
        segment.CopyTo(finite);
        var (nans, infinities, first) = (0, 0, -1);
        for (var i = 0; i < finite.Length; i++)
        {
            if (float.IsFinite(finite[i])) continue;
            if (float.IsNaN(finite[i])) nans++;
            else infinities++;
            if (first < 0) first = i;
            finite[i] = 0;
        }
        var measure = OfFinite(finite, squares, isa);
        return measure with
        {
            Zeros = measure.Zeros - nans - infinities,
            NaNs = nans,
            Infinities = infinities,
            First = first
        };
    }

    // Extremes first: they read the memory in order, and the sums, which take some lanes after the others, find it in
    // the first cache.
    static SegmentMeasure Of<TFloats, TFloat, TMask, TBits, TDoubles, TDouble, TWideMask, TWideBits>(
        ReadOnlySpan<float> segment, bool squares)
        where TFloats : struct, ILanes<TFloat, TMask, TBits>
        where TDoubles : struct, ILanes<TDouble, TWideMask, TWideBits>
    {
        var (largest, zeros) = NormLoop.Extremes<TFloats, TFloat, TMask, TBits>(segment);
        var sum = squares
            ? NormLoop.Sum<NormLoop.Squares, TDoubles, TDouble, TWideMask, TWideBits>(segment)
            : NormLoop.Sum<NormLoop.Sizes, TDoubles, TDouble, TWideMask, TWideBits>(segment);
        return new(sum, largest, zeros, 0, 0, -1);
    }
}
