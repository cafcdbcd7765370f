// Sums of rows that fit the 64 lanes, many at once: the masks of their ends are made once, and of a row nothing is left
// but loads and the tree. The bits are those of Sums: what a mask leaves out is 0.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

static class ShortRows
{
    /// <summary>Whether rows of so many columns are summed here.</summary>
    public static bool Has(int columns) => columns <= Sums.Lanes;

    /// <summary>Adds to each of <paramref name="sums"/> the sum of its row.</summary>
    public static void Add<TTerms>(scoped TTerms terms, int columns, Span<float> sums)
        where TTerms : struct, Sums.ITerms, allows ref struct
    {
        var shape = new ShortRow(columns);
        nuint at = 0;
        for (var row = 0; row < sums.Length; row++, at += (nuint)columns) sums[row] += shape.Sum(terms, at);
    }
}

/// <summary>A row of so many columns, at most 64, as vectors: whole ones, one that is masked, and zeros.</summary>
readonly struct ShortRow(int columns)
{
    readonly int columns = columns;
    readonly Masked512 first = Mask(columns), second = Mask(columns - 16),
        third = Mask(columns - 32), fourth = Mask(columns - 48);
    readonly Masked256 last = new((nuint)(columns % 8));

    /// <summary>The sum of the terms of the row that starts at an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Sum<TTerms>(scoped TTerms terms, nuint start) where TTerms : struct, Sums.ITerms, allows ref struct
        => Vector512.IsHardwareAccelerated ? Sum512(terms, start) : Sum256(terms, start);

    // From 0 on: a lane is never -0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    float Sum512<TTerms>(scoped TTerms terms, nuint start) where TTerms : struct, Sums.ITerms, allows ref struct
    {
        var zero = Vector512<float>.Zero;
        var a = zero + terms.Wide(first, start);
        if (columns <= 16) return Sums.Tree(a.GetLower() + a.GetUpper());
        var (b, c, d) = (terms.Wide(second, start + 16), terms.Wide(third, start + 32), terms.Wide(fourth, start + 48));
        return Sums.Tree(a, zero + b, zero + c, zero + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    float Sum256<TTerms>(scoped TTerms terms, nuint start) where TTerms : struct, Sums.ITerms, allows ref struct
    {
        var zero = Vector256<float>.Zero;
        var (a, b) = (zero + Half(terms, start, 0), zero + Half(terms, start, 8));
        if (columns <= 16) return Sums.Tree(a + b);
        var (c, d) = (zero + Half(terms, start, 16), zero + Half(terms, start, 24));
        if (columns <= 32) return Sums.Tree((a + c) + (b + d));
        return Sums.Tree(a, b, c, d, Half(terms, start, 32), Half(terms, start, 40),
            Half(terms, start, 48), Half(terms, start, 56));
    }

    // Half a dozen instructions each where vectors of sixteen are two of eight.
    static Masked512 Mask(int lanes) => Vector512.IsHardwareAccelerated ? Sums.Mask(lanes) : default;

    /// <summary>The terms of eight elements; 0 where there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Half<TTerms>(scoped TTerms terms, nuint start, int from)
        where TTerms : struct, Sums.ITerms, allows ref struct
    {
        if (from + 8 <= columns) return terms.Half(start + (nuint)from);
        return from < columns ? terms.Half(last, start + (nuint)from) : Vector256<float>.Zero;
    }
}
