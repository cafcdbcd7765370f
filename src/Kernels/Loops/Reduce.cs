// What a row comes down to: a sum in the order of Sums, the largest or the smallest value. An extreme is the same in
// any order, but for NaN, which is looked for apart, and for the sign of a zero, which is made positive.
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Loops;

/// <summary>The reductions of row kernels, over consecutive floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Reduce
{
    /// <summary>The sum, in the one fixed order; 0 of none.</summary>
    public static float Sum(ref readonly float origin, int count)
    {
        if (count <= Sums.Segment) return Sums.Of(in origin, count);
        var sum = new SegmentSum<float>();
        for (var start = 0; start < count; start += Sums.Segment)
            sum.Add(Sums.Of(in Unsafe.Add(ref Unsafe.AsRef(in origin), start), Math.Min(Sums.Segment, count - start)));
        return sum.Value;
    }

    /// <summary>The sum of products, each rounded; 0 of none.</summary>
    public static float Dot(ref readonly float x, ref readonly float y, int count)
    {
        if (count <= Sums.Segment) return Sums.OfProducts(in x, in y, count);
        var sum = new SegmentSum<float>();
        for (var start = 0; start < count; start += Sums.Segment)
            sum.Add(Sums.OfProducts(in Unsafe.Add(ref Unsafe.AsRef(in x), start),
                in Unsafe.Add(ref Unsafe.AsRef(in y), start), Math.Min(Sums.Segment, count - start)));
        return sum.Value;
    }

    /// <summary>The largest value, a zero positive; NaN if there is one; -∞ of none.</summary>
    public static float Max(ref readonly float origin, int count) => Extreme<Largest>(in origin, count) + 0f;

    /// <summary>The smallest value, a zero positive; NaN if there is one; ∞ of none.</summary>
    public static float Min(ref readonly float origin, int count) => Extreme<Smallest>(in origin, count) + 0f;

    /// <summary>
    /// Adds to each of <paramref name="sums"/> the sum of its row:
    /// of <paramref name="count"/> elements in all, row after row.
    /// </summary>
    public static void Sum(ref readonly float origin, int count, Span<float> sums)
    {
        var columns = count / sums.Length;
        if (ShortRows.Has(columns)) ShortRows.Add(new Sums.Values(in origin), columns, sums);
        else if (columns > Sums.Segment)
            for (var row = 0; row < sums.Length; row++) sums[row] += Sum(in At(in origin, row, columns), columns);
        else
            for (var row = 0; row < sums.Length; row++) sums[row] += Sums.Of(in At(in origin, row, columns), columns);
    }

    /// <summary>Adds sums of products, each rounded.</summary>
    public static void Dot(ref readonly float x, ref readonly float y, int count, Span<float> sums)
    {
        var columns = count / sums.Length;
        if (ShortRows.Has(columns)) ShortRows.Add(new Sums.Products(in x, in y), columns, sums);
        else if (columns > Sums.Segment)
            for (var row = 0; row < sums.Length; row++)
                sums[row] += Dot(in At(in x, row, columns), in At(in y, row, columns), columns);
        else
            for (var row = 0; row < sums.Length; row++)
                sums[row] += Sums.OfProducts(in At(in x, row, columns), in At(in y, row, columns), columns);
    }

    /// <summary>Raises each of <paramref name="extremes"/> to the largest of its row.</summary>
    public static void Max<T>(ref readonly float origin, int count, Span<T> extremes) where T : struct, INumber<T>
        => Raise<T, Largest>(in origin, count, extremes);

    /// <summary>Lowers each of <paramref name="extremes"/> to the smallest of its row.</summary>
    public static void Min<T>(ref readonly float origin, int count, Span<T> extremes) where T : struct, INumber<T>
        => Raise<T, Smallest>(in origin, count, extremes);

    static void Raise<T, TExtreme>(ref readonly float origin, int count, Span<T> extremes)
        where T : struct, INumber<T>
        where TExtreme : struct, IExtreme
    {
        var columns = count / extremes.Length;
        var hasVectors = Vector512.IsHardwareAccelerated || Avx2.IsSupported && columns >= Vector256<float>.Count;
        if (typeof(T) == typeof(float) && extremes.Length > 2 && hasVectors)
        {
            RaiseRows<TExtreme>(in origin, columns, MemoryMarshal.Cast<T, float>(extremes));
            return;
        }
        // The masks of short rows are the same for all.
        var part = new Masked512((nuint)columns);
        var isThere = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(columns)).AsSingle();
        for (var row = 0; row < extremes.Length; row++)
        {
            ref readonly var start = ref At(in origin, row, columns);
            var extreme = Vector512.IsHardwareAccelerated && columns < Vector512<float>.Count
                ? Short<TExtreme>(part.Load(in start, 0), isThere) : Extreme<TExtreme>(in start, columns);
            extremes[row] = TExtreme.Of(extremes[row], T.CreateTruncating(extreme + 0f));
        }
    }

    /// <summary>The same of several rows: each leaves a vector of lanes, and these are gone through together.</summary>
    [SkipLocalsInit]
    static void RaiseRows<TExtreme>(ref readonly float origin, int columns, Span<float> extremes)
        where TExtreme : struct, IExtreme
    {
        var lanes = RowLoop.Aligned(stackalloc float[16 * RowLayout.MostAtOnce + 16]);
        Span<float> own = stackalloc float[RowLayout.MostAtOnce];
        var part = new Masked512((nuint)columns);
        var isThere = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(columns)).AsSingle();
        for (var row = 0; row < extremes.Length; row++)
        {
            ref readonly var start = ref At(in origin, row, columns);
            Vector512<float> those;
            if (!Vector512.IsHardwareAccelerated)
            {
                var eight = HalfLanes<TExtreme>(in start, (nuint)columns);
                those = Vector512.Create(eight, eight);
            }
            else if (columns >= 16) those = WideLanes<TExtreme>(in start, (nuint)columns);
            else
            {
                var values = part.Load(in start, 0);
                those = Vector512.ConditionalSelect(isThere, values, Vector512.Create(TExtreme.Identity));
                if (~Vector512.Equals(values, values) != Vector512<float>.Zero) those = Vector512.Create(float.NaN);
            }
            those.StoreUnsafe(ref lanes[16 * row]);
        }
        RowTrees.Set<TExtreme>(ref lanes[0], extremes.Length, ref own[0]);
        for (var row = 0; row < extremes.Length; row++) extremes[row] = TExtreme.Of(extremes[row], own[row] + 0f);
    }

    /// <summary>Adds sums in double precision, in the same order.</summary>
    public static void Sum(ref readonly float origin, int count, Span<double> sums)
    {
        var columns = count / sums.Length;
        for (var row = 0; row < sums.Length; row++) sums[row] += WideSums.Of(Row(in origin, row, columns));
    }

    /// <summary>Adds sums of products in double precision, which holds each exactly.</summary>
    public static void Dot(ref readonly float x, ref readonly float y, int count, Span<double> sums)
    {
        var columns = count / sums.Length;
        for (var row = 0; row < sums.Length; row++)
            sums[row] += WideSums.OfProducts(Row(in x, row, columns), Row(in y, row, columns));
    }

    /// <summary>Adds the sum of each row of doubles; rows begin every <paramref name="step"/> doubles.</summary>
    public static void Sum(ref readonly double origin, int columns, int step, Span<double> sums)
    {
        for (var row = 0; row < sums.Length; row++) sums[row] += WideSums.Of(Row(in origin, row, columns, step));
    }

    /// <summary>
    /// Adds sums of products of doubles, each rounded; rows begin every <paramref name="step"/> doubles.
    /// </summary>
    public static void Dot(ref readonly double x, ref readonly double y, int columns, int step, Span<double> sums)
    {
        for (var row = 0; row < sums.Length; row++)
            sums[row] += WideSums.OfProducts(Row(in x, row, columns, step), Row(in y, row, columns, step));
    }

    /// <summary>
    /// Raises each of <paramref name="extremes"/> to the largest of its row of doubles; a zero is positive.
    /// </summary>
    public static void Max(ref readonly double origin, int columns, int step, Span<double> extremes)
    {
        for (var row = 0; row < extremes.Length; row++)
            foreach (var value in Row(in origin, row, columns, step))
                extremes[row] = Math.Max(extremes[row], value + 0.0);
    }

    /// <summary>
    /// Lowers each of <paramref name="extremes"/> to the smallest of its row of doubles; a zero is positive.
    /// </summary>
    public static void Min(ref readonly double origin, int columns, int step, Span<double> extremes)
    {
        for (var row = 0; row < extremes.Length; row++)
            foreach (var value in Row(in origin, row, columns, step))
                extremes[row] = Math.Min(extremes[row], value + 0.0);
    }

    static ref readonly float At(ref readonly float origin, int row, int columns)
        => ref Unsafe.Add(ref Unsafe.AsRef(in origin), (nint)row * columns);

    static ReadOnlySpan<float> Row(ref readonly float origin, int row, int columns)
        => Row(in origin, row, columns, columns);

    static ReadOnlySpan<T> Row<T>(ref readonly T origin, int row, int columns, int step)
        => MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in origin), (nint)row * step), columns);

    interface IExtreme : RowTrees.IOperation
    {
        static abstract float Identity { get; }
        static abstract T Of<T>(T a, T b) where T : struct, INumber<T>;
        static abstract Vector128<float> Native(Vector128<float> a, Vector128<float> b);
    }

    readonly struct Largest : IExtreme
    {
        public static float Identity => float.NegativeInfinity;
        public static T Of<T>(T a, T b) where T : struct, INumber<T> => T.Max(a, b);
        public static Vector512<float> Native(Vector512<float> a, Vector512<float> b) => Vector512.MaxNative(a, b);
        public static Vector256<float> Native(Vector256<float> a, Vector256<float> b) => Vector256.MaxNative(a, b);
        public static Vector128<float> Native(Vector128<float> a, Vector128<float> b) => Vector128.MaxNative(a, b);
    }

    readonly struct Smallest : IExtreme
    {
        public static float Identity => float.PositiveInfinity;
        public static T Of<T>(T a, T b) where T : struct, INumber<T> => T.Min(a, b);
        public static Vector512<float> Native(Vector512<float> a, Vector512<float> b) => Vector512.MinNative(a, b);
        public static Vector256<float> Native(Vector256<float> a, Vector256<float> b) => Vector256.MinNative(a, b);
        public static Vector128<float> Native(Vector128<float> a, Vector128<float> b) => Vector128.MinNative(a, b);
    }

    static float Extreme<T>(ref readonly float origin, int count) where T : struct, IExtreme
    {
        if (Vector512.IsHardwareAccelerated)
            return count >= 16 ? Wide<T>(in origin, (nuint)count) : Short<T>(in origin, (nuint)count);
        if (count >= 8) return Half<T>(in origin, (nuint)count);
        var extreme = T.Identity;
        for (var i = 0; i < count; i++) extreme = T.Of(extreme, Unsafe.Add(ref Unsafe.AsRef(in origin), i));
        return extreme;
    }

    // The last vector may overlap the one before it: what is counted twice is no larger for it.
    static float Wide<T>(ref readonly float origin, nuint count) where T : struct, IExtreme
    {
        var lanes = WideLanes<T>(in origin, count);
        return Tree<T>(T.Native(lanes.GetLower(), lanes.GetUpper()));
    }

    /// <summary>Sixteen lanes; all of them NaN if there is one.</summary>
    /// <remarks>
    /// Without its sign, a NaN has larger bits than any number. Whole numbers are compared where extremes are not.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> WideLanes<T>(ref readonly float origin, nuint count) where T : struct, IExtreme
    {
        nuint i = 0, last = count - 16;
        var (a, b) = (Vector512.LoadUnsafe(in origin, last), Vector512.LoadUnsafe(in origin));
        var (largest, other) = (Unsigned(a), Unsigned(b));
        for (; i + 64 <= last; i += 64)
        {
            var (x, y) = (Vector512.LoadUnsafe(in origin, i), Vector512.LoadUnsafe(in origin, i + 16));
            var (z, w) = (Vector512.LoadUnsafe(in origin, i + 32), Vector512.LoadUnsafe(in origin, i + 48));
            largest = Vector512.Max(Vector512.Max(Unsigned(x), Unsigned(z)), largest);
            other = Vector512.Max(Vector512.Max(Unsigned(y), Unsigned(w)), other);
            (a, b) = (T.Native(T.Native(x, z), a), T.Native(T.Native(y, w), b));
        }
        for (; i < last; i += 16)
        {
            var x = Vector512.LoadUnsafe(in origin, i);
            largest = Vector512.Max(Unsigned(x), largest);
            a = T.Native(x, a);
        }
        var infinity = Vector512.Create(float.PositiveInfinity);
        var isThere = Vector512.GreaterThanAny(Vector512.Max(largest, other), Unsigned(infinity));
        return isThere ? Vector512.Create(float.NaN) : T.Native(a, b);

        static Vector512<uint> Unsigned(Vector512<float> x) => x.AsUInt32() << 1;
    }

    static float Short<T>(ref readonly float origin, nuint count) where T : struct, IExtreme
        => Short<T>(new Masked512(count).Load(in origin, 0),
            Vector512.LessThan(Vector512<int>.Indices, Vector512.Create((int)count)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Short<T>(Vector512<float> values, Vector512<float> isThere) where T : struct, IExtreme
    {
        if (~Vector512.Equals(values, values) != Vector512<float>.Zero) return float.NaN;
        var row = Vector512.ConditionalSelect(isThere, values, Vector512.Create(T.Identity));
        return Tree<T>(T.Native(row.GetLower(), row.GetUpper()));
    }

    static float Half<T>(ref readonly float origin, nuint count) where T : struct, IExtreme
        => Tree<T>(HalfLanes<T>(in origin, count));

    /// <summary>Eight lanes; all of them NaN if there is one.</summary>
    /// <remarks>
    /// Without its sign, a NaN has larger bits than any number. Whole numbers are compared where extremes are not.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> HalfLanes<T>(ref readonly float origin, nuint count) where T : struct, IExtreme
    {
        nuint i = 0, last = count - 8;
        var (a, b) = (Vector256.LoadUnsafe(in origin, last), Vector256.LoadUnsafe(in origin));
        var (largest, other) = (Unsigned(a), Unsigned(b));
        for (; i + 32 <= last; i += 32)
        {
            var (x, y) = (Vector256.LoadUnsafe(in origin, i), Vector256.LoadUnsafe(in origin, i + 8));
            var (z, w) = (Vector256.LoadUnsafe(in origin, i + 16), Vector256.LoadUnsafe(in origin, i + 24));
            largest = Vector256.Max(Vector256.Max(Unsigned(x), Unsigned(z)), largest);
            other = Vector256.Max(Vector256.Max(Unsigned(y), Unsigned(w)), other);
            (a, b) = (T.Native(T.Native(x, z), a), T.Native(T.Native(y, w), b));
        }
        for (; i < last; i += 8)
        {
            var x = Vector256.LoadUnsafe(in origin, i);
            largest = Vector256.Max(Unsigned(x), largest);
            a = T.Native(x, a);
        }
        var infinity = Vector256.Create(float.PositiveInfinity);
        var isThere = Vector256.GreaterThanAny(Vector256.Max(largest, other), Unsigned(infinity));
        return isThere ? Vector256.Create(float.NaN) : T.Native(a, b);

        static Vector256<uint> Unsigned(Vector256<float> x) => x.AsUInt32() << 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Tree<T>(Vector256<float> eight) where T : struct, IExtreme
    {
        var four = T.Native(eight.GetLower(), eight.GetUpper());
        four = T.Native(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return T.Of(four[0], four[1]);
    }
}
