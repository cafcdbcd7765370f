using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Loops;

/// <summary>
/// The one primitive that AVX-512 has as an instruction and the others have not: m·2ⁿ, rounded once;
/// and what one lane has no C# for.
/// </summary>
/// <remarks>
/// Domain: any m; n an integer within ±378, in a float, or within ±1022, in a double. Error: none beyond the one
/// rounding, subnormal results included, so the bits are those of vscalefps. Method: elsewhere, 2ⁿ as three factors
/// within 2⁻¹²⁶ … 2¹²⁷, the largest last. Only the last product can round: if an earlier one fell below the normal
/// range, the last takes it to zero anyway. One float goes through a double, whose exponents hold all of them. In
/// double lanes one factor reaches every exponent that floats lead to.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>m·2ⁿ for eight lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Scale(Vector256<float> m, Vector256<float> n)
    {
        var power = Avx.ConvertToVector256Int32(n);
        var last = Avx2.Max(Vector256.Create(-126), Avx2.Min(Vector256.Create(127), power));
        var rest = power - last;
        var half = rest >> 1;
        return m * PowerOfTwo(rest - half) * PowerOfTwo(half) * PowerOfTwo(last);
    }

    /// <summary>
    /// m·2ⁿ for eight lanes where n lies within -190 and 62, and |m|·2ⁿ is below 2⁶³: m·2ⁿ⁺⁶⁴, which is exact where
    /// the result is not 0, and then by 2⁻⁶⁴, which rounds once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ScaleDown(Vector256<float> m, Vector256<float> n)
        => m * ((Avx.ConvertToVector256Int32(n) << 23) + Vector256.Create((127 + 64) << 23)).AsSingle()
            * Vector256.Create(1f / (1L << 32) / (1L << 32));

    /// <summary>
    /// m·2ⁿ for eight lanes where n lies within ±252, and |m| is above 2⁻¹⁰² wherever n is not 0: by two halves of the
    /// power. The first product is exact where the result is not 0, because it is a normal number if the halves are
    /// above 2⁻²⁴, and the second takes it to 0 otherwise.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ScaleNear(Vector256<float> m, Vector256<float> n)
    {
        var power = Avx.ConvertToVector256Int32(n);
        var half = power >> 1;
        return m * PowerOfTwo(half) * PowerOfTwo(power - half);
    }

    /// <summary>m·2ⁿ for four lanes, in the steps of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Scale(Vector128<float> m, Vector128<float> n)
    {
        var power = Vector128.ConvertToInt32Native(n);
        var last = Vector128.Max(Vector128.Create(-126), Vector128.Min(Vector128.Create(127), power));
        var rest = power - last;
        var half = rest >> 1;
        return m * PowerOfTwo(rest - half) * PowerOfTwo(half) * PowerOfTwo(last);
    }

    /// <inheritdoc cref="ScaleDown(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ScaleDown(Vector128<float> m, Vector128<float> n)
        => m * ((Vector128.ConvertToInt32Native(n) << 23) + Vector128.Create((127 + 64) << 23)).AsSingle()
            * Vector128.Create(1f / (1L << 32) / (1L << 32));

    /// <inheritdoc cref="ScaleNear(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ScaleNear(Vector128<float> m, Vector128<float> n)
    {
        var power = Vector128.ConvertToInt32Native(n);
        var half = power >> 1;
        return m * PowerOfTwo(half) * PowerOfTwo(power - half);
    }

    /// <summary>m·2ⁿ for one lane: exact in double precision, then rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Scale(float m, float n)
        => (float)(Widen(m)
            * BitConverter.Int64BitsToDouble((long)BitConverter.SingleToInt32Bits(n + BiasedFloat) << 52));

    /// <summary>The smaller; of numbers that cannot be ordered, the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float a, float b)
        => Sse.IsSupported ? Sse.MinScalar(Vector128.CreateScalarUnsafe(a), Vector128.CreateScalarUnsafe(b)).ToScalar()
            : a < b ? a
            : b;

    /// <summary>The larger; of numbers that cannot be ordered, the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float a, float b)
        => Sse.IsSupported ? Sse.MaxScalar(Vector128.CreateScalarUnsafe(a), Vector128.CreateScalarUnsafe(b)).ToScalar()
            : a > b ? a
            : b;

    /// <inheritdoc cref="Min(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double a, double b)
        => Sse2.IsSupported
            ? Sse2.MinScalar(Vector128.CreateScalarUnsafe(a), Vector128.CreateScalarUnsafe(b)).ToScalar()
            : a < b ? a : b;

    /// <inheritdoc cref="Max(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double a, double b)
        => Sse2.IsSupported
            ? Sse2.MaxScalar(Vector128.CreateScalarUnsafe(a), Vector128.CreateScalarUnsafe(b)).ToScalar()
            : a > b ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> PowerOfTwo(Vector128<int> n) => ((n << 23) + Vector128<float>.One.AsInt32()).AsSingle();

    // NaN becomes some integer and some power of two; m is NaN then, and stays so.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> PowerOfTwo(Vector256<int> n) => ((n << 23) + Vector256<float>.One.AsInt32()).AsSingle();

    /// <summary>Added to n, it leaves n + 1023 in the last bits.</summary>
    const float BiasedFloat = 12582912 + 1023;

    /// <summary>m·2ⁿ for four lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Scale(Vector256<double> m, Vector256<double> n)
        => m * ((n + Vector256.Create(Biased)).AsInt64() << 52).AsDouble();

    /// <summary>m·2ⁿ for two lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Scale(Vector128<double> m, Vector128<double> n)
        => m * ((n + Vector128.Create(Biased)).AsInt64() << 52).AsDouble();

    /// <summary>m·2ⁿ for one lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Scale(double m, double n)
        => m * BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(n + Biased) << 52);

    /// <summary>
    /// One lane of a double kernel from its float. A plain cast is an instruction that keeps the upper half of its
    /// destination, and so waits for what was last there, the result of the element before; here that is zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Widen(float x)
        => Sse2.IsSupported
            ? Sse2.ConvertScalarToVector128Double(Vector128<double>.Zero, Vector128.CreateScalarUnsafe(x)).ToScalar()
            : x;

    /// <summary>
    /// Added to n, it leaves n + 1023 in the last bits: AVX2 does not convert doubles to 64-bit integers.
    /// </summary>
    const double Biased = 6755399441055744 + 1023;
}
