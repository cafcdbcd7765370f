using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Loops;

/// <summary>Sixteen floats of AVX-512.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Floats512 : IFloats<Floats512, Mask512, Bits512>
{
    readonly Vector512<float> value;

    Floats512(Vector512<float> value) => this.value = value;

    /// <inheritdoc/>
    public static int Count => 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Of(float number) => new(Vector512.Create(number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 From(nuint first) => new(Vector512.ConvertToSingle(Vector512<int>.Indices + Vector512.Create((int)first)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Uniform(uint seed, long position) => new(Uniforms.Of512(seed, position));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Load(ref readonly float origin, nuint i) => new(Vector512.LoadUnsafe(in origin, i));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Load(ref readonly float origin, nuint i, nuint count)
    {
        fixed (float* address = &origin) return new(Avx512F.MaskLoad(address + i, Mask(count), Vector512<float>.Zero));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats512 value, ref float origin, nuint i) => value.value.StoreUnsafe(ref origin, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats512 value, ref float origin, nuint i, nuint count)
    {
        fixed (float* address = &origin) Avx512F.MaskStore(address + i, Mask(count), value.value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 First(Floats512 value, nuint count) => new(value.value & Mask(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Mask(nuint count)
        => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create((int)count)).AsSingle();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 operator +(Floats512 a, Floats512 b) => new(a.value + b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 operator -(Floats512 a, Floats512 b) => new(a.value - b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 operator *(Floats512 a, Floats512 b) => new(a.value * b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 operator /(Floats512 a, Floats512 b) => new(a.value / b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 operator -(Floats512 a) => new(a.value ^ Vector512.Create(-0f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask512 operator <(Floats512 a, Floats512 b) => new(Vector512.LessThan(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask512 operator >(Floats512 a, Floats512 b) => new(Vector512.GreaterThan(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask512 operator <=(Floats512 a, Floats512 b) => new(Vector512.LessThanOrEqual(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask512 operator >=(Floats512 a, Floats512 b) => new(Vector512.GreaterThanOrEqual(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask512 Equal(Floats512 a, Floats512 b) => new(Vector512.Equals(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 MultiplyAdd(Floats512 a, Floats512 b, Floats512 c) => new(Avx512F.FusedMultiplyAdd(a.value, b.value, c.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 MultiplySubtract(Floats512 a, Floats512 b, Floats512 c) => new(Avx512F.FusedMultiplySubtract(a.value, b.value, c.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Abs(Floats512 a) => new(Vector512.Abs(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Sqrt(Floats512 a) => new(Vector512.Sqrt(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Floor(Floats512 a) => new(Vector512.Floor(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Min(Floats512 a, Floats512 b) => new(Avx512F.Min(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Max(Floats512 a, Floats512 b) => new(Avx512F.Max(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Scale(Floats512 a, Floats512 n) => new(Avx512F.Scale(a.value, n.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Select(Mask512 condition, Floats512 a, Floats512 b) => new(Avx512F.BlendVariable(b.value, a.value, condition.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 Bits(Floats512 a) => new(Vector512.AsInt32(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 FromBits(Bits512 bits) => new(Vector512.AsSingle(bits.Value));
}

/// <summary>What a comparison of 16 floats gives.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Mask512
{
    internal Mask512(Vector512<float> value) => Value = value;

    internal Vector512<float> Value { get; }
}

/// <summary>The bits of 16 floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Bits512 : IFloatBits<Bits512>
{
    internal Bits512(Vector512<int> value) => Value = value;

    internal Vector512<int> Value { get; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 Of(int number) => new(Vector512.Create(number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 operator +(Bits512 a, Bits512 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 operator -(Bits512 a, Bits512 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 operator <<(Bits512 a, int count) => new(a.Value << count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512 operator >>>(Bits512 a, int count) => new(a.Value >>> count);
}
