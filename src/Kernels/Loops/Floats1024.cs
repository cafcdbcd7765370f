using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Kernels.Loops;

/// <summary>
/// Thirty-two floats: two vectors of AVX-512 side by side. A body of some dozens of operations is a chain in which each waits for the last; of two
/// chains the processor computes one while the other waits, and 32 registers hold both.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Floats1024 : IFloats<Floats1024, Mask1024, Bits1024>
{
    readonly Floats512 low, high;

    Floats1024(Floats512 low, Floats512 high) => (this.low, this.high) = (low, high);

    /// <inheritdoc/>
    public static int Count => 32;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 Of(float number) => new(Floats512.Of(number), Floats512.Of(number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 From(nuint first)
        => new(Floats512.From(first), Floats512.From(first + (nuint)Floats512.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 Uniform(uint seed, long position)
        => new(Floats512.Uniform(seed, position), Floats512.Uniform(seed, position + Floats512.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 Load(ref readonly float origin, nuint i)
        => new(Floats512.Load(in origin, i), Floats512.Load(in origin, i + (nuint)Floats512.Count));

    /// <inheritdoc/>
    public static Floats1024 Load(ref readonly float origin, nuint i, nuint count)
        => count <= (nuint)Floats512.Count
            ? new(Floats512.Load(in origin, i, count), default)
            : new(Floats512.Load(in origin, i), Floats512.Load(in origin, i + (nuint)Floats512.Count, count - (nuint)Floats512.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats1024 value, ref float origin, nuint i)
    {
        Floats512.Store(value.low, ref origin, i);
        Floats512.Store(value.high, ref origin, i + (nuint)Floats512.Count);
    }

    /// <inheritdoc/>
    public static void Store(Floats1024 value, ref float origin, nuint i, nuint count)
    {
        Floats512.Store(value.low, ref origin, i, count);
        if (count > (nuint)Floats512.Count)
            Floats512.Store(value.high, ref origin, i + (nuint)Floats512.Count, count - (nuint)Floats512.Count);
    }

    /// <inheritdoc/>
    public static Floats1024 First(Floats1024 value, nuint count)
        => count <= (nuint)Floats512.Count
            ? new(Floats512.First(value.low, count), default)
            : new(value.low, Floats512.First(value.high, count - (nuint)Floats512.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 operator +(Floats1024 a, Floats1024 b) => new(a.low + b.low, a.high + b.high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 operator -(Floats1024 a, Floats1024 b) => new(a.low - b.low, a.high - b.high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 operator *(Floats1024 a, Floats1024 b) => new(a.low * b.low, a.high * b.high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 operator /(Floats1024 a, Floats1024 b) => new(a.low / b.low, a.high / b.high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 operator -(Floats1024 a) => new(-a.low, -a.high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask1024 operator <(Floats1024 a, Floats1024 b) => new(a.low < b.low, a.high < b.high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask1024 operator >(Floats1024 a, Floats1024 b) => new(a.low > b.low, a.high > b.high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask1024 operator <=(Floats1024 a, Floats1024 b) => new(a.low <= b.low, a.high <= b.high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask1024 operator >=(Floats1024 a, Floats1024 b) => new(a.low >= b.low, a.high >= b.high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask1024 Equal(Floats1024 a, Floats1024 b)
        => new(Floats512.Equal(a.low, b.low), Floats512.Equal(a.high, b.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 MultiplyAdd(Floats1024 a, Floats1024 b, Floats1024 c)
        => new(Floats512.MultiplyAdd(a.low, b.low, c.low), Floats512.MultiplyAdd(a.high, b.high, c.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 MultiplySubtract(Floats1024 a, Floats1024 b, Floats1024 c)
        => new(Floats512.MultiplySubtract(a.low, b.low, c.low), Floats512.MultiplySubtract(a.high, b.high, c.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 Abs(Floats1024 a) => new(Floats512.Abs(a.low), Floats512.Abs(a.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 Sqrt(Floats1024 a) => new(Floats512.Sqrt(a.low), Floats512.Sqrt(a.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 Floor(Floats1024 a) => new(Floats512.Floor(a.low), Floats512.Floor(a.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 Min(Floats1024 a, Floats1024 b)
        => new(Floats512.Min(a.low, b.low), Floats512.Min(a.high, b.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 Max(Floats1024 a, Floats1024 b)
        => new(Floats512.Max(a.low, b.low), Floats512.Max(a.high, b.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 Scale(Floats1024 a, Floats1024 n)
        => new(Floats512.Scale(a.low, n.low), Floats512.Scale(a.high, n.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 Select(Mask1024 condition, Floats1024 a, Floats1024 b)
        => new(Floats512.Select(condition.Low, a.low, b.low), Floats512.Select(condition.High, a.high, b.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1024 Bits(Floats1024 a) => new(Floats512.Bits(a.low), Floats512.Bits(a.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1024 FromBits(Bits1024 bits)
        => new(Floats512.FromBits(bits.Low), Floats512.FromBits(bits.High));
}

/// <summary>What a comparison of 32 floats gives.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Mask1024
{
    internal Mask1024(Mask512 low, Mask512 high) => (Low, High) = (low, high);

    internal Mask512 Low { get; }

    internal Mask512 High { get; }
}

/// <summary>The bits of 32 floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Bits1024 : IFloatBits<Bits1024>
{
    internal Bits1024(Bits512 low, Bits512 high) => (Low, High) = (low, high);

    internal Bits512 Low { get; }

    internal Bits512 High { get; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1024 Of(int number) => new(Bits512.Of(number), Bits512.Of(number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1024 operator +(Bits1024 a, Bits1024 b) => new(a.Low + b.Low, a.High + b.High);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1024 operator -(Bits1024 a, Bits1024 b) => new(a.Low - b.Low, a.High - b.High);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1024 operator <<(Bits1024 a, int count) => new(a.Low << count, a.High << count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1024 operator >>>(Bits1024 a, int count) => new(a.Low >>> count, a.High >>> count);
}
