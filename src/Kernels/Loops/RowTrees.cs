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

    /// <summary>Sets the sums of so many rows; those behind, up to a whole vector, become anything.</summary>
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
            for (nuint row = 0; row < (nuint)rows; row++) Fold(ref Unsafe.Add(ref lanes, row * 64), ref lanes, row * 16);
        for (var row = 0; row < rows; row += isWide ? 16 : 8)
            if (isWide) Sixteen(ref Unsafe.Add(ref lanes, row * 16)).StoreUnsafe(ref sums[row]);
            else Eight(ref Unsafe.Add(ref lanes, row * 16)).StoreUnsafe(ref sums[row]);
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
    static Vector512<float> Sixteen(ref float lanes)
    {
        var (a, b) = (Quarter(ref lanes), Quarter(ref Unsafe.Add(ref lanes, 16)));
        var (c, d) = (Quarter(ref Unsafe.Add(ref lanes, 32)), Quarter(ref Unsafe.Add(ref lanes, 48)));
        return ByOne(ByTwo(a, b), ByTwo(c, d));
    }

    /// <summary>Four rows, each the fourth after the one before, of which four lanes are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Quarter(ref float lanes)
    {
        var (a, b) = (Vector512.LoadUnsafe(ref lanes), Vector512.LoadUnsafe(ref lanes, 64));
        var (c, d) = (Vector512.LoadUnsafe(ref lanes, 128), Vector512.LoadUnsafe(ref lanes, 192));
        var ab = Avx512F.Shuffle4x128(a, b, 0b_01_00_01_00) + Avx512F.Shuffle4x128(a, b, 0b_11_10_11_10);
        var cd = Avx512F.Shuffle4x128(c, d, 0b_01_00_01_00) + Avx512F.Shuffle4x128(c, d, 0b_11_10_11_10);
        return Avx512F.Shuffle4x128(ab, cd, 0b_10_00_10_00) + Avx512F.Shuffle4x128(ab, cd, 0b_11_01_11_01);
    }

    static Vector512<float> ByTwo(Vector512<float> a, Vector512<float> b)
        => Avx512F.UnpackLow(a.AsDouble(), b.AsDouble()).AsSingle()
            + Avx512F.UnpackHigh(a.AsDouble(), b.AsDouble()).AsSingle();

    static Vector512<float> ByOne(Vector512<float> a, Vector512<float> b)
        => Avx512F.Shuffle(a, b, 0b_10_00_10_00) + Avx512F.Shuffle(a, b, 0b_11_01_11_01);

    /// <summary>Eight rows of sixteen lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> Eight(ref float lanes)
    {
        var (a, b) = (Pair(ref lanes), Pair(ref Unsafe.Add(ref lanes, 16)));
        var (c, d) = (Pair(ref Unsafe.Add(ref lanes, 32)), Pair(ref Unsafe.Add(ref lanes, 48)));
        return ByOne(ByTwo(a, b), ByTwo(c, d));
    }

    /// <summary>Two rows, the second the fourth after the first, of which four lanes are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> Pair(ref float lanes)
    {
        var a = Vector256.LoadUnsafe(ref lanes) + Vector256.LoadUnsafe(ref lanes, 8);
        var b = Vector256.LoadUnsafe(ref lanes, 64) + Vector256.LoadUnsafe(ref lanes, 72);
        return Avx.Permute2x128(a, b, 0x20) + Avx.Permute2x128(a, b, 0x31);
    }

    static Vector256<float> ByTwo(Vector256<float> a, Vector256<float> b)
        => Avx.UnpackLow(a.AsDouble(), b.AsDouble()).AsSingle()
            + Avx.UnpackHigh(a.AsDouble(), b.AsDouble()).AsSingle();

    static Vector256<float> ByOne(Vector256<float> a, Vector256<float> b)
        => Avx.Shuffle(a, b, 0b_10_00_10_00) + Avx.Shuffle(a, b, 0b_11_01_11_01);
}
