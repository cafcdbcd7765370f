using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Kernels.Loops;

/// <summary>One float, on any processor.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Floats1 : IFloats<Floats1, bool, Bits1>
{
    readonly float value;

    Floats1(float value) => this.value = value;

    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Of(float number) => new(number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 From(nuint first) => new((int)first);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Uniform(uint seed, long position) => new(Uniforms.Of(seed, position));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Load(ref readonly float origin, nuint i) => new(Unsafe.Add(ref Unsafe.AsRef(in origin), i));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Load(ref readonly float origin, nuint i, nuint count) => Load(in origin, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats1 value, ref float origin, nuint i) => Unsafe.Add(ref origin, i) = value.value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats1 value, ref float origin, nuint i, nuint count) => Store(value, ref origin, i);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 First(Floats1 value, nuint count) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator +(Floats1 a, Floats1 b) => new(a.value + b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator -(Floats1 a, Floats1 b) => new(a.value - b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator *(Floats1 a, Floats1 b) => new(a.value * b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator /(Floats1 a, Floats1 b) => new(a.value / b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator -(Floats1 a) => new(-a.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <(Floats1 a, Floats1 b) => a.value < b.value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >(Floats1 a, Floats1 b) => a.value > b.value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <=(Floats1 a, Floats1 b) => a.value <= b.value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >=(Floats1 a, Floats1 b) => a.value >= b.value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Equal(Floats1 a, Floats1 b) => a.value == b.value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 MultiplyAdd(Floats1 a, Floats1 b, Floats1 c) => new(MathF.FusedMultiplyAdd(a.value, b.value, c.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 MultiplySubtract(Floats1 a, Floats1 b, Floats1 c) => new(MathF.FusedMultiplyAdd(a.value, b.value, -c.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Abs(Floats1 a) => new(MathF.Abs(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Sqrt(Floats1 a) => new(MathF.Sqrt(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Floor(Floats1 a) => new(MathF.Floor(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Min(Floats1 a, Floats1 b) => new(Lanes.Min(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Max(Floats1 a, Floats1 b) => new(Lanes.Max(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Scale(Floats1 a, Floats1 n) => new(Lanes.Scale(a.value, n.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Select(bool condition, Floats1 a, Floats1 b) => condition ? a : b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1 Bits(Floats1 a) => new(BitConverter.SingleToInt32Bits(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 FromBits(Bits1 bits) => new(BitConverter.Int32BitsToSingle(bits.Value));
}

/// <summary>The bits of one float.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Bits1 : IFloatBits<Bits1>
{
    internal Bits1(int value) => Value = value;

    internal int Value { get; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1 Of(int number) => new(number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1 operator +(Bits1 a, Bits1 b) => new(unchecked(a.Value + b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1 operator -(Bits1 a, Bits1 b) => new(unchecked(a.Value - b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1 operator <<(Bits1 a, int count) => new(a.Value << count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1 operator >>>(Bits1 a, int count) => new(a.Value >>> count);
}
