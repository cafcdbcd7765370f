// The one order in which floats are summed, everywhere: of each segment of 4,096 elements, lane l of 64 takes elements l,
// l + 64, …; the lanes are added as a tree, 32, 16, … 1; and the sums of segments in order, compensated (SegmentSum). It depends on nothing but the
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

    /// <summary>What is added of a segment: its values, or their products with others, each rounded.</summary>
    public interface ITerms
    {
        Vector512<float> Wide(nuint i);
        Vector512<float> Wide(Masked512 lanes, nuint i);
        Vector256<float> Half(nuint i);
    }

    public readonly ref struct Values(ref readonly float x) : ITerms
    {
        readonly ref readonly float x = ref x;

        public Vector512<float> Wide(nuint i) => Vector512.LoadUnsafe(in x, i);
        public Vector512<float> Wide(Masked512 lanes, nuint i) => lanes.Load(in x, i);
        public Vector256<float> Half(nuint i) => Vector256.LoadUnsafe(in x, i);
    }

    public readonly ref struct Products(ref readonly float x, ref readonly float y) : ITerms
    {
        readonly ref readonly float x = ref x;
        readonly ref readonly float y = ref y;

        public Vector512<float> Wide(nuint i) => Vector512.LoadUnsafe(in x, i) * Vector512.LoadUnsafe(in y, i);
        public Vector512<float> Wide(Masked512 lanes, nuint i) => lanes.Load(in x, i) * lanes.Load(in y, i);
        public Vector256<float> Half(nuint i) => Vector256.LoadUnsafe(in x, i) * Vector256.LoadUnsafe(in y, i);
    }

    /// <summary>The sum of a segment. Zeros behind its end fill the last lanes: a lane is never -0, so they change nothing.</summary>
    [SkipLocalsInit]
    public static float Of(ref readonly float origin, int count)
    {
        if (Vector512.IsHardwareAccelerated) return Of512(new Values(in origin), count);
        var whole = count & -Lanes;
        Span<float> tail = stackalloc float[Lanes];
        Tail(in origin, whole, count, tail);
        return Of256(new Values(in origin), (nuint)whole, new Values(in tail[0]), whole < count);
    }

    /// <summary>The sum of the products with as many others.</summary>
    [SkipLocalsInit]
    public static float OfProducts(ref readonly float x, ref readonly float y, int count)
    {
        if (Vector512.IsHardwareAccelerated) return Of512(new Products(in x, in y), count);
        var whole = count & -Lanes;
        Span<float> left = stackalloc float[Lanes], right = stackalloc float[Lanes];
        Tail(in x, whole, count, left);
        Tail(in y, whole, count, right);
        return Of256(new Products(in x, in y), (nuint)whole, new Products(in left[0], in right[0]), whole < count);
    }

    /// <summary>What lies behind the last whole lanes, zeros after it.</summary>
    static void Tail(ref readonly float origin, int whole, int count, Span<float> tail)
    {
        if (whole == count) return;
        MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in origin), whole), count - whole).CopyTo(tail);
        tail[(count - whole)..].Clear();
    }

    static float Of512<TTerms>(scoped TTerms terms, int count) where TTerms : struct, ITerms, allows ref struct
    {
        var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var whole = (nuint)(count & -Lanes);
        for (nuint i = 0; i < whole; i += Lanes)
        {
            a += terms.Wide(i);
            b += terms.Wide(i + 16);
            c += terms.Wide(i + 32);
            d += terms.Wide(i + 48);
        }
        return whole < (nuint)count ? End(terms, whole, count - (int)whole, a, b, c, d) : Tree(a, b, c, d);
    }

    // Apart, because a masked load pins, and the loop above would keep its sums in memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static float End<TTerms>(scoped TTerms terms, nuint i, int count, Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
        where TTerms : struct, ITerms, allows ref struct
        => Tree(a + terms.Wide(Mask(count), i), b + terms.Wide(Mask(count - 16), i + 16), c + terms.Wide(Mask(count - 32), i + 32), d + terms.Wide(Mask(count - 48), i + 48));

    /// <summary>The sum of 64 lanes.</summary>
    public static float Tree(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        a = (a + c) + (b + d);
        return Tree(a.GetLower() + a.GetUpper());
    }

    /// <summary>So many lanes of 16, or all, or none.</summary>
    public static Masked512 Mask(int lanes) => new((nuint)Math.Clamp(lanes, 0, 16));

    static float Of256<TTerms>(scoped TTerms terms, nuint whole, scoped TTerms tail, bool hasTail) where TTerms : struct, ITerms, allows ref struct
    {
        var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (e, f, g, h) = (a, b, c, d);
        for (nuint i = 0; i < whole; i += Lanes)
        {
            a += terms.Half(i);
            b += terms.Half(i + 8);
            c += terms.Half(i + 16);
            d += terms.Half(i + 24);
            e += terms.Half(i + 32);
            f += terms.Half(i + 40);
            g += terms.Half(i + 48);
            h += terms.Half(i + 56);
        }
        if (hasTail)
        {
            a += tail.Half(0);
            b += tail.Half(8);
            c += tail.Half(16);
            d += tail.Half(24);
            e += tail.Half(32);
            f += tail.Half(40);
            g += tail.Half(48);
            h += tail.Half(56);
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
