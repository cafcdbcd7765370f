// The sums of distances from a number of the row, and of their squares, in the order of Sums: lane l of 64 takes
// elements l, l + 64, …. No distance goes through memory.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

static class Moments
{
    /// <summary>Sets sums and squares to the moments of each row about its centre.</summary>
    public static void Set(
        ref readonly float origin, int count, ReadOnlySpan<float> centres, Span<float> sums, Span<float> squares)
    {
        var columns = count / sums.Length;
        if (ShortRows.Has(columns))
        {
            SetShort(in origin, columns, centres, sums, squares);
            return;
        }
        for (var row = 0; row < sums.Length; row++)
        {
            ref var start = ref Unsafe.Add(ref Unsafe.AsRef(in origin), (nint)row * columns);
            (sums[row], squares[row]) = columns <= Sums.Segment
                ? OfSegment(in start, columns, centres[row])
                : OfSegments(in start, columns, centres[row]);
        }
    }

    static void SetShort(
        ref readonly float origin, int columns, ReadOnlySpan<float> centres, Span<float> sums, Span<float> squares)
    {
        var shape = new ShortRow(columns);
        nuint at = 0;
        for (var row = 0; row < sums.Length; row++, at += (nuint)columns)
        {
            var distances = new Distances(in origin, centres[row]);
            if (Vector512.IsHardwareAccelerated)
            {
                (sums[row], squares[row]) = shape.Moments512(distances, at);
                continue;
            }
            sums[row] = shape.Sum(distances, at);
            squares[row] = shape.Sum(new Squares(in origin, centres[row]), at);
        }
    }

    static (float Sum, float Squares) OfSegments(ref readonly float origin, int columns, float centre)
    {
        var (sum, squares) = (new SegmentSum<float>(), new SegmentSum<float>());
        for (var start = 0; start < columns; start += Sums.Segment)
        {
            ref var segment = ref Unsafe.Add(ref Unsafe.AsRef(in origin), start);
            var (ofSegment, ofSquares) = OfSegment(in segment, Math.Min(Sums.Segment, columns - start), centre);
            sum.Add(ofSegment);
            squares.Add(ofSquares);
        }
        return (sum.Value, squares.Value);
    }

    // Eight vectors of 512 bits have room in the registers, and each element is read once. Of 256 bits there would be
    // sixteen, which is all there are: a row is gone over twice, each time over every second vector of its lanes.
    static (float Sum, float Squares) OfSegment(ref readonly float origin, int count, float centre)
    {
        var distances = new Distances(in origin, centre);
        if (!Vector512.IsHardwareAccelerated)
        {
            var (even, odd) = (EverySecond(distances, count, 0), EverySecond(distances, count, 8));
            return (Sums.Tree(even.Sum + odd.Sum), Sums.Tree(even.Squares + odd.Squares));
        }
        Both a = default, b = default, c = default, d = default;
        var whole = (nuint)(count & -Sums.Lanes);
        for (nuint i = 0; i < whole; i += Sums.Lanes)
        {
            a.Add(distances.Wide(i));
            b.Add(distances.Wide(i + 16));
            c.Add(distances.Wide(i + 32));
            d.Add(distances.Wide(i + 48));
        }
        return whole < (nuint)count ? End(distances, whole, count - (int)whole, a, b, c, d) : Both.Tree(a, b, c, d);
    }

