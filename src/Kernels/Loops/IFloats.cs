using System.ComponentModel;

namespace Kernels.Loops;

/// <summary>
/// The lanes that a body computes in: one float, or a vector of them. A generated body is written once over this interface and compiled for each
/// instruction set; the operations are those that IEEE 754 rounds exactly, so all lanes give the same bits.
/// </summary>
/// <typeparam name="TSelf">The lanes.</typeparam>
/// <typeparam name="TMask">What a comparison of two such lanes gives.</typeparam>
/// <typeparam name="TBits">The bits of as many floats, as whole numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFloats<TSelf, TMask, TBits>
    where TSelf : struct, IFloats<TSelf, TMask, TBits>
    where TBits : struct, IFloatBits<TBits>
{
    /// <summary>How many floats there are.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in each lane.</summary>
    static abstract TSelf Of(float number);

    /// <summary>The numbers from <paramref name="first"/> on, one after the other.</summary>
    static abstract TSelf From(nuint first);

    /// <summary>The random numbers of elements from a position on.</summary>
    static abstract TSelf Uniform(uint seed, long position);

    /// <summary>Loads from element <paramref name="i"/> on.</summary>
    static abstract TSelf Load(ref readonly float origin, nuint i);

    /// <summary>The same where only so many elements are there, at least one: other lanes are 0, and no memory behind is touched.</summary>
    static abstract TSelf Load(ref readonly float origin, nuint i, nuint count);

    /// <summary>Stores from element <paramref name="i"/> on.</summary>
    static abstract void Store(TSelf value, ref float origin, nuint i);

    /// <summary>Stores so many lanes, at least one, or all.</summary>
    static abstract void Store(TSelf value, ref float origin, nuint i, nuint count);

    /// <summary>So many lanes, at least one, or all; the others become 0.</summary>
    static abstract TSelf First(TSelf value, nuint count);

    /// <summary>The sum, rounded.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>The difference, rounded.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>The product, rounded.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>The quotient, rounded.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>The other sign, of a zero and of NaN too.</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary>Whether a is smaller.</summary>
    static abstract TMask operator <(TSelf a, TSelf b);

    /// <summary>Whether a is larger.</summary>
    static abstract TMask operator >(TSelf a, TSelf b);

    /// <summary>Whether a is smaller or equal.</summary>
    static abstract TMask operator <=(TSelf a, TSelf b);

    /// <summary>Whether a is larger or equal.</summary>
    static abstract TMask operator >=(TSelf a, TSelf b);

    /// <summary>Whether both are equal.</summary>
    static abstract TMask Equal(TSelf a, TSelf b);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>a·b - c, rounded once.</summary>
    static abstract TSelf MultiplySubtract(TSelf a, TSelf b, TSelf c);

    /// <summary>Without its sign.</summary>
    static abstract TSelf Abs(TSelf a);

    /// <summary>The square root, rounded.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>The next whole number below.</summary>
    static abstract TSelf Floor(TSelf a);

    /// <summary>The smaller; the second where one is NaN.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>The larger; the second where one is NaN.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>a·2ⁿ, rounded once; n is a whole number within ±378.</summary>
    static abstract TSelf Scale(TSelf a, TSelf n);

    /// <summary>The second where the condition holds, else the third.</summary>
    static abstract TSelf Select(TMask condition, TSelf a, TSelf b);

    /// <summary>The bits of each float.</summary>
    static abstract TBits Bits(TSelf a);

    /// <summary>The floats of these bits.</summary>
    static abstract TSelf FromBits(TBits bits);
}

/// <summary>The bits of floats as whole numbers of 32 bits, which wrap around.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFloatBits<TSelf> where TSelf : struct, IFloatBits<TSelf>
{
    /// <summary>The same number in each lane.</summary>
    static abstract TSelf Of(int number);

    /// <summary>The sum.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>The difference.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>Shifted to the left.</summary>
    static abstract TSelf operator <<(TSelf a, int count);

    /// <summary>Shifted to the right, zeros behind.</summary>
    static abstract TSelf operator >>>(TSelf a, int count);
}
