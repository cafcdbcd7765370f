// The loops of a norm, written once for all lanes. The 64 lanes of a sum are taken eight vectors at a time, because
// sixteen registers hold no more: on AVX-512 all at once, on AVX2 in two halves. Lane l has elements l, l + 64, …
// either way.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kernels.Loops;

namespace Kernels.Training;

static class NormLoop
{
    const int Vectors = 8;

    /// <summary>What each element adds to a sum.</summary>
    public interface ITerm
    {
        static abstract TVector Add<TLanes, TVector, TMask, TBits>(TVector sum, TVector x)
            where TLanes : struct, ILanes<TVector, TMask, TBits>;
    }

    /// <summary>Its square, which a double holds exactly.</summary>
    public readonly struct Squares : ITerm
    {
        // The product is exact, so fused or not gives the same bits; and one float without the instruction is slow.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Add<TLanes, TVector, TMask, TBits>(TVector sum, TVector x)
            where TLanes : struct, ILanes<TVector, TMask, TBits>
            => TLanes.Count == 1 ? TLanes.Add(sum, TLanes.Multiply(x, x)) : TLanes.MultiplyAdd(x, x, sum);
    }

    /// <summary>Its absolute value.</summary>
    public readonly struct Sizes : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Add<TLanes, TVector, TMask, TBits>(TVector sum, TVector x)
            where TLanes : struct, ILanes<TVector, TMask, TBits>
            => TLanes.Add(sum, TLanes.Abs(x));
    }

    /// <summary>The sum over at most a segment.</summary>
    public static double Sum<TTerm, TLanes, TVector, TMask, TBits>(ReadOnlySpan<float> segment)
        where TTerm : struct, ITerm
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        Span<double> lanes = stackalloc double[Sums.Lanes];
        var whole = segment.Length & -Sums.Lanes;
        ref var origin = ref MemoryMarshal.GetReference(segment);
        for (nuint first = 0; first < Sums.Lanes; first += (nuint)(Vectors * TLanes.Count))
            Eight<TTerm, TLanes, TVector, TMask, TBits>(in origin, first, (nuint)whole, ref lanes[(int)first]);
        for (var i = whole; i < segment.Length; i++)
            lanes[i - whole] = TTerm.Add<Doubles1, double, bool, long>(lanes[i - whole], segment[i]);
        return WideSums.Tree(lanes);
    }

    static void Eight<TTerm, TLanes, TVector, TMask, TBits>(
        ref readonly float origin, nuint first, nuint whole, ref double lanes)
        where TTerm : struct, ITerm
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        var a = TLanes.Of(0f);
        var (b, c, d, e, f, g, h) = (a, a, a, a, a, a, a);
        var count = (nuint)TLanes.Count;
        for (var i = first; i < whole; i += Sums.Lanes)
        {
            a = TTerm.Add<TLanes, TVector, TMask, TBits>(a, TLanes.Load(in origin, i));
            b = TTerm.Add<TLanes, TVector, TMask, TBits>(b, TLanes.Load(in origin, i + count));
            c = TTerm.Add<TLanes, TVector, TMask, TBits>(c, TLanes.Load(in origin, i + 2 * count));
            d = TTerm.Add<TLanes, TVector, TMask, TBits>(d, TLanes.Load(in origin, i + 3 * count));
            e = TTerm.Add<TLanes, TVector, TMask, TBits>(e, TLanes.Load(in origin, i + 4 * count));
            f = TTerm.Add<TLanes, TVector, TMask, TBits>(f, TLanes.Load(in origin, i + 5 * count));
            g = TTerm.Add<TLanes, TVector, TMask, TBits>(g, TLanes.Load(in origin, i + 6 * count));
            h = TTerm.Add<TLanes, TVector, TMask, TBits>(h, TLanes.Load(in origin, i + 7 * count));
        }
        TLanes.Store(a, ref lanes, 0);
        TLanes.Store(b, ref lanes, count);
        TLanes.Store(c, ref lanes, 2 * count);
        TLanes.Store(d, ref lanes, 3 * count);
        TLanes.Store(e, ref lanes, 4 * count);
        TLanes.Store(f, ref lanes, 5 * count);
        TLanes.Store(g, ref lanes, 6 * count);
        TLanes.Store(h, ref lanes, 7 * count);
    }

    /// <summary>The largest absolute value, NaN left out, and the number of zeros, of at most a segment.</summary>
    public static (float Largest, int Zeros) Extremes<TLanes, TVector, TMask, TBits>(ReadOnlySpan<float> segment)
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        Span<float> maxima = stackalloc float[TLanes.Count], counts = stackalloc float[TLanes.Count];
        var whole = segment.Length & -(2 * TLanes.Count);
        Pairs<TLanes, TVector, TMask, TBits>(
            in MemoryMarshal.GetReference(segment), (nuint)whole, ref maxima[0], ref counts[0]);
        var (largest, zeros) = (0f, 0f);
        foreach (var max in maxima) largest = Lanes.Max(max, largest);
        foreach (var count in counts) zeros += count;
        foreach (var x in segment[whole..])
        {
            largest = Lanes.Max(Math.Abs(x), largest);
            zeros += x == 0 ? 1 : 0;
        }
        return (largest, (int)zeros);
    }

    // Apart, because of a call behind it the loop would keep its vectors in memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Pairs<TLanes, TVector, TMask, TBits>(
        ref readonly float origin, nuint whole, ref float maxima, ref float counts)
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        var (zero, one) = (TLanes.Of(0f), TLanes.Of(1f));
        var (largest, others, zeros, otherZeros) = (zero, zero, zero, zero);
        for (nuint i = 0; i < whole; i += 2 * (nuint)TLanes.Count)
        {
            var x = TLanes.Abs(TLanes.Load(in origin, i));
            var y = TLanes.Abs(TLanes.Load(in origin, i + (nuint)TLanes.Count));
            // The second where one is NaN.
            largest = TLanes.Max(x, largest);
            others = TLanes.Max(y, others);
            zeros = TLanes.Add(zeros, TLanes.SelectIfEqual(x, zero, one, zero));
            otherZeros = TLanes.Add(otherZeros, TLanes.SelectIfEqual(y, zero, one, zero));
        }
        TLanes.Store(TLanes.Max(largest, others), ref maxima, 0);
        TLanes.Store(TLanes.Add(zeros, otherZeros), ref counts, 0);
    }
}