    // Apart, because a masked load pins, and the loop above would keep its sums in memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static (float Sum, float Squares) End(
        scoped Distances distances, nuint i, int count, Both a, Both b, Both c, Both d)
    {
        a.Add(distances.Wide(Sums.Mask(count), i));
        b.Add(distances.Wide(Sums.Mask(count - 16), i + 16));
        c.Add(distances.Wide(Sums.Mask(count - 32), i + 32));
        d.Add(distances.Wide(Sums.Mask(count - 48), i + 48));
        return Both.Tree(a, b, c, d);
    }

    /// <summary>The lanes from <paramref name="from"/> on, and 16, 32 and 48 behind them, added up to eight.</summary>
    static (Vector256<float> Sum, Vector256<float> Squares) EverySecond(scoped Distances distances, int count, int from)
    {
        Half a = default, c = default, e = default, g = default;
        var (i, end) = ((nuint)from, (nuint)(count & -Sums.Lanes));
        for (; i < end; i += Sums.Lanes)
        {
            a.Add(distances.Half(i));
            c.Add(distances.Half(i + 16));
            e.Add(distances.Half(i + 32));
            g.Add(distances.Half(i + 48));
        }
        return end < (nuint)count ? End(distances, end, count - (int)end, from, a, c, e, g) : Half.Fold(a, c, e, g);
    }

    // Apart for the same reason.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static (Vector256<float> Sum, Vector256<float> Squares) End(
        scoped Distances distances, nuint i, int count, int from, Half a, Half c, Half e, Half g)
    {
        var row = new ShortRow(count);
        a.Add(row.Half(distances, i, from));
        c.Add(row.Half(distances, i, from + 16));
        e.Add(row.Half(distances, i, from + 32));
        g.Add(row.Half(distances, i, from + 48));
        return Half.Fold(a, c, e, g);
    }

    /// <summary>Eight lanes of a sum and of the sum of squares.</summary>
    struct Half
    {
        Vector256<float> sum, squares;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector256<float> term)
        {
            sum += term;
            squares += term * term;
        }

        /// <summary>Every second vector of the 64 lanes, in the order of <see cref="Sums"/>.</summary>
        public static (Vector256<float> Sum, Vector256<float> Squares) Fold(Half a, Half c, Half e, Half g)
            => ((a.sum + e.sum) + (c.sum + g.sum), (a.squares + e.squares) + (c.squares + g.squares));
    }

    /// <summary>Sixteen lanes of a sum and of the sum of squares.</summary>
    public struct Both
    {
        Vector512<float> sum, squares;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector512<float> term)
        {
            sum += term;
            squares += term * term;
        }

        /// <summary>The sum of 64 lanes.</summary>
        public static (float Sum, float Squares) Tree(Both a, Both b, Both c, Both d)
            => (Sums.Tree(a.sum, b.sum, c.sum, d.sum), Sums.Tree(a.squares, b.squares, c.squares, d.squares));

        /// <summary>The sum of the first 16.</summary>
        public readonly (float Sum, float Squares) Tree()
            => (Sums.Tree(sum.GetLower() + sum.GetUpper()), Sums.Tree(squares.GetLower() + squares.GetUpper()));
    }

    readonly ref struct Distances(ref readonly float x, float centre) : Sums.ITerms
    {
        readonly ref readonly float x = ref x;
        readonly float centre = centre;

        public Vector512<float> Wide(nuint i) => Vector512.LoadUnsafe(in x, i) - Vector512.Create(centre);
        public Vector512<float> Wide(Masked512 lanes, nuint i)
            => lanes.Keep(lanes.Load(in x, i) - Vector512.Create(centre));
        public Vector256<float> Half(nuint i) => Vector256.LoadUnsafe(in x, i) - Vector256.Create(centre);
        public Vector256<float> Half(Masked256 lanes, nuint i)
            => lanes.Keep(lanes.Load(in x, i) - Vector256.Create(centre));
    }

    readonly ref struct Squares(ref readonly float x, float centre) : Sums.ITerms
    {
        readonly Distances distances = new(in x, centre);

        public Vector512<float> Wide(nuint i) => Square(distances.Wide(i));
        public Vector512<float> Wide(Masked512 lanes, nuint i) => Square(distances.Wide(lanes, i));
        public Vector256<float> Half(nuint i) => Square(distances.Half(i));
        public Vector256<float> Half(Masked256 lanes, nuint i) => Square(distances.Half(lanes, i));

        static Vector512<float> Square(Vector512<float> x) => x * x;
        static Vector256<float> Square(Vector256<float> x) => x * x;
    }
}
