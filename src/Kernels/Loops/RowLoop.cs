using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

/// <summary>One pass over the rows that are taken at once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowPass
{
    /// <summary>Whether it is so short that the registers hold its body twice, side by side.</summary>
    static abstract bool IsShort { get; }

    /// <summary>Goes over the columns <paramref name="from"/> to <paramref name="to"/> of each row, and adds its terms to <paramref name="lanes"/>.</summary>
    void Run<TFloats, TMask, TBits, TEdge>(TEdge edge, int rows, nuint from, nuint to, ref float lanes)
        where TFloats : struct, IFloats<TFloats, TMask, TBits>
        where TBits : struct, IFloatBits<TBits>
        where TEdge : struct, IEdge<TFloats>;
}

/// <summary>Runs the passes of a kernel over rows, and takes their sums.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowLoop
{
    /// <summary>Floats from the lanes of one sum to those of the next: enough for all rows that may be taken at once.</summary>
    public const int Slot = 1024;

    /// <summary>Slots of a sum of fractions: what waits to be cut, what lies above the cut, and the rest.</summary>
    public const int FractionSlots = 3;

    /// <summary>Columns whose fractions a lane adds up before their sum is cut in two parts (<see cref="Fractions"/>).</summary>
    public const int CutEvery = Fractions.Step;

    /// <summary>Where the columns end whose fractions a lane adds up together with those of column <paramref name="i"/>.</summary>
    public static nuint CutBehind(nuint i, nuint to) => nuint.Min((i / CutEvery + 1) * CutEvery, to);

    /// <summary>The fractions of the columns up to <paramref name="end"/> have been added to the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cut<TFloats, TMask, TBits>(ref float lanes, nuint end, nuint columns)
        where TFloats : struct, IFloats<TFloats, TMask, TBits>
        where TBits : struct, IFloatBits<TBits>
    {
        if (end % CutEvery == 0 && columns > CutEvery) RowSums<TFloats, TMask, TBits>.Cut(ref lanes);
    }

    /// <summary>
    /// Whether what passes keep of a row has room for whole vectors, <see cref="KeptStep"/> floats. A part of a vector that has been stored under a mask
    /// reaches the cache before it can be loaded again, which takes longer than what is done with so few columns.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPadded(int columns) => columns <= Vector512<float>.Count;

    /// <summary>Floats from what is kept of one row to what is kept of the next.</summary>
    public static int KeptStep(int columns) => IsPadded(columns) ? Vector512<float>.Count : columns;

    /// <summary>Room for the sums of so many columns in whole vectors.</summary>
    public static int ColumnRoom(int columns) => columns + Vector512<float>.Count;

    /// <summary>Floats from the lanes of one row to those of the next: of short rows only some lanes are used.</summary>
    public static int LanesOf(nuint columns) => columns <= (nuint)Vector512<float>.Count ? Vector512<float>.Count : Sums.Lanes;

    /// <summary>A pass that has no sums.</summary>
    public static void Run<TPass>(scoped TPass pass, Isa isa, int rows, int columns) where TPass : struct, IRowPass, allows ref struct
        => Part(pass, isa, rows, columns, 0, columns, ref Unsafe.NullRef<float>());

    /// <summary>A pass that has sums.</summary>
    /// <param name="fractions">A bit for each sum: whether its terms lie from 0 to 1.</param>
    /// <param name="sums">The sums, for as many rows each as may be taken at once.</param>
    [SkipLocalsInit]
    public static void Run<TPass>(scoped TPass pass, Isa isa, int rows, int columns, uint fractions, Span<float> sums)
        where TPass : struct, IRowPass, allows ref struct
    {
        var slots = sums.Length / RowLayout.MostAtOnce + (FractionSlots - 1) * BitOperations.PopCount(fractions);
        var lanes = Aligned(stackalloc float[slots * Slot + Vector512<float>.Count]);
        if (columns > Sums.Segment)
        {
            RunLong(pass, isa, columns, lanes, fractions, sums);
            return;
        }
        var (used, isCut) = (LanesOf((nuint)columns), columns > CutEvery);
        Begin(lanes, rows, used, fractions, sums.Length, isCut);
        Part(pass, isa, rows, columns, 0, columns, ref lanes[0]);
        for (var (at, slot) = (0, 0); at < sums.Length; at += RowLayout.MostAtOnce, fractions >>= 1)
        {
            var isFraction = (fractions & 1) != 0;
            for (var row = 0; row < rows; row++)
            {
                ref var own = ref lanes[slot + row * used];
                if (isFraction)
                {
                    var (high, low) = RowSums.EndFraction(ref own, used, isCut);
                    sums[at + row] = high + low;
                }
                else sums[at + row] = RowSums.Of(in own, used);
            }
            slot += (isFraction ? FractionSlots : 1) * Slot;
        }
    }

    // A vector that lies across two cache lines takes twice as long to store, and longer to be loaded from the store.
    static unsafe Span<float> Aligned(Span<float> room)
    {
        var misaligned = (nuint)Unsafe.AsPointer(ref room[0]) / sizeof(float) % (nuint)Vector512<float>.Count;
        return room[(int)((nuint)Vector512<float>.Count - misaligned)..];
    }

    /// <summary>One row of several segments.</summary>
    static void RunLong<TPass>(scoped TPass pass, Isa isa, int columns, Span<float> lanes, uint fractions, Span<float> sums)
        where TPass : struct, IRowPass, allows ref struct
    {
        Span<SegmentSum<float>> totals = stackalloc SegmentSum<float>[sums.Length / RowLayout.MostAtOnce];
        totals.Clear();
        for (var from = 0; from < columns; from += Sums.Segment)
        {
            var to = Math.Min(from + Sums.Segment, columns);
            Begin(lanes, 1, Sums.Lanes, fractions, sums.Length, areCut: true);
            Part(pass, isa, 1, columns, from, to, ref lanes[0]);
            for (var (k, slot) = (0, 0); k < totals.Length; k++)
            {
                ref var own = ref lanes[slot];
                if ((fractions >> k & 1) != 0)
                {
                    var (high, low) = RowSums.EndFraction(ref own, Sums.Lanes, isCut: true);
                    totals[k].Add(high);
                    totals[k].Add(low);
                    slot += FractionSlots * Slot;
                }
                else
                {
                    totals[k].Add(RowSums.Of(in own, Sums.Lanes));
                    slot += Slot;
                }
            }
        }
        for (var k = 0; k < totals.Length; k++) sums[k * RowLayout.MostAtOnce] = totals[k].Value;
    }

    /// <summary>Whole vectors, as wide as can be, and what is left of each row behind them.</summary>
    static void Part<TPass>(scoped TPass pass, Isa isa, int rows, int columns, int from, int to, ref float lanes)
        where TPass : struct, IRowPass, allows ref struct
    {
        var at = from;
        if (isa == Isa.Avx512)
        {
            if (TPass.IsShort) at = Whole<TPass, Floats1024, Mask1024, Bits1024>(pass, rows, at, to, ref lanes);
            at = Whole<TPass, Floats512, Mask512, Bits512>(pass, rows, at, to, ref lanes);
            if (at < to) pass.Run<Floats512, Mask512, Bits512, PartOfVector<Floats512, Mask512, Bits512>>(new(columns), rows, (nuint)at, (nuint)to, ref lanes);
        }
        else if (isa == Isa.Avx2)
        {
            at = Whole<TPass, Floats256, Mask256, Bits256>(pass, rows, at, to, ref lanes);
            if (at < to) pass.Run<Floats256, Mask256, Bits256, PartOfVector<Floats256, Mask256, Bits256>>(new(columns), rows, (nuint)at, (nuint)to, ref lanes);
        }
        else Whole<TPass, Floats1, bool, Bits1>(pass, rows, at, to, ref lanes);
    }

    /// <returns>Where the whole vectors end.</returns>
    static int Whole<TPass, TFloats, TMask, TBits>(scoped TPass pass, int rows, int from, int to, ref float lanes)
        where TPass : struct, IRowPass, allows ref struct
        where TFloats : struct, IFloats<TFloats, TMask, TBits>
        where TBits : struct, IFloatBits<TBits>
    {
        var end = to - (to - from) % TFloats.Count;
        if (from < end) pass.Run<TFloats, TMask, TBits, WholeVectors<TFloats, TMask, TBits>>(default, rows, (nuint)from, (nuint)end, ref lanes);
        return end;
    }

    static void Begin(Span<float> lanes, int rows, int used, uint fractions, int length, bool areCut)
    {
        for (var (at, slot) = (0, 0); at < length; at += RowLayout.MostAtOnce, fractions >>= 1)
        {
            var isFraction = (fractions & 1) != 0;
            for (var row = 0; row < rows; row++) RowSums.Begin(ref lanes[slot + row * used], used, isFraction && areCut);
            slot += (isFraction ? FractionSlots : 1) * Slot;
        }
    }
}
