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
            sums[row] = shape.Sum(new Distances(in origin, centres[row]), at);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (float Sum, float Squares) OfSegment(ref readonly float origin, int count, float centre)
        => (Sums.Of(new Distances(in origin, centre), count), Sums.Of(new Squares(in origin, centre), count));

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
