using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Kernels.Loops;

/// <summary>
/// Two vectors side by side, for AVX-512. A body of some dozens of operations is a chain in which each waits for the
/// one before; of two chains the processor computes one while the other waits, and 32 registers hold both. A part is
/// one of more than a vector.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct TwoVectors<TLanes, TVector, TMask, TBits> : ILanes<Two<TVector>, Two<TMask>, Two<TBits>>
    where TLanes : struct, ILanes<TVector, TMask, TBits>
{
    /// <inheritdoc/>
    public static int Count => 2 * TLanes.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Of(float number)
    {
        var one = TLanes.Of(number);
        return new(one, one);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Of(double number)
    {
        var one = TLanes.Of(number);
        return new(one, one);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> From(nuint first) => new(TLanes.From(first), TLanes.From(first + (nuint)TLanes.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Uniform(uint seed, long position)
        => new(TLanes.Uniform(seed, position), TLanes.Uniform(seed, position + TLanes.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Load(ref readonly float origin, nuint i)
        => new(TLanes.Load(in origin, i), TLanes.Load(in origin, i + (nuint)TLanes.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Load(float* address, nuint count)
        => new(TLanes.Load(ref *address, 0), TLanes.Load(address + TLanes.Count, count - (nuint)TLanes.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Two<TVector> value, ref float origin, nuint i)
    {
        TLanes.Store(value.Low, ref origin, i);
        TLanes.Store(value.High, ref origin, i + (nuint)TLanes.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Two<TVector> value, float* address, nuint count)
    {
        TLanes.Store(value.Low, ref *address, 0);
        TLanes.Store(value.High, address + TLanes.Count, count - (nuint)TLanes.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Load(ref readonly double origin, nuint i)
        => new(TLanes.Load(in origin, i), TLanes.Load(in origin, i + (nuint)TLanes.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Two<TVector> value, ref double origin, nuint i)
    {
        TLanes.Store(value.Low, ref origin, i);
        TLanes.Store(value.High, ref origin, i + (nuint)TLanes.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Two<TVector> value, ref float origin, nuint i)
    {
        TLanes.Add(value.Low, ref origin, i);
        TLanes.Add(value.High, ref origin, i + (nuint)TLanes.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> First(Two<TVector> value, nuint count)
        => new(value.Low, TLanes.First(value.High, count - (nuint)TLanes.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Add(Two<TVector> a, Two<TVector> b)
        => new(TLanes.Add(a.Low, b.Low), TLanes.Add(a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Subtract(Two<TVector> a, Two<TVector> b)
        => new(TLanes.Subtract(a.Low, b.Low), TLanes.Subtract(a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Multiply(Two<TVector> a, Two<TVector> b)
        => new(TLanes.Multiply(a.Low, b.Low), TLanes.Multiply(a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Divide(Two<TVector> a, Two<TVector> b)
        => new(TLanes.Divide(a.Low, b.Low), TLanes.Divide(a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Negate(Two<TVector> a) => new(TLanes.Negate(a.Low), TLanes.Negate(a.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Abs(Two<TVector> a) => new(TLanes.Abs(a.Low), TLanes.Abs(a.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Sqrt(Two<TVector> a) => new(TLanes.Sqrt(a.Low), TLanes.Sqrt(a.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Floor(Two<TVector> a) => new(TLanes.Floor(a.Low), TLanes.Floor(a.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> MultiplyAdd(Two<TVector> a, Two<TVector> b, Two<TVector> c)
        => new(TLanes.MultiplyAdd(a.Low, b.Low, c.Low), TLanes.MultiplyAdd(a.High, b.High, c.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> MultiplySubtract(Two<TVector> a, Two<TVector> b, Two<TVector> c)
        => new(TLanes.MultiplySubtract(a.Low, b.Low, c.Low), TLanes.MultiplySubtract(a.High, b.High, c.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Min(Two<TVector> a, Two<TVector> b)
        => new(TLanes.Min(a.Low, b.Low), TLanes.Min(a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Max(Two<TVector> a, Two<TVector> b)
        => new(TLanes.Max(a.Low, b.Low), TLanes.Max(a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Scale(Two<TVector> a, Two<TVector> n)
        => new(TLanes.Scale(a.Low, n.Low), TLanes.Scale(a.High, n.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> ScaleDown(Two<TVector> a, Two<TVector> n)
        => new(TLanes.ScaleDown(a.Low, n.Low), TLanes.ScaleDown(a.High, n.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> ScaleNear(Two<TVector> a, Two<TVector> n)
        => new(TLanes.ScaleNear(a.Low, n.Low), TLanes.ScaleNear(a.High, n.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TMask> Less(Two<TVector> a, Two<TVector> b)
        => new(TLanes.Less(a.Low, b.Low), TLanes.Less(a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TMask> LessOrEqual(Two<TVector> a, Two<TVector> b)
        => new(TLanes.LessOrEqual(a.Low, b.Low), TLanes.LessOrEqual(a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TMask> Greater(Two<TVector> a, Two<TVector> b)
        => new(TLanes.Greater(a.Low, b.Low), TLanes.Greater(a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TMask> GreaterOrEqual(Two<TVector> a, Two<TVector> b)
        => new(TLanes.GreaterOrEqual(a.Low, b.Low), TLanes.GreaterOrEqual(a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TMask> Equal(Two<TVector> a, Two<TVector> b)
        => new(TLanes.Equal(a.Low, b.Low), TLanes.Equal(a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> Select(Two<TMask> condition, Two<TVector> a, Two<TVector> b)
        => new(TLanes.Select(condition.Low, a.Low, b.Low), TLanes.Select(condition.High, a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> SelectIfLess(Two<TVector> x, Two<TVector> y, Two<TVector> a, Two<TVector> b)
        => new(TLanes.SelectIfLess(x.Low, y.Low, a.Low, b.Low), TLanes.SelectIfLess(x.High, y.High, a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> SelectIfLessOrEqual(Two<TVector> x, Two<TVector> y, Two<TVector> a, Two<TVector> b)
        => new(TLanes.SelectIfLessOrEqual(x.Low, y.Low, a.Low, b.Low),
            TLanes.SelectIfLessOrEqual(x.High, y.High, a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> SelectIfGreater(Two<TVector> x, Two<TVector> y, Two<TVector> a, Two<TVector> b)
        => new(TLanes.SelectIfGreater(x.Low, y.Low, a.Low, b.Low),
            TLanes.SelectIfGreater(x.High, y.High, a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> SelectIfGreaterOrEqual(Two<TVector> x, Two<TVector> y, Two<TVector> a, Two<TVector> b)
        => new(TLanes.SelectIfGreaterOrEqual(x.Low, y.Low, a.Low, b.Low),
            TLanes.SelectIfGreaterOrEqual(x.High, y.High, a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> SelectIfEqual(Two<TVector> x, Two<TVector> y, Two<TVector> a, Two<TVector> b)
        => new(TLanes.SelectIfEqual(x.Low, y.Low, a.Low, b.Low), TLanes.SelectIfEqual(x.High, y.High, a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TBits> Bits(Two<TVector> a) => new(TLanes.Bits(a.Low), TLanes.Bits(a.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TVector> FromBits(Two<TBits> bits) => new(TLanes.FromBits(bits.Low), TLanes.FromBits(bits.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TBits> OfBits(long bits) => new(TLanes.OfBits(bits), TLanes.OfBits(bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TBits> AddBits(Two<TBits> a, Two<TBits> b)
        => new(TLanes.AddBits(a.Low, b.Low), TLanes.AddBits(a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TBits> SubtractBits(Two<TBits> a, Two<TBits> b)
        => new(TLanes.SubtractBits(a.Low, b.Low), TLanes.SubtractBits(a.High, b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TBits> ShiftLeft(Two<TBits> a, int count)
        => new(TLanes.ShiftLeft(a.Low, count), TLanes.ShiftLeft(a.High, count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<TBits> ShiftRight(Two<TBits> a, int count)
        => new(TLanes.ShiftRight(a.Low, count), TLanes.ShiftRight(a.High, count));
}

/// <summary>Two of a kind.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Two<T>
{
    internal readonly T Low, High;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Two(T low, T high) => (Low, High) = (low, high);
}
