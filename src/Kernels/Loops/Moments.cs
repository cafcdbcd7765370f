// The sums of what deviates from a number of the row, and of its squares, in one read and in the order of Sums: lane l of 64 takes
// elements l, l + 64, …. Nothing goes through memory in between; the bits are those of the two sums taken apart.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

static class Moments
{
    /// <summary>Sets sums and squares to the moments of each row about its centre.</summary>
    public static void Set(ref readonly float origin, int count, ReadOnlySpan<float> centres, Span<float> sums, Span<float> squares)
    {
        var columns = count / sums.Length;
        if (ShortRows.Has(columns)) SetShort(in origin, columns, centres, sums, squares);
        else
            for (var row = 0; row < sums.Length; row++)
                (sums[row], squares[row]) = Of(in Unsafe.Add(ref Unsafe.AsRef(in origin), (nint)row * columns), columns, centres[row]);
    }

    static (float Sum, float Squares) Of(ref readonly float origin, int columns, float centre)
    {
        var (sum, squares) = (new SegmentSum<float>(), new SegmentSum<float>());
        for (var start = 0; start < columns; start += Sums.Segment)
        {
            ref var segment = ref Unsafe.Add(ref Unsafe.AsRef(in origin), start);
            var count = Math.Min(Sums.Segment, columns - start);
            var (ofSegment, ofSquares) = Vector512.IsHardwareAccelerated ? Of512(in segment, count, centre) : Of256(in segment, count, centre);
            sum.Add(ofSegment);
            squares.Add(ofSquares);
        }
        return (sum.Value, squares.Value);
    }

    static void SetShort(ref readonly float origin, int columns, ReadOnlySpan<float> centres, Span<float> sums, Span<float> squares)
    {
        var (first, second, third, fourth) = (new Lanes16(columns), new Lanes16(columns - 16), new Lanes16(columns - 32), new Lanes16(columns - 48));
        nuint at = 0;
        for (var row = 0; row < sums.Length; row++, at += (nuint)columns)
        {
            var centre = Vector512.Create(centres[row]);
            var a = first.Distance(in origin, at, centre);
            // From 0 on: a lane is never -0.
            var (sum, square) = (Vector512<float>.Zero + a, a * a);
            if (columns > 16)
            {
                var (b, c, d) = (second.Distance(in origin, at + 16, centre), third.Distance(in origin, at + 32, centre), fourth.Distance(in origin, at + 48, centre));
                (sum, square) = ((sum + c) + (b + d), (square + c * c) + (b * b + d * d));
            }
            (sums[row], squares[row]) = Tree(sum, square);
        }
    }

    /// <summary>So many lanes of 16, or all, or none.</summary>
    readonly struct Lanes16(int count)
    {
        readonly Masked512 memory = Sums.Mask(count);
        readonly Vector512<float> isThere = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

        /// <summary>Their distances from the centre, and 0 in the other lanes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Distance(ref readonly float origin, nuint at, Vector512<float> centre) => (memory.Load(in origin, at) - centre) & isThere;
    }

    static (float Sum, float Squares) Of512(ref readonly float origin, int count, float centre)
    {
        var m = Vector512.Create(centre);
        var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (e, f, g, h) = (a, b, c, d);
        var whole = (nuint)(count & -Sums.Lanes);
        for (nuint i = 0; i < whole; i += Sums.Lanes)
        {
            var x = Vector512.LoadUnsafe(in origin, i) - m;
            var y = Vector512.LoadUnsafe(in origin, i + 16) - m;
            var z = Vector512.LoadUnsafe(in origin, i + 32) - m;
            var w = Vector512.LoadUnsafe(in origin, i + 48) - m;
            (a, b, c, d) = (a + x, b + y, c + z, d + w);
            (e, f, g, h) = (e + x * x, f + y * y, g + z * z, h + w * w);
        }
        if (whole < (nuint)count) return End(in origin, whole, count - (int)whole, m, a, b, c, d, e, f, g, h);
        return Tree((a + c) + (b + d), (e + g) + (f + h));
    }

