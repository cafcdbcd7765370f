// The one order in which floats are summed, everywhere. Within a segment of 4,096 elements, lane l of 64 adds elements
// l, l + 64, …; then the lanes are added as a tree, 32 apart, 16 apart, … 1 apart; and the sums of segments are added
// in order, compensated (SegmentSum). The order depends on nothing but the number of elements, so instruction set,
// alignment, device and thread do not change a bit. Lanes behind the end of a row hold 0: a lane starts at 0 and so is
// never -0, which makes adding 0 change nothing.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

static class Sums
{
    /// <summary>Elements whose sum is one term of the whole.</summary>
    public const int Segment = 4096;

    /// <summary>Elements that are added at once.</summary>
    public const int Lanes = 64;

    /// <summary>
    /// What is added for each element. Under a mask, the terms of lanes that are not there must be 0.
    /// </summary>
    public interface ITerms
    {
        Vector512<float> Wide(nuint i);
        Vector512<float> Wide(Masked512 lanes, nuint i);
        Vector256<float> Half(nuint i);
        Vector256<float> Half(Masked256 lanes, nuint i);
    }

    public readonly ref struct Values(ref readonly float x) : ITerms
    {
        readonly ref readonly float x = ref x;

        public Vector512<float> Wide(nuint i) => Vector512.LoadUnsafe(in x, i);
        public Vector512<float> Wide(Masked512 lanes, nuint i) => lanes.Load(in x, i);
        public Vector256<float> Half(nuint i) => Vector256.LoadUnsafe(in x, i);
        public Vector256<float> Half(Masked256 lanes, nuint i) => lanes.Load(in x, i);
    }

    /// <summary>The products with as many others, each rounded.</summary>
    public readonly ref struct Products(ref readonly float x, ref readonly float y) : ITerms
    {
        readonly ref readonly float x = ref x;
        readonly ref readonly float y = ref y;

        public Vector512<float> Wide(nuint i) => Vector512.LoadUnsafe(in x, i) * Vector512.LoadUnsafe(in y, i);
        public Vector512<float> Wide(Masked512 lanes, nuint i) => lanes.Load(in x, i) * lanes.Load(in y, i);
        public Vector256<float> Half(nuint i) => Vector256.LoadUnsafe(in x, i) * Vector256.LoadUnsafe(in y, i);
        public Vector256<float> Half(Masked256 lanes, nuint i) => lanes.Load(in x, i) * lanes.Load(in y, i);
    }

    /// <summary>The sum of a segment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(ref readonly float origin, int count) => Of(new Values(in origin), count);

    /// <summary>The sum of the products of a segment with as many others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OfProducts(ref readonly float x, ref readonly float y, int count)
        => Of(new Products(in x, in y), count);

    /// <summary>The sum of the terms of a segment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of<TTerms>(scoped TTerms terms, int count) where TTerms : struct, ITerms, allows ref struct
        => Vector512.IsHardwareAccelerated ? Of512(terms, count) : Of256(terms, count);

    // Inlined where rows are summed one after the other: of a row of some hundred columns a call is a good part.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
        return whole < (nuint)count ? End512(terms, whole, count - (int)whole, a, b, c, d) : Tree(a, b, c, d);
    }

    // Apart, because a masked load pins, and the loop above would keep its sums in memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static float End512<TTerms>(
        scoped TTerms terms, nuint i, int count,
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
        where TTerms : struct, ITerms, allows ref struct
    {
        a += terms.Wide(Mask(count), i);
        b += terms.Wide(Mask(count - 16), i + 16);
        c += terms.Wide(Mask(count - 32), i + 32);
        d += terms.Wide(Mask(count - 48), i + 48);
        return Tree(a, b, c, d);
    }

    /// <summary>The sum of 64 lanes.</summary>
    public static float Tree(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        a = (a + c) + (b + d);
        return Tree(a.GetLower() + a.GetUpper());
    }

    /// <summary>So many lanes of 16, or all, or none.</summary>
    public static Masked512 Mask(int lanes) => new((nuint)Math.Clamp(lanes, 0, 16));

    static float Of256<TTerms>(scoped TTerms terms, int count) where TTerms : struct, ITerms, allows ref struct
    {
        var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (e, f, g, h) = (a, b, c, d);
        var whole = (nuint)(count & -Lanes);
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
        return whole < (nuint)count
            ? End256(terms, whole, count - (int)whole, a, b, c, d, e, f, g, h)
            : Tree(a, b, c, d, e, f, g, h);
    }

    // Apart for the same reason.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static float End256<TTerms>(
        scoped TTerms terms, nuint i, int count,
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d,
        Vector256<float> e, Vector256<float> f, Vector256<float> g, Vector256<float> h)
        where TTerms : struct, ITerms, allows ref struct
    {
        var row = new ShortRow(count);
        a += row.Half(terms, i, 0);
        b += row.Half(terms, i, 8);
        c += row.Half(terms, i, 16);
        d += row.Half(terms, i, 24);
        e += row.Half(terms, i, 32);
        f += row.Half(terms, i, 40);
        g += row.Half(terms, i, 48);
        h += row.Half(terms, i, 56);
        return Tree(a, b, c, d, e, f, g, h);
    }

    /// <inheritdoc cref="Tree(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static float Tree(
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d,
        Vector256<float> e, Vector256<float> f, Vector256<float> g, Vector256<float> h)
        => Tree(((a + e) + (c + g)) + ((b + f) + (d + h)));

    /// <summary>The sum of 8 lanes.</summary>
    public static float Tree(Vector256<float> eight)
    {
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3));
        return two[0] + two[1];
    }
}
