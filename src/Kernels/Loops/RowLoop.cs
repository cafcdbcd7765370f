using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Kernels.Loops;

/// <summary>One pass over the rows that are taken at once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowPass
{
    /// <summary>
    /// How many vectors side by side 32 registers hold its body for: 1, 2, 4 or, if it is so short, 8.
    /// </summary>
    static abstract int Vectors { get; }

    /// <summary>Whether its body computes in doubles.</summary>
    static abstract bool IsDouble { get; }

    /// <summary>Whether its sums lie in registers, and memory takes their lanes only at the end of a row.</summary>
    static abstract bool SumsInRegisters { get; }

    /// <summary>How many references to elements it has.</summary>
    static abstract int Memories { get; }

    /// <summary>One of these references; the last for numbers beyond.</summary>
    ref readonly float Memory(int k);

    /// <summary>
    /// Goes over the columns <paramref name="from"/> to <paramref name="to"/> of each row,
    /// and adds its terms to <paramref name="lanes"/>.
    /// </summary>
    void Run<TLanes, TVector, TMask, TBits, TEdge>(TEdge edge, int rows, nuint from, nuint to, ref float lanes)
        where TLanes : struct, ILanes<TVector, TMask, TBits>
        where TEdge : struct, IEdge<TVector>;
}