    // Apart, because a masked load pins, and the loop above would keep its sums in memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static (float, float) End(
        ref readonly float origin, nuint i, int count, Vector512<float> centre, Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d,
        Vector512<float> e, Vector512<float> f, Vector512<float> g, Vector512<float> h)
    {
        var (x, y) = (new Lanes16(count).Distance(in origin, i, centre), new Lanes16(count - 16).Distance(in origin, i + 16, centre));
        var (z, w) = (new Lanes16(count - 32).Distance(in origin, i + 32, centre), new Lanes16(count - 48).Distance(in origin, i + 48, centre));
        return Tree(((a + x) + (c + z)) + ((b + y) + (d + w)), ((e + x * x) + (g + z * z)) + ((f + y * y) + (h + w * w)));
    }

    // Half of the lanes at a time: sixteen registers hold both sums of 32.
    [SkipLocalsInit]
    static (float Sum, float Squares) Of256(ref readonly float origin, int count, float centre)
    {
        var whole = count & -Sums.Lanes;
        Span<float> tail = stackalloc float[Sums.Lanes];
        if (whole < count)
        {
            MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in origin), whole), count - whole).CopyTo(tail);
            for (var i = 0; i < count - whole; i++) tail[i] -= centre;
            tail[(count - whole)..].Clear();
        }
        var (lowSum, lowSquares) = Half(in origin, whole, centre, tail[..32], whole < count);
        var (highSum, highSquares) = Half(in Unsafe.Add(ref Unsafe.AsRef(in origin), 32), whole, centre, tail[32..], whole < count);
        return Tree(Join(lowSum, highSum), Join(lowSquares, highSquares));

        // The tree of Sums: lanes 32 apart, then 16, then 8.
        static Vector256<float> Join(Lanes32 low, Lanes32 high) => ((low.A + high.A) + (low.C + high.C)) + ((low.B + high.B) + (low.D + high.D));
    }

    readonly record struct Lanes32(Vector256<float> A, Vector256<float> B, Vector256<float> C, Vector256<float> D);

    static (Lanes32 Sum, Lanes32 Squares) Half(ref readonly float origin, int whole, float centre, ReadOnlySpan<float> tail, bool hasTail)
    {
        var m = Vector256.Create(centre);
        var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (e, f, g, h) = (a, b, c, d);
        for (nuint i = 0; i < (nuint)whole; i += Sums.Lanes)
        {
            var x = Vector256.LoadUnsafe(in origin, i) - m;
            var y = Vector256.LoadUnsafe(in origin, i + 8) - m;
            var z = Vector256.LoadUnsafe(in origin, i + 16) - m;
            var w = Vector256.LoadUnsafe(in origin, i + 24) - m;
            (a, b, c, d) = (a + x, b + y, c + z, d + w);
            (e, f, g, h) = (e + x * x, f + y * y, g + z * z, h + w * w);
        }
        if (hasTail)
        {
            var (x, y) = (Vector256.Create<float>(tail), Vector256.Create<float>(tail[8..]));
            var (z, w) = (Vector256.Create<float>(tail[16..]), Vector256.Create<float>(tail[24..]));
            (a, b, c, d) = (a + x, b + y, c + z, d + w);
            (e, f, g, h) = (e + x * x, f + y * y, g + z * z, h + w * w);
        }
        return (new(a, b, c, d), new(e, f, g, h));
    }

    static (float, float) Tree(Vector512<float> sum, Vector512<float> squares)
        => Tree(sum.GetLower() + sum.GetUpper(), squares.GetLower() + squares.GetUpper());

    /// <summary>The tree of Sums, of both side by side.</summary>
    static (float, float) Tree(Vector256<float> sum, Vector256<float> squares)
    {
        var four = Vector256.Create(sum.GetLower() + sum.GetUpper(), squares.GetLower() + squares.GetUpper());
        var two = four + Vector256.Shuffle(four, Vector256.Create(2, 3, 2, 3, 6, 7, 6, 7));
        return (two[0] + two[1], two[4] + two[5]);
    }
}
