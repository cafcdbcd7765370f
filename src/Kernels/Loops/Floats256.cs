using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Loops;

/// <summary>Eight floats of AVX2.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Floats256 : IFloats<Floats256, Mask256, Bits256>
{
    readonly Vector256<float> value;

    Floats256(Vector256<float> value) => this.value = value;

    /// <inheritdoc/>
    public static int Count => 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Of(float number) => new(Vector256.Create(number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 From(nuint first) => new(Vector256.ConvertToSingle(Vector256<int>.Indices + Vector256.Create((int)first)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Uniform(uint seed, long position) => new(Uniforms.Of256(seed, position));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Load(ref readonly float origin, nuint i) => new(Vector256.LoadUnsafe(in origin, i));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Load(ref readonly float origin, nuint i, nuint count)
    {
        fixed (float* address = &origin) return new(Avx.MaskLoad(address + i, Mask(count)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats256 value, ref float origin, nuint i) => value.value.StoreUnsafe(ref origin, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats256 value, ref float origin, nuint i, nuint count)
    {
        fixed (float* address = &origin) Avx.MaskStore(address + i, Mask(count), value.value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 First(Floats256 value, nuint count) => new(value.value & Mask(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> Mask(nuint count)
        => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)count)).AsSingle();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 operator +(Floats256 a, Floats256 b) => new(a.value + b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 operator -(Floats256 a, Floats256 b) => new(a.value - b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 operator *(Floats256 a, Floats256 b) => new(a.value * b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 operator /(Floats256 a, Floats256 b) => new(a.value / b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 operator -(Floats256 a) => new(a.value ^ Vector256.Create(-0f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask256 operator <(Floats256 a, Floats256 b) => new(Vector256.LessThan(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask256 operator >(Floats256 a, Floats256 b) => new(Vector256.GreaterThan(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask256 operator <=(Floats256 a, Floats256 b) => new(Vector256.LessThanOrEqual(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask256 operator >=(Floats256 a, Floats256 b) => new(Vector256.GreaterThanOrEqual(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask256 Equal(Floats256 a, Floats256 b) => new(Vector256.Equals(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 MultiplyAdd(Floats256 a, Floats256 b, Floats256 c) => new(Fma.MultiplyAdd(a.value, b.value, c.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 MultiplySubtract(Floats256 a, Floats256 b, Floats256 c) => new(Fma.MultiplySubtract(a.value, b.value, c.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Abs(Floats256 a) => new(Vector256.Abs(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Sqrt(Floats256 a) => new(Vector256.Sqrt(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Floor(Floats256 a) => new(Vector256.Floor(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Min(Floats256 a, Floats256 b) => new(Avx.Min(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Max(Floats256 a, Floats256 b) => new(Avx.Max(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Scale(Floats256 a, Floats256 n) => new(Lanes.Scale(a.value, n.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Select(Mask256 condition, Floats256 a, Floats256 b) => new(Vector256.ConditionalSelect(condition.Value, a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 Bits(Floats256 a) => new(Vector256.AsInt32(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 FromBits(Bits256 bits) => new(Vector256.AsSingle(bits.Value));
}

/// <summary>What a comparison of 8 floats gives.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Mask256
{
    internal Mask256(Vector256<float> value) => Value = value;

    internal Vector256<float> Value { get; }
}

/// <summary>The bits of 8 floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Bits256 : IFloatBits<Bits256>
{
    internal Bits256(Vector256<int> value) => Value = value;

    internal Vector256<int> Value { get; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 Of(int number) => new(Vector256.Create(number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 operator +(Bits256 a, Bits256 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 operator -(Bits256 a, Bits256 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 operator <<(Bits256 a, int count) => new(a.Value << count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256 operator >>>(Bits256 a, int count) => new(a.Value >>> count);
}
