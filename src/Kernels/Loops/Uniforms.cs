using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Kernels.Ir;

namespace Kernels.Loops;

/// <summary>
/// The random numbers of elements from a position on, one in each lane: the same bits at every width. See Ir/Philox.cs.
/// </summary>
/// <remarks>
/// Method: the rounds of Philox on four vectors; a 32-bit product of all lanes is two products of every other lane.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Uniforms
{
    const float Unit = 1f / (1 << Philox.Bits);
    const int Dropped = 32 - Philox.Bits;

    /// <summary>The first word of the block of an element.</summary>
    public static uint Word(uint seed, long position) => Philox.Word(seed, position);

    /// <summary>The number of one element.</summary>
    public static float Of(uint seed, long position) => (Word(seed, position) >> Dropped | Philox.Odd) * Unit;

    /// <summary>The numbers of sixteen elements.</summary>
    public static Vector512<float> Of512(uint seed, long position)
    {
        var c0 = Vector512.Create((uint)position) + Vector512<uint>.Indices;
        var c1 = Vector512.Create((uint)(position >> 32)) - Vector512.LessThan(c0, Vector512.Create((uint)position));
        var (c2, c3) = (Vector512<uint>.Zero, Vector512<uint>.Zero);
        var (k0, k1) = (seed, 0u);
        for (var round = 0; round < Philox.Rounds; round++)
        {
            var (high0, low0) = Product(c0, Philox.Multiplier0);
            var (high1, low1) = Product(c2, Philox.Multiplier1);
            (c0, c1, c2, c3) = (high1 ^ c1 ^ Vector512.Create(k0), low1, high0 ^ c3 ^ Vector512.Create(k1), low0);
            k0 += Philox.Weyl0;
            k1 += Philox.Weyl1;
        }
        return Vector512.ConvertToSingle((c0 >>> Dropped | Vector512.Create(Philox.Odd)).AsInt32())
            * Vector512.Create(Unit);
    }

    /// <summary>The numbers of eight elements.</summary>
    public static Vector256<float> Of256(uint seed, long position)
    {
        var c0 = Vector256.Create((uint)position) + Vector256<uint>.Indices;
        var c1 = Vector256.Create((uint)(position >> 32)) - Vector256.LessThan(c0, Vector256.Create((uint)position));
        var (c2, c3) = (Vector256<uint>.Zero, Vector256<uint>.Zero);
        var (k0, k1) = (seed, 0u);
        for (var round = 0; round < Philox.Rounds; round++)
        {
            var (high0, low0) = Product(c0, Philox.Multiplier0);
            var (high1, low1) = Product(c2, Philox.Multiplier1);
            (c0, c1, c2, c3) = (high1 ^ c1 ^ Vector256.Create(k0), low1, high0 ^ c3 ^ Vector256.Create(k1), low0);
            k0 += Philox.Weyl0;
            k1 += Philox.Weyl1;
        }
        return Vector256.ConvertToSingle((c0 >>> Dropped | Vector256.Create(Philox.Odd)).AsInt32())
            * Vector256.Create(Unit);
    }

    /// <summary>The numbers of four elements.</summary>
    public static Vector128<float> Of128(uint seed, long position)
    {
        var c0 = Vector128.Create((uint)position) + Vector128<uint>.Indices;
        var c1 = Vector128.Create((uint)(position >> 32)) - Vector128.LessThan(c0, Vector128.Create((uint)position));
        var (c2, c3) = (Vector128<uint>.Zero, Vector128<uint>.Zero);
        var (k0, k1) = (seed, 0u);
        for (var round = 0; round < Philox.Rounds; round++)
        {
            var (high0, low0) = Product(c0, Philox.Multiplier0);
            var (high1, low1) = Product(c2, Philox.Multiplier1);
            (c0, c1, c2, c3) = (high1 ^ c1 ^ Vector128.Create(k0), low1, high0 ^ c3 ^ Vector128.Create(k1), low0);
            k0 += Philox.Weyl0;
            k1 += Philox.Weyl1;
        }
        return Vector128.ConvertToSingle((c0 >>> Dropped | Vector128.Create(Philox.Odd)).AsInt32())
            * Vector128.Create(Unit);
    }

    /// <summary>The numbers of eight elements, in double lanes.</summary>
    public static Vector512<double> Wide512(uint seed, long position)
        => Avx512F.ConvertToVector512Double(Of256(seed, position));

    /// <summary>The numbers of four elements, in double lanes.</summary>
    public static Vector256<double> Wide256(uint seed, long position)
        => Avx.ConvertToVector256Double(Of256(seed, position).GetLower());

    /// <summary>The numbers of two elements, in double lanes.</summary>
    public static Vector128<double> Wide128(uint seed, long position)
        => Vector128.WidenLower(Of128(seed, position));

    /// <summary>
    /// Behind the parameters, a caller that treats all kernels alike may give the position of the first element.
    /// </summary>
    public static long Offset(ReadOnlySpan<float> parameters, int count)
        => parameters.Length > count ? (long)parameters[count] : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector512<uint> High, Vector512<uint> Low) Product(Vector512<uint> a, uint multiplier)
    {
        var (m, odd) = (Vector512.Create(multiplier), Vector512.Create(0xFFFFFFFF00000000));
        var (even, other) = (Avx512F.Multiply(a, m), Avx512F.Multiply((a.AsUInt64() >>> 32).AsUInt32(), m));
        return (Vector512.ConditionalSelect(odd, other, even >>> 32).AsUInt32(),
            Vector512.ConditionalSelect(odd, other << 32, even).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector256<uint> High, Vector256<uint> Low) Product(Vector256<uint> a, uint multiplier)
    {
        var (m, odd) = (Vector256.Create(multiplier), Vector256.Create(0xFFFFFFFF00000000));
        var (even, other) = (Avx2.Multiply(a, m), Avx2.Multiply((a.AsUInt64() >>> 32).AsUInt32(), m));
        return (Vector256.ConditionalSelect(odd, other, even >>> 32).AsUInt32(),
            Vector256.ConditionalSelect(odd, other << 32, even).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector128<uint> High, Vector128<uint> Low) Product(Vector128<uint> a, uint multiplier)
    {
        var m = Vector128.Create(multiplier);
        if (AdvSimd.IsSupported)
        {
            var (lower, upper) = (AdvSimd.MultiplyWideningLower(a.GetLower(), m.GetLower()),
                AdvSimd.MultiplyWideningUpper(a, m));
            return (Vector128.Narrow(lower >>> 32, upper >>> 32), a * m);
        }
        var odd = Vector128.Create(0xFFFFFFFF00000000);
        var (even, other) = (Sse2.Multiply(a, m), Sse2.Multiply((a.AsUInt64() >>> 32).AsUInt32(), m));
        return (Vector128.ConditionalSelect(odd, other, even >>> 32).AsUInt32(), a * m);
    }
}
