// The sums that a pass makes while it goes over its rows, in the order of Sums. The 64 lanes of a sum lie in the first
// cache and not in registers, which a long body needs for itself: while one vector of lanes is stored and loaded
// again, the next ones are computed.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

/// <summary>The lanes of a sum before and after a pass.</summary>
static class RowSums
{
    /// <summary>Makes the first lanes ready for the terms of a segment.</summary>
    public static void Begin(ref float lanes, int used, bool isCut)
    {
        for (nuint lane = 0; lane < (nuint)used; lane += (nuint)Vector512<float>.Count)
        {
            Vector512<float>.Zero.StoreUnsafe(ref lanes, lane);
            if (!isCut) continue;
            Vector512.Create(UnitIntervalSum.Start).StoreUnsafe(ref lanes, lane + RowLoop.Slot);
            Vector512<float>.Zero.StoreUnsafe(ref lanes, lane + 2 * RowLoop.Slot);
        }
    }

    /// <summary>The sum of 64 lanes, or of the first 16 where no other was used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(ref readonly float lanes, int used) => Of(new Sums.Values(in lanes), used);

    /// <summary>The sum of fractions in two parts: the first exact, the second small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (float High, float Low) EndFraction(ref readonly float lanes, int used, bool isCut)
    {
        if (!isCut)
            return (Of(new UnitIntervalSum.Highs(in lanes), used), Of(new UnitIntervalSum.Lows(in lanes), used));
        return (Of(new CutHighs(in lanes), used), Of(new CutLows(in lanes), used));
    }

    /// <summary>
    /// Sets the sums of fractions of the first rows. Up to the end of their last vector, later sums are overwritten.
    /// </summary>
    [SkipLocalsInit]
    public static void EndFractions(ref float lanes, int used, int rows, bool isCut, Span<float> sums)
    {
        ref var lows = ref Unsafe.Add(ref lanes, RowLoop.Slot);
        for (var row = 0; row < rows; row++)
        {
            ref var own = ref Unsafe.Add(ref lanes, row * used);
            var (high, low) = isCut ? (Fold(new CutHighs(in own), used), Fold(new CutLows(in own), used))
                : (Fold(new UnitIntervalSum.Highs(in own), used), Fold(new UnitIntervalSum.Lows(in own), used));
            high.StoreUnsafe(ref lanes, (nuint)row * 16);
            low.StoreUnsafe(ref lows, (nuint)row * 16);
        }
        Span<float> small = stackalloc float[RowLayout.MostAtOnce];
        RowTrees.Set(ref lanes, 16, rows, sums);
        RowTrees.Set(ref lows, 16, rows, small);
        for (nuint row = 0; row < (nuint)rows; row += 16)
            (Vector512.LoadUnsafe(ref sums[0], row) + Vector512.LoadUnsafe(ref small[0], row))
                .StoreUnsafe(ref sums[0], row);
    }

