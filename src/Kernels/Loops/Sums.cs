// The one order in which floats are summed, everywhere: of each segment of 4,096 elements, lane l of 64 takes elements l,
// l + 64, …; the lanes are added as a tree, 32, 16, … 1; and the sums of segments in order. It depends on nothing but the
// number of elements, so instruction set, alignment, device and thread do not change a bit.
using System.Runtime.CompilerServices;
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
    [SkipLocalsInit]
    public static float Of(ref readonly float origin, int count)
    {
        var whole = (nuint)(count & -Lanes);
        var rest = count - (int)whole;
        Span<float> tail = stackalloc float[Lanes];
        if (rest > 0)
        {
            tail[rest..].Clear();
            MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in origin), whole), rest).CopyTo(tail);
        }
        return Vector512.IsHardwareAccelerated ? Of512(in origin, whole, in tail[0], rest > 0) : Of256(in origin, whole, in tail[0], rest > 0);
    }

    static float Of512(ref readonly float origin, nuint whole, ref readonly float tail, bool hasTail)
    {
        var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        for (var part = 0; part < (hasTail ? 2 : 1); part++)
        {
            ref readonly var from = ref part == 0 ? ref origin : ref tail;
            var end = part == 0 ? whole : Lanes;
            for (nuint i = 0; i < end; i += Lanes)
            {
                a += Vector512.LoadUnsafe(in from, i);
                b += Vector512.LoadUnsafe(in from, i + 16);
                c += Vector512.LoadUnsafe(in from, i + 32);
                d += Vector512.LoadUnsafe(in from, i + 48);
            }
        }
        a = (a + c) + (b + d);
        return Tree(a.GetLower() + a.GetUpper());
    }

    static float Of256(ref readonly float origin, nuint whole, ref readonly float tail, bool hasTail)
    {
        var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (e, f, g, h) = (a, b, c, d);
        for (var part = 0; part < (hasTail ? 2 : 1); part++)
        {
            ref readonly var from = ref part == 0 ? ref origin : ref tail;
            var end = part == 0 ? whole : Lanes;
            for (nuint i = 0; i < end; i += Lanes)
            {
                a += Vector256.LoadUnsafe(in from, i);
                b += Vector256.LoadUnsafe(in from, i + 8);
                c += Vector256.LoadUnsafe(in from, i + 16);
                d += Vector256.LoadUnsafe(in from, i + 24);
                e += Vector256.LoadUnsafe(in from, i + 32);
                f += Vector256.LoadUnsafe(in from, i + 40);
                g += Vector256.LoadUnsafe(in from, i + 48);
                h += Vector256.LoadUnsafe(in from, i + 56);
            }
        }
        (a, b, c, d) = (a + e, b + f, c + g, d + h);
        (a, b) = (a + c, b + d);
        return Tree(a + b);
    }

    static float Tree(Vector256<float> eight)
    {
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3));
        return two[0] + two[1];
    }
}
