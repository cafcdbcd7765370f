// The sums of the lanes of several rows at once, each row's in the order of Sums: 32 apart, 16 apart, … 1 apart. A tree
// of one row adds vectors that are half empty; so each step here puts the halves of two rows side by side, and the last
// one leaves a vector of sums.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Loops;

static class RowTrees
{
    /// <summary>With fewer rows, a tree of each row is as fast.</summary>
    const int Fewest = 3;

    /// <summary>
    /// Sets the sums of the first rows. Up to the end of their last vector, later sums are overwritten.
    /// </summary>
    /// <param name="lanes">The lanes of the first row: they are overwritten.</param>
    /// <param name="used">Lanes of a row, 16 or 64.</param>
    public static void Set(ref float lanes, int used, int rows, Span<float> sums)
    {
        var isWide = Vector512.IsHardwareAccelerated;
        if (rows < Fewest)
        {
            // The numbers of rows are loaded as a vector. One that is stored in parts cannot be loaded at once.
            var first = RowSums.Of(in lanes, used);
            var second = rows > 1 ? RowSums.Of(in Unsafe.Add(ref lanes, used), used) : 0;
            Vector512.Create(Vector256.Create(Vector128.Create(first, second, 0, 0), default), default)
                .StoreUnsafe(ref sums[0]);
            return;
        }
        if (!isWide && !Avx.IsSupported)
        {
            for (var row = 0; row < rows; row++) sums[row] = RowSums.Of(in Unsafe.Add(ref lanes, row * used), used);
            return;
        }
        if (used > 16)
            for (nuint row = 0; row < (nuint)rows; row++)
                Fold(ref Unsafe.Add(ref lanes, row * 64), ref lanes, row * 16);
        Set<Added>(ref lanes, rows, ref sums[0]);
    }

    /// <summary>Combines the 16 lanes of each row into one result for the row.</summary>
    public static void Set<TOperation>(ref float lanes, int rows, ref float results) where TOperation : IOperation
    {
        for (nuint row = 0; row < (nuint)rows; row += Vector512.IsHardwareAccelerated ? 16u : 8u)
            if (Vector512.IsHardwareAccelerated)
                Sixteen<TOperation>(ref Unsafe.Add(ref lanes, row * 16)).StoreUnsafe(ref results, row);
            else Eight<TOperation>(ref Unsafe.Add(ref lanes, row * 16)).StoreUnsafe(ref results, row);
    }

    /// <summary>What two lanes become: the same whichever is first.</summary>
    public interface IOperation
    {
        static abstract Vector512<float> Native(Vector512<float> a, Vector512<float> b);
        static abstract Vector256<float> Native(Vector256<float> a, Vector256<float> b);
    }

    readonly struct Added : IOperation
    {
        public static Vector512<float> Native(Vector512<float> a, Vector512<float> b) => a + b;
        public static Vector256<float> Native(Vector256<float> a, Vector256<float> b) => a + b;
    }

