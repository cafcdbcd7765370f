using System.ComponentModel;

namespace Kernels.Loops;

/// <summary>
/// The lanes that a body computes in: one float or double, or a vector of them. A generated body is written once over
/// this interface and compiled for each instruction set; the operations are those that IEEE 754 rounds exactly, so all
/// lanes give the same bits. Memory holds floats: double lanes widen what they load, and round what they store.
/// </summary>
/// <remarks>
/// The operations are static and not operators of types of their own, because of a body of a hundred operations the JIT
/// inlines no more once a method has 512 locals, and each value of a type with one field counts twice.
/// </remarks>
/// <typeparam name="TVector">The lanes.</typeparam>
/// <typeparam name="TMask">What a comparison of such lanes gives.</typeparam>
/// <typeparam name="TBits">The bits of the lanes, as whole numbers as wide, which wrap around.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe interface ILanes<TVector, TMask, TBits>
{
    /// <summary>How many there are.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in each lane.</summary>
    static abstract TVector Of(float number);

    /// <summary>The same number in each lane, rounded where these are floats.</summary>
    static abstract TVector Of(double number);

    /// <summary>The numbers from <paramref name="first"/> on, one after the other.</summary>
    static abstract TVector From(nuint first);

    /// <summary>The random numbers of elements from a position on.</summary>
    static abstract TVector Uniform(uint seed, long position);

    /// <summary>Loads from element <paramref name="i"/> on.</summary>
    static abstract TVector Load(ref readonly float origin, nuint i);

    /// <summary>
    /// Loads so many elements, at least one, of memory that does not move: other lanes are 0,
    /// and nothing behind is touched.
    /// </summary>
    static abstract TVector Load(float* address, nuint count);

    /// <summary>Stores from element <paramref name="i"/> on.</summary>
    static abstract void Store(TVector value, ref float origin, nuint i);

    /// <summary>Stores so many lanes, at least one, to memory that does not move.</summary>
    static abstract void Store(TVector value, float* address, nuint count);

    /// <summary>
    /// Loads doubles from number <paramref name="i"/> on: what passes over rows in double lanes keep for each other.
    /// </summary>
    static virtual TVector Load(ref readonly double origin, nuint i) => throw new NotSupportedException();

    /// <summary>Stores doubles from number <paramref name="i"/> on.</summary>
    static virtual void Store(TVector value, ref double origin, nuint i) => throw new NotSupportedException();

    /// <summary>Adds to floats from element <paramref name="i"/> on, each rounded to a float before.</summary>
    static abstract void Add(TVector value, ref float origin, nuint i);

    /// <summary>So many lanes, at least one, or all; the others become 0.</summary>
    static abstract TVector First(TVector value, nuint count);

    /// <summary>The sum, rounded.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>The difference, rounded.</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>The product, rounded.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>The quotient, rounded.</summary>
    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>The other sign, of a zero and of NaN too.</summary>
    static abstract TVector Negate(TVector a);

    /// <summary>Without its sign.</summary>
    static abstract TVector Abs(TVector a);

    /// <summary>The square root, rounded.</summary>
    static abstract TVector Sqrt(TVector a);

    /// <summary>The next whole number below.</summary>
    static abstract TVector Floor(TVector a);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>a·b - c, rounded once.</summary>
    static abstract TVector MultiplySubtract(TVector a, TVector b, TVector c);

    /// <summary>The smaller; the second where one is NaN.</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary>The larger; the second where one is NaN.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>a·2ⁿ, rounded once; n is a whole number within ±378 (±1022 in doubles).</summary>
    static abstract TVector Scale(TVector a, TVector n);

    /// <summary>The same where n is known to lie within -190 and 62, and a·2ⁿ below 2⁶³: cheaper on AVX2.</summary>
    static abstract TVector ScaleDown(TVector a, TVector n);

    /// <summary>The same where n is known to lie within ±252, and a is above 2⁻¹⁰² wherever n is not 0.</summary>
    static abstract TVector ScaleNear(TVector a, TVector n);

    /// <summary>Whether a is smaller.</summary>
    static abstract TMask Less(TVector a, TVector b);

    /// <summary>Whether a is smaller or equal.</summary>
    static abstract TMask LessOrEqual(TVector a, TVector b);

    /// <summary>Whether a is larger.</summary>
    static abstract TMask Greater(TVector a, TVector b);

    /// <summary>Whether a is larger or equal.</summary>
    static abstract TMask GreaterOrEqual(TVector a, TVector b);

    /// <summary>Whether both are equal.</summary>
    static abstract TMask Equal(TVector a, TVector b);

    /// <summary>The second where the condition holds, else the third.</summary>
    static abstract TVector Select(TMask condition, TVector a, TVector b);

    /// <summary>
    /// a where x &lt; y, else b. On AVX-512 a condition that is a value of its own costs two more operations.
    /// </summary>
    static abstract TVector SelectIfLess(TVector x, TVector y, TVector a, TVector b);

    /// <summary>
    /// a where x &lt;= y, else b. On AVX-512 a condition that is a value of its own costs two more operations.
    /// </summary>
    static abstract TVector SelectIfLessOrEqual(TVector x, TVector y, TVector a, TVector b);

    /// <summary>
    /// a where x &gt; y, else b. On AVX-512 a condition that is a value of its own costs two more operations.
    /// </summary>
    static abstract TVector SelectIfGreater(TVector x, TVector y, TVector a, TVector b);

    /// <summary>
    /// a where x &gt;= y, else b. On AVX-512 a condition that is a value of its own costs two more operations.
    /// </summary>
    static abstract TVector SelectIfGreaterOrEqual(TVector x, TVector y, TVector a, TVector b);

    /// <summary>
    /// a where x == y, else b. On AVX-512 a condition that is a value of its own costs two more operations.
    /// </summary>
    static abstract TVector SelectIfEqual(TVector x, TVector y, TVector a, TVector b);

    /// <summary>The bits of each lane.</summary>
    static abstract TBits Bits(TVector a);

    /// <summary>The lanes of these bits.</summary>
    static abstract TVector FromBits(TBits bits);

    /// <summary>The same bits in each lane.</summary>
    static abstract TBits OfBits(long bits);

    /// <summary>The sum of whole numbers.</summary>
    static abstract TBits AddBits(TBits a, TBits b);

    /// <summary>The difference of whole numbers.</summary>
    static abstract TBits SubtractBits(TBits a, TBits b);

    /// <summary>Shifted to the left.</summary>
    static abstract TBits ShiftLeft(TBits a, int count);

    /// <summary>Shifted to the right, zeros behind.</summary>
    static abstract TBits ShiftRight(TBits a, int count);
}
