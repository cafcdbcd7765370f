// The one order in which floats are summed, everywhere: of each segment of 4,096 elements, lane l of 64 takes elements l,
// l + 64, …; the lanes are added as a tree, 32, 16, … 1; and the sums of segments in order. It depends on nothing but the
// number of elements, so instruction set, alignment, device and thread do not change a bit.
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

static class Sums
{
    /// <summary>Elements whose sum is one term of the whole.</summary>
    public const int Segment = 4096;

    /// <summary>Elements that are added at once.</summary>
    public const int Lanes = 64;

    /// <summary>The sum of a segment. Zeros behind its end fill the last lanes: a lane is never -0, so they change nothing.</summary>
    /// <param name="terms">Room for whole multiples of <see cref="Lanes"/>.</param>
    public static float Of(Span<float> terms, int count)
    {
        terms = terms[..((count + Lanes - 1) & -Lanes)];
        terms[count..].Clear();
        ref var origin = ref MemoryMarshal.GetReference(terms);
        var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (e, f, g, h) = (a, b, c, d);
        for (nuint i = 0; i < (nuint)terms.Length; i += Lanes)
        {
            a += Vector256.LoadUnsafe(ref origin, i);
            b += Vector256.LoadUnsafe(ref origin, i + 8);
            c += Vector256.LoadUnsafe(ref origin, i + 16);
            d += Vector256.LoadUnsafe(ref origin, i + 24);
            e += Vector256.LoadUnsafe(ref origin, i + 32);
            f += Vector256.LoadUnsafe(ref origin, i + 40);
            g += Vector256.LoadUnsafe(ref origin, i + 48);
            h += Vector256.LoadUnsafe(ref origin, i + 56);
        }
        (a, b, c, d) = (a + e, b + f, c + g, d + h);
        (a, b) = (a + c, b + d);
        a += b;
        var four = a.GetLower() + a.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3));
        return two[0] + two[1];
    }
}