    /// <summary>Adds 64 lanes up to 16. What is stored has been read before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Fold(ref float lanes, ref float folded, nuint at)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var (a, c) = (Vector512.LoadUnsafe(ref lanes), Vector512.LoadUnsafe(ref lanes, 32));
            var (b, d) = (Vector512.LoadUnsafe(ref lanes, 16), Vector512.LoadUnsafe(ref lanes, 48));
            ((a + c) + (b + d)).StoreUnsafe(ref folded, at);
            return;
        }
        var low = Half(ref lanes, 0);
        var high = Half(ref lanes, 8);
        low.StoreUnsafe(ref folded, at);
        high.StoreUnsafe(ref folded, at + 8);
    }

    static Vector256<float> Half(ref float lanes, nuint i)
        => (Vector256.LoadUnsafe(ref lanes, i) + Vector256.LoadUnsafe(ref lanes, i + 32))
            + (Vector256.LoadUnsafe(ref lanes, i + 16) + Vector256.LoadUnsafe(ref lanes, i + 48));

    /// <summary>Sixteen rows of sixteen lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Sixteen<TOperation>(ref float lanes) where TOperation : IOperation
    {
        var a = Quarter<TOperation>(ref lanes);
        var b = Quarter<TOperation>(ref Unsafe.Add(ref lanes, 16));
        var c = Quarter<TOperation>(ref Unsafe.Add(ref lanes, 32));
        var d = Quarter<TOperation>(ref Unsafe.Add(ref lanes, 48));
        return ByOne<TOperation>(ByTwo<TOperation>(a, b), ByTwo<TOperation>(c, d));
    }

    /// <summary>Four rows, each the fourth after the one before, of which four lanes are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Quarter<TOperation>(ref float lanes) where TOperation : IOperation
    {
        var (a, b) = (Vector512.LoadUnsafe(ref lanes), Vector512.LoadUnsafe(ref lanes, 64));
        var (c, d) = (Vector512.LoadUnsafe(ref lanes, 128), Vector512.LoadUnsafe(ref lanes, 192));
        var ab = TOperation.Native(
            Avx512F.Shuffle4x128(a, b, 0b_01_00_01_00), Avx512F.Shuffle4x128(a, b, 0b_11_10_11_10));
        var cd = TOperation.Native(
            Avx512F.Shuffle4x128(c, d, 0b_01_00_01_00), Avx512F.Shuffle4x128(c, d, 0b_11_10_11_10));
        return TOperation.Native(
            Avx512F.Shuffle4x128(ab, cd, 0b_10_00_10_00), Avx512F.Shuffle4x128(ab, cd, 0b_11_01_11_01));
    }

    static Vector512<float> ByTwo<TOperation>(Vector512<float> a, Vector512<float> b) where TOperation : IOperation
        => TOperation.Native(Avx512F.UnpackLow(a.AsDouble(), b.AsDouble()).AsSingle(),
            Avx512F.UnpackHigh(a.AsDouble(), b.AsDouble()).AsSingle());

    static Vector512<float> ByOne<TOperation>(Vector512<float> a, Vector512<float> b) where TOperation : IOperation
        => TOperation.Native(Avx512F.Shuffle(a, b, 0b_10_00_10_00), Avx512F.Shuffle(a, b, 0b_11_01_11_01));

    /// <summary>Eight rows of sixteen lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> Eight<TOperation>(ref float lanes) where TOperation : IOperation
    {
        var a = Pair<TOperation>(ref lanes);
        var b = Pair<TOperation>(ref Unsafe.Add(ref lanes, 16));
        var c = Pair<TOperation>(ref Unsafe.Add(ref lanes, 32));
        var d = Pair<TOperation>(ref Unsafe.Add(ref lanes, 48));
        return ByOne<TOperation>(ByTwo<TOperation>(a, b), ByTwo<TOperation>(c, d));
    }

    /// <summary>Two rows, the second the fourth after the first, of which four lanes are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> Pair<TOperation>(ref float lanes) where TOperation : IOperation
    {
        var a = TOperation.Native(Vector256.LoadUnsafe(ref lanes), Vector256.LoadUnsafe(ref lanes, 8));
        var b = TOperation.Native(Vector256.LoadUnsafe(ref lanes, 64), Vector256.LoadUnsafe(ref lanes, 72));
        return TOperation.Native(Avx.Permute2x128(a, b, 0x20), Avx.Permute2x128(a, b, 0x31));
    }

    static Vector256<float> ByTwo<TOperation>(Vector256<float> a, Vector256<float> b) where TOperation : IOperation
        => TOperation.Native(Avx.UnpackLow(a.AsDouble(), b.AsDouble()).AsSingle(),
            Avx.UnpackHigh(a.AsDouble(), b.AsDouble()).AsSingle());

    static Vector256<float> ByOne<TOperation>(Vector256<float> a, Vector256<float> b) where TOperation : IOperation
        => TOperation.Native(Avx.Shuffle(a, b, 0b_10_00_10_00), Avx.Shuffle(a, b, 0b_11_01_11_01));
}
