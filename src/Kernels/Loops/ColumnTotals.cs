// Sums over the rows in double precision, one a column: what the statistics of columns are made of. In the order of
// ColumnSums, within a block of 64 rows and then the blocks, so that a device that has a group for each block adds the
// same numbers in the same order.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

/// <summary>
/// What elements add to the sums of their columns; of several sums, the next lies <c>width</c> values behind.
/// </summary>
interface IColumnTerms
{
    static abstract int Sums { get; }
    static abstract void Add(
        Vector256<double> x, Vector256<double> mean, Vector256<double> dy, ref double sums, int width);
    static abstract void Add(double x, double mean, double dy, ref double sums, int width);
}

static class ColumnTotals
{
    /// <summary>Columns whose sums are made at once: their doubles lie on the stack, and in the first cache.</summary>
    public const int Tile = 512;

    const int Block = 64, Most = 3;

    /// <summary>The sums of as many columns as <paramref name="mean"/> has, from <paramref name="first"/> on.</summary>
    /// <param name="dy">Rows like those of <paramref name="x"/>.</param>
    /// <param name="totals">The sums, as many for each column as the terms have.</param>
    [SkipLocalsInit]
    public static void Of<TTerms>(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, RowLayout layout, int first, ReadOnlySpan<double> mean,
        Span<double> totals) where TTerms : IColumnTerms
    {
        totals.Clear();
        Span<double> room = stackalloc double[Most * Tile];
        var block = room[..(TTerms.Sums * mean.Length)];
        for (var start = 0; start < layout.Rows; start += Block)
        {
            block.Clear();
            for (var row = start; row < Math.Min(start + Block, layout.Rows); row++)
            {
                var at = (nint)row * layout.Stride + first;
                AddRow<TTerms>(ref At(x, at), ref At(dy, at), mean, ref MemoryMarshal.GetReference(block));
            }
            for (var j = 0; j < block.Length; j++) totals[j] += block[j];
        }
    }

    static void AddRow<TTerms>(ref float x, ref float dy, ReadOnlySpan<double> means, ref double sums)
        where TTerms : IColumnTerms
    {
        ref var mean = ref MemoryMarshal.GetReference(means);
        var (j, width) = (0, means.Length);
        for (; j + 4 <= width; j += 4)
            TTerms.Add(Four(ref x, j), Vector256.LoadUnsafe(ref mean, (nuint)j), Four(ref dy, j),
                ref Unsafe.Add(ref sums, j), width);
        for (; j < width; j++)
            TTerms.Add(Unsafe.Add(ref x, j), Unsafe.Add(ref mean, j), Unsafe.Add(ref dy, j),
                ref Unsafe.Add(ref sums, j), width);
    }

    static Vector256<double> Four(ref float values, int at)
        => Vector256.WidenLower(Vector128.LoadUnsafe(ref values, (nuint)at).ToVector256Unsafe());

    static ref float At(ReadOnlySpan<float> values, nint at)
        => ref Unsafe.Add(ref MemoryMarshal.GetReference(values), at);

    static void Plus(ref double sums, int at, Vector256<double> terms)
        => (Vector256.LoadUnsafe(ref sums, (nuint)at) + terms).StoreUnsafe(ref sums, (nuint)at);

    /// <summary>The elements.</summary>
    internal readonly struct Values : IColumnTerms
    {
        public static int Sums => 1;
        public static void Add(
            Vector256<double> x, Vector256<double> mean, Vector256<double> dy, ref double sums, int width)
            => Plus(ref sums, 0, x);
        public static void Add(double x, double mean, double dy, ref double sums, int width) => sums += x;
    }

    /// <summary>The squares of their distances from the mean.</summary>
    internal readonly struct Squares : IColumnTerms
    {
        public static int Sums => 1;
        public static void Add(
            Vector256<double> x, Vector256<double> mean, Vector256<double> dy, ref double sums, int width)
            => Plus(ref sums, 0, (x - mean) * (x - mean));
        public static void Add(double x, double mean, double dy, ref double sums, int width)
            => sums += (x - mean) * (x - mean);
    }

    /// <summary>The distances, the upstream gradients times these, and the upstream gradients.</summary>
    internal readonly struct Gradients : IColumnTerms
    {
        public static int Sums => 3;

        public static void Add(
            Vector256<double> x, Vector256<double> mean, Vector256<double> dy, ref double sums, int width)
        {
            Plus(ref sums, 0, x - mean);
            Plus(ref sums, width, dy * (x - mean));
            Plus(ref sums, 2 * width, dy);
        }

        public static void Add(double x, double mean, double dy, ref double sums, int width)
        {
            sums += x - mean;
            Unsafe.Add(ref sums, width) += dy * (x - mean);
            Unsafe.Add(ref sums, 2 * width) += dy;
        }
    }
}