    /// <summary>64 lanes added up to 16, or the first 16 where no other was used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Fold<TTerms>(scoped TTerms terms, int used)
        where TTerms : struct, Sums.ITerms, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            return used <= 16 ? terms.Wide(0) : (terms.Wide(0) + terms.Wide(32)) + (terms.Wide(16) + terms.Wide(48));
        return used <= 16 ? Vector512.Create(terms.Half(0), terms.Half(8))
            : Vector512.Create(
                (terms.Half(0) + terms.Half(32)) + (terms.Half(16) + terms.Half(48)),
                (terms.Half(8) + terms.Half(40)) + (terms.Half(24) + terms.Half(56)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Of<TTerms>(scoped TTerms terms, int used) where TTerms : struct, Sums.ITerms, allows ref struct
    {
        // Sums.Of(terms, 64) has the same bits, but its loop costs softmax of 64 columns a twentieth.
        if (Vector512.IsHardwareAccelerated)
        {
            var first = terms.Wide(0);
            return used <= 16 ? Sums.Tree(first.GetLower() + first.GetUpper())
                : Sums.Tree(first, terms.Wide(16), terms.Wide(32), terms.Wide(48));
        }
        var (a, b) = (terms.Half(0), terms.Half(8));
        return used <= 16 ? Sums.Tree(a + b)
            : Sums.Tree(
                a, b, terms.Half(16), terms.Half(24), terms.Half(32), terms.Half(40), terms.Half(48), terms.Half(56));
    }

    /// <summary>The first parts of lanes that have been cut before, with what has been added since.</summary>
    readonly ref struct CutHighs(ref readonly float x) : Sums.ITerms
    {
        readonly ref readonly float x = ref x;

        public Vector512<float> Wide(nuint i)
            => (Vector512.LoadUnsafe(in x, i + RowLoop.Slot) + Vector512.LoadUnsafe(in x, i))
                - Vector512.Create(UnitIntervalSum.Start);

        public Vector256<float> Half(nuint i)
            => (Vector256.LoadUnsafe(in x, i + RowLoop.Slot) + Vector256.LoadUnsafe(in x, i))
                - Vector256.Create(UnitIntervalSum.Start);

        // All 64 lanes are there.
        public Vector512<float> Wide(Masked512 lanes, nuint i) => lanes.Keep(Wide(i));

        public Vector256<float> Half(Masked256 lanes, nuint i) => lanes.Keep(Half(i));
    }

    /// <summary>Their second parts.</summary>
    readonly ref struct CutLows(ref readonly float x) : Sums.ITerms
    {
        readonly ref readonly float x = ref x;

        public Vector512<float> Wide(nuint i)
        {
            var (sum, before) = (Vector512.LoadUnsafe(in x, i), Vector512.LoadUnsafe(in x, i + RowLoop.Slot));
            return Vector512.LoadUnsafe(in x, i + 2 * RowLoop.Slot) + (sum - ((before + sum) - before));
        }

        public Vector256<float> Half(nuint i)
        {
            var (sum, before) = (Vector256.LoadUnsafe(in x, i), Vector256.LoadUnsafe(in x, i + RowLoop.Slot));
            return Vector256.LoadUnsafe(in x, i + 2 * RowLoop.Slot) + (sum - ((before + sum) - before));
        }

        public Vector512<float> Wide(Masked512 lanes, nuint i) => lanes.Keep(Wide(i));

        public Vector256<float> Half(Masked256 lanes, nuint i) => lanes.Keep(Half(i));
    }
}

/// <summary>The lanes of a sum within a pass.</summary>
static class RowSums<TLanes, TVector, TMask, TBits>
    where TLanes : struct, ILanes<TVector, TMask, TBits>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(TVector term, ref float lanes, nuint i) => TLanes.Add(term, ref lanes, i % Sums.Lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Begin(ref readonly float lanes, nuint i)
        => i % Sums.Segment < Sums.Lanes ? TLanes.Of(0f) : TLanes.Load(in lanes, i % Sums.Lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void End(TVector sum, ref float lanes, nuint i) => TLanes.Store(sum, ref lanes, i % Sums.Lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Begin(ref readonly double lanes, nuint i)
        => i % Sums.Segment < Sums.Lanes ? TLanes.Of(0f) : TLanes.Load(in lanes, i % Sums.Lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void End(TVector sum, ref double lanes, nuint i) => TLanes.Store(sum, ref lanes, i % Sums.Lanes);

    // Inlined: a call would make the body save the registers of what it holds over its loop.
    /// <summary>Moves what the lanes have added to the two parts of their sums, and begins them anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cut(ref float lanes)
    {
        ref var high = ref Unsafe.Add(ref lanes, RowLoop.Slot);
        ref var low = ref Unsafe.Add(ref high, RowLoop.Slot);
        for (nuint lane = 0; lane < Sums.Lanes; lane += (nuint)TLanes.Count)
        {
            var (before, sum) = (TLanes.Load(in high, lane), TLanes.Load(in lanes, lane));
            var after = TLanes.Add(before, sum);
            TLanes.Store(after, ref high, lane);
            var rest = TLanes.Subtract(sum, TLanes.Subtract(after, before));
            TLanes.Store(TLanes.Add(TLanes.Load(in low, lane), rest), ref low, lane);
            TLanes.Store(TLanes.Of(0f), ref lanes, lane);
        }
    }
}