/// <summary>Runs the passes of a kernel over rows, and takes their sums.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowLoop
{
    /// <summary>
    /// Floats from the lanes of one sum to those of the next: enough for all rows that may be taken at once.
    /// </summary>
    public const int Slot = 2048 + 16;

    /// <summary>Slots of a sum of fractions: what waits to be cut, what lies above the cut, and the rest.</summary>
    public const int FractionSlots = 3;

    /// <summary>Lanes of a sum: so many columns are added at once.</summary>
    public const int Lanes = Sums.Lanes;

    /// <summary>The sum, in vectors as a·1 + b: it rounds the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Plus<TLanes, TVector, TMask, TBits>(TVector sum, TVector term, TVector one)
        where TLanes : struct, ILanes<TVector, TMask, TBits>
        => TLanes.Count == 1 ? TLanes.Add(sum, term) : TLanes.MultiplyAdd(term, one, sum);

    /// <summary>
    /// Columns whose fractions a lane adds up before their sum is cut in two parts (<see cref="UnitIntervalSum"/>).
    /// </summary>
    public const int CutEvery = UnitIntervalSum.Step;

    /// <summary>
    /// Where the columns end whose fractions a lane adds up together with those of column <paramref name="i"/>.
    /// </summary>
    public static nuint CutBehind(nuint i, nuint to) => nuint.Min((i / CutEvery + 1) * CutEvery, to);

    /// <summary>The fractions of the columns up to <paramref name="end"/> have been added to the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cut<TLanes, TVector, TMask, TBits>(ref float lanes, nuint end, nuint columns)
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        if (end % CutEvery == 0 && columns > CutEvery) RowSums<TLanes, TVector, TMask, TBits>.Cut(ref lanes);
    }

    /// <summary>
    /// Whether it is faster to go down the rows than along them, where only sources are shared by all rows. About 1,024
    /// columns it is not: several rows lie a multiple of 4,096 bytes apart.
    /// </summary>
    public static bool GoesByColumns(nuint columns) => columns is <= 512 or > 2048;

    /// <summary>
    /// Whether what passes keep of a row has room for whole vectors, <see cref="KeptStep"/> floats. A part of a
    /// vector that has been stored under a mask reaches the cache before it can be loaded again, which takes longer
    /// than what is done with so few columns.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPadded(int columns) => columns <= Vector512<float>.Count;

    /// <summary>Floats from what is kept of one row to what is kept of the next.</summary>
    public static int KeptStep(int columns) => IsPadded(columns) ? Vector512<float>.Count : columns;

    /// <summary>Doubles from what is kept of one row to what is kept of the next: whole vectors, always.</summary>
    public static int WideStep(int columns) => (columns + Vector512<float>.Count - 1) & -Vector512<float>.Count;

    /// <summary>Room for the sums of so many columns in whole vectors.</summary>
    public static int ColumnRoom(int columns) => columns + Vector512<float>.Count;

    /// <summary>
    /// Floats from the lanes of one row to those of the next: of short rows only some lanes are used.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LanesOf(nuint columns)
        => columns <= (nuint)Vector512<float>.Count ? Vector512<float>.Count : Sums.Lanes;

    /// <summary>A pass that has no sums.</summary>
    public static void Run<TPass>(scoped in TPass pass, Isa isa, int rows, int columns)
        where TPass : struct, IRowPass, allows ref struct
        => Part(in pass, isa, rows, columns, 0, columns, ref Unsafe.NullRef<float>());

    /// <summary>A pass that has sums.</summary>
    /// <param name="fractions">A bit for each sum: whether its terms lie from 0 to 1.</param>
    /// <param name="sums">The sums, for as many rows each as may be taken at once.</param>
    [SkipLocalsInit]
    public static void Run<TPass>(
        scoped in TPass pass, Isa isa, int rows, int columns, uint fractions, Span<float> sums)
        where TPass : struct, IRowPass, allows ref struct
    {
        var slots = sums.Length / RowLayout.MostAtOnce + (FractionSlots - 1) * BitOperations.PopCount(fractions);
        var lanes = Aligned(stackalloc float[slots * Slot + Vector512<float>.Count]);
        if (columns > Sums.Segment)
        {
            RunLong(in pass, isa, columns, lanes, fractions, sums);
            return;
        }
        var isFolded = IsFolded<TPass>(isa, columns) && fractions == 0;
        var (used, isCut) = (isFolded ? Vector512<float>.Count : LanesOf((nuint)columns), columns > CutEvery);
        if (!TPass.SumsInRegisters || !AreCovered(isa, columns, used) || fractions != 0 && isCut)
            Begin(lanes, rows, used, fractions, sums.Length, isCut);
        if (isFolded) Fold(in pass, isa, rows, 0, columns, ref lanes[0]);
        else Part(in pass, isa, rows, columns, 0, columns, ref lanes[0]);
        for (var (at, slot) = (0, 0); at < sums.Length; at += RowLayout.MostAtOnce, fractions >>= 1)
        {
            var isFraction = (fractions & 1) != 0;
            var those = sums.Slice(at, RowLayout.MostAtOnce);
            if (isFraction) RowSums.EndFractions(ref lanes[slot], used, rows, isCut, those);
            else RowTrees.Set(ref lanes[slot], used, rows, those);
            slot += (isFraction ? FractionSlots : 1) * Slot;
        }
    }

    /// <summary>A pass in double lanes that has sums.</summary>
    /// <param name="sums">The sums, for as many rows each as may be taken at once.</param>
    [SkipLocalsInit]
    public static void Run<TPass>(scoped in TPass pass, Isa isa, int rows, int columns, Span<double> sums)
        where TPass : struct, IRowPass, allows ref struct
    {
        Span<double> lanes = stackalloc double[sums.Length / RowLayout.MostAtOnce * Slot];
        Span<double> lost = stackalloc double[sums.Length];
        sums.Clear();
        lost.Clear();
        var used = LanesOf((nuint)columns);
        for (var from = 0; from < columns; from += Sums.Segment)
        {
            lanes.Clear();
            var to = Math.Min(from + Sums.Segment, columns);
            Part(in pass, isa, rows, columns, from, to, ref Unsafe.As<double, float>(ref lanes[0]));
            for (var (at, slot) = (0, 0); at < sums.Length; at += RowLayout.MostAtOnce, slot += Slot)
                for (var row = 0; row < rows; row++)
                    SegmentSum<double>.Add(ref sums[at + row], ref lost[at + row],
                        WideSums.Tree(lanes.Slice(slot + row * used, used)));
        }
        for (var k = 0; k < sums.Length; k++) sums[k] = SegmentSum<double>.Of(sums[k], lost[k]);
    }

    // A vector that lies across two cache lines takes twice as long to store, and longer to be loaded from the store.
    internal static unsafe Span<float> Aligned(Span<float> room)
    {
        var misaligned = (nuint)Unsafe.AsPointer(ref room[0]) / sizeof(float) % (nuint)Vector512<float>.Count;
        return room[(int)((nuint)Vector512<float>.Count - misaligned)..];
    }

    /// <summary>One row of several segments.</summary>
    static void RunLong<TPass>(
        scoped in TPass pass, Isa isa, int columns, Span<float> lanes, uint fractions, Span<float> sums)
        where TPass : struct, IRowPass, allows ref struct
    {
        Span<SegmentSum<float>> totals = stackalloc SegmentSum<float>[sums.Length / RowLayout.MostAtOnce];
        totals.Clear();
        for (var from = 0; from < columns; from += Sums.Segment)
        {
            var to = Math.Min(from + Sums.Segment, columns);
            if (!TPass.SumsInRegisters || !AreCovered(isa, to - from, Lanes) || fractions != 0)
                Begin(lanes, 1, Sums.Lanes, fractions, sums.Length, areCut: true);
            var isFolded = IsFolded<TPass>(isa, to - from) && fractions == 0;
            if (isFolded) Fold(in pass, isa, 1, from, to, ref lanes[0]);
            else Part(in pass, isa, 1, columns, from, to, ref lanes[0]);
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
                    totals[k].Add(RowSums.Of(in own, isFolded ? Vector512<float>.Count : Sums.Lanes));
                    slot += Slot;
                }
            }
        }
        for (var k = 0; k < totals.Length; k++) sums[k * RowLayout.MostAtOnce] = totals[k].Value;
    }

    /// <summary>
    /// The sums of one row's segments, from one element to another: <paramref name="count"/> for each segment.
    /// </summary>
    [SkipLocalsInit]
    internal static void Segments<TPass>(
        scoped in TPass pass, Isa isa, int from, int to, Span<float> sums, int count)
        where TPass : struct, IRowPass, allows ref struct
    {
        var lanes = Aligned(stackalloc float[count * Slot + Vector512<float>.Count]);
        for (; from < to; from += Sums.Segment, sums = sums[count..])
        {
            var end = Math.Min(from + Sums.Segment, to);
            Begin(lanes, 1, Sums.Lanes, 0, count * RowLayout.MostAtOnce, areCut: false);
            Part(in pass, isa, 1, end, from, end, ref lanes[0]);
            for (var k = 0; k < count; k++) sums[k] = RowSums.Of(in lanes[k * Slot], Sums.Lanes);
        }
    }

    /// <summary>Columns <paramref name="from"/> to <paramref name="to"/>, with the instruction set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Part<TPass>(
        scoped in TPass pass, Isa isa, int rows, int columns, int from, int to, ref float lanes)
        where TPass : struct, IRowPass, allows ref struct
    {
        if (TPass.IsDouble)
        {
            if (isa == Isa.Avx512)
                Vectors<TPass, Doubles512, Vector512<double>, Vector512<double>, Vector512<long>>(in pass, rows,
                    columns, from, to, ref lanes);
            else if (isa == Isa.Avx2)
                Vectors<TPass, Doubles256, Vector256<double>, Vector256<double>, Vector256<long>>(in pass, rows,
                    columns, from, to, ref lanes);
            else if (isa == Isa.Vector128)
                Vectors<TPass, Doubles128, Vector128<double>, Vector128<double>, Vector128<long>>(in pass, rows,
                    columns, from, to, ref lanes);
            else Whole<TPass, Doubles1, double, bool, long>(in pass, rows, from, to, ref lanes);
        }
        else
        {
            if (isa == Isa.Avx512)
                Vectors<TPass, Floats512, Vector512<float>, Vector512<float>, Vector512<int>>(in pass, rows,
                    columns, from, to, ref lanes);
            else if (isa == Isa.Avx2)
                Vectors<TPass, Floats256, Vector256<float>, Vector256<float>, Vector256<int>>(in pass, rows,
                    columns, from, to, ref lanes);
            else if (isa == Isa.Vector128)
                Vectors<TPass, Floats128, Vector128<float>, Vector128<float>, Vector128<int>>(in pass, rows,
                    columns, from, to, ref lanes);
            else Whole<TPass, Floats1, float, bool, int>(in pass, rows, from, to, ref lanes);
        }
    }

    /// <summary>Whether a row of these columns writes to all lanes of its sums.</summary>
    static bool AreCovered(Isa isa, int columns, int lanes)
        => columns > lanes - Isas.Floats(isa);

    /// <summary>
    /// Whether a row is nothing but groups of 64 columns, and the body short enough for its lanes in registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IsFolded<TPass>(Isa isa, int columns) where TPass : struct, IRowPass, allows ref struct
    {
        if (TPass.IsDouble || columns % Lanes != 0) return false;
        return isa == Isa.Avx512 ? TPass.Vectors >= 4 : isa == Isa.Avx2 && TPass.Vectors >= 8;
    }

    static void Fold<TPass>(scoped in TPass pass, Isa isa, int rows, int from, int to, ref float lanes)
        where TPass : struct, IRowPass, allows ref struct
    {
        if (isa == Isa.Avx512)
            Fold<TPass, Floats512, Vector512<float>, Vector512<float>, Vector512<int>>(
                in pass, rows, from, to, ref lanes);
        else
            Fold<TPass, Floats256, Vector256<float>, Vector256<float>, Vector256<int>>(
                in pass, rows, from, to, ref lanes);
    }

    static void Fold<TPass, TLanes, TVector, TMask, TBits>(
        scoped in TPass pass, int rows, int from, int to, ref float lanes)
        where TPass : struct, IRowPass, allows ref struct
        where TLanes : struct, ILanes<TVector, TMask, TBits>
        => Unsafe.AsRef(in pass).Run<
            TwoVectors<TwoVectors<TLanes, TVector, TMask, TBits>, Two<TVector>, Two<TMask>, Two<TBits>>,
            Two<Two<TVector>>, Two<Two<TMask>>, Two<Two<TBits>>, FoldedRows<TLanes, TVector, TMask, TBits>>(
                default, rows, (nuint)from, (nuint)to, ref lanes);

    /// <summary>
    /// Whole vectors, two at a time where the registers hold them, and what is left of each row behind them.
    /// </summary>
    static void Vectors<TPass, TLanes, TVector, TMask, TBits>(
        scoped in TPass pass, int rows, int columns, int from, int to, ref float lanes)
        where TPass : struct, IRowPass, allows ref struct
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        var at = from;
        var isPair = from == 0 && columns > TLanes.Count && columns < 2 * TLanes.Count;
        if (isPair && TPass.Vectors * Registers<TLanes>() >= 64)
        {
            Rest<TPass, TwoVectors<TLanes, TVector, TMask, TBits>, Two<TVector>, Two<TMask>, Two<TBits>>(
                in pass, 0, rows, columns, 0, to, ref lanes);
            return;
        }
        if (TPass.Vectors * Registers<TLanes>() >= 128)
            at = Whole<TPass,
                TwoVectors<TwoVectors<TLanes, TVector, TMask, TBits>, Two<TVector>, Two<TMask>, Two<TBits>>,
                Two<Two<TVector>>, Two<Two<TMask>>, Two<Two<TBits>>>(in pass, rows, at, to, ref lanes);
        if (TPass.Vectors * Registers<TLanes>() >= 64)
            at = Whole<TPass, TwoVectors<TLanes, TVector, TMask, TBits>, Two<TVector>, Two<TMask>, Two<TBits>>(in pass,
                rows, at, to, ref lanes);
        at = Whole<TPass, TLanes, TVector, TMask, TBits>(in pass, rows, at, to, ref lanes);
        if (at < to) Rest<TPass, TLanes, TVector, TMask, TBits>(in pass, 0, rows, columns, at, to, ref lanes);
    }

    // A pass is never copied (Unsafe.AsRef): the JIT would load in one piece
    // what it has just stored in several, and wait.

    /// <summary>
    /// Less than a vector of each row, with all memory pinned: four references here, the others further in.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static unsafe void Rest<TPass, TLanes, TVector, TMask, TBits>(
        scoped in TPass pass, int pinned, int rows, int columns, int from, int to, ref float lanes)
        where TPass : struct, IRowPass, allows ref struct
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        ref var memory = ref Unsafe.AsRef(in pass);
        fixed (float* a = &memory.Memory(pinned), b = &memory.Memory(pinned + 1), c = &memory.Memory(pinned + 2),
            d = &memory.Memory(pinned + 3))
        {
            pinned += 4;
            if (pinned < TPass.Memories)
                Rest<TPass, TLanes, TVector, TMask, TBits>(in pass, pinned, rows, columns, from, to, ref lanes);
            else if (columns < TLanes.Count)
                Unsafe.AsRef(in pass).Run<TLanes, TVector, TMask, TBits, PartOfRow<TLanes, TVector, TMask, TBits>>(
                    new(columns), rows, (nuint)from, (nuint)to, ref lanes);
            else
                Unsafe.AsRef(in pass).Run<TLanes, TVector, TMask, TBits, PartOfVector<TLanes, TVector, TMask, TBits>>(
                    new(columns), rows, (nuint)from, (nuint)to, ref lanes);
        }
    }

    /// <summary>Loads so many elements: other lanes are 0, and nothing behind is touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe TVector Load<TLanes, TVector, TMask, TBits>(ref readonly float origin, nuint i, nuint count)
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        fixed (float* address = &origin) return TLanes.Load(address + i, count);
    }

    /// <summary>Loads so many whole numbers; other lanes are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LoadIntegers<TLanes, TVector, TMask, TBits>(ref readonly int origin, nuint i, nuint count)
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        Span<float> values = stackalloc float[Vector512<float>.Count];
        values.Clear();
        for (var lane = 0; lane < TLanes.Count && (nuint)lane < count; lane++)
            values[lane] = Unsafe.Add(ref Unsafe.AsRef(in origin), i + (nuint)lane);
        return TLanes.Load(in values[0], 0);
    }

    /// <summary>Stores so many elements, and leaves what is behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store<TLanes, TVector, TMask, TBits>(
        TVector value, ref float origin, nuint i, nuint count)
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        fixed (float* address = &origin) TLanes.Store(value, address + i, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Registers<TLanes>()
        => AdvSimd.IsSupported || typeof(TLanes) == typeof(Floats512) || typeof(TLanes) == typeof(Doubles512) ? 32 : 16;

    /// <returns>Where the whole vectors end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Whole<TPass, TLanes, TVector, TMask, TBits>(
        scoped in TPass pass, int rows, int from, int to, ref float lanes)
        where TPass : struct, IRowPass, allows ref struct
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        var end = to - (to - from) % TLanes.Count;
        if (from < end)
            Unsafe.AsRef(in pass).Run<TLanes, TVector, TMask, TBits, WholeVectors<TLanes, TVector, TMask, TBits>>(
                default, rows, (nuint)from, (nuint)end, ref lanes);
        return end;
    }

    /// <summary>Makes ready the lanes that passes may leave as they are, and the parts that sums are cut in.</summary>
    static void Begin(Span<float> lanes, int rows, int used, uint fractions, int length, bool areCut)
    {
        for (var (at, slot) = (0, 0); at < length; at += RowLayout.MostAtOnce, fractions >>= 1)
        {
            var isFraction = (fractions & 1) != 0;
            for (var row = 0; row < rows; row++)
                RowSums.Begin(ref lanes[slot + row * used], used, isFraction && areCut);
            slot += (isFraction ? FractionSlots : 1) * Slot;
        }
    }
}
