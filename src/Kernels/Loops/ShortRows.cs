// Sums of rows that fit the 64 lanes, many at once, on AVX-512: the masks of their ends are made once, and of a row nothing is left but
// loads and the tree. The bits are those of Sums: what a mask leaves out is 0.
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

static class ShortRows
{
    /// <summary>Whether rows of so many columns are summed here.</summary>
    public static bool Has(int columns) => Vector512.IsHardwareAccelerated && columns <= Sums.Lanes;

    /// <summary>Adds to each of <paramref name="sums"/> the sum of its row.</summary>
    public static void Add<TTerms>(scoped TTerms terms, int columns, Span<float> sums) where TTerms : struct, Sums.ITerms, allows ref struct
    {
        var (first, second, third, fourth) = (Sums.Mask(columns), Sums.Mask(columns - 16), Sums.Mask(columns - 32), Sums.Mask(columns - 48));
        nuint at = 0;
        for (var row = 0; row < sums.Length; row++, at += (nuint)columns)
        {
            // From 0 on: a lane is never -0.
            var (a, zero) = (Vector512<float>.Zero + terms.Wide(first, at), Vector512<float>.Zero);
            sums[row] += columns <= 16 ? Sums.Tree(a, zero, zero, zero)
                : Sums.Tree(a, zero + terms.Wide(second, at + 16), zero + terms.Wide(third, at + 32), zero + terms.Wide(fourth, at + 48));
        }
    }

    /// <summary>Sets each of <paramref name="sums"/> to the sum of its row of numbers from 0 to 1.</summary>
    public static void SetFractions(ref readonly float origin, int columns, Span<float> sums)
    {
        var (first, second, third, fourth) = (Sums.Mask(columns), Sums.Mask(columns - 16), Sums.Mask(columns - 32), Sums.Mask(columns - 48));
        nuint at = 0;
        for (var row = 0; row < sums.Length; row++, at += (nuint)columns)
            sums[row] = columns <= 16 ? Fractions.Of(first.Load(in origin, at))
                : Fractions.Of(first.Load(in origin, at), second.Load(in origin, at + 16), third.Load(in origin, at + 32), fourth.Load(in origin, at + 48));
    }
}
