// Floating-point numbers of any precision and any exponent: what the kernels are measured against. Mantissa·2^Exponent,
// rounded half to even to Precision bits after each operation; of two operands the larger precision counts, and an
// integer is exact and brings none. Simple and right before fast; tests compare it with MPFR.
using System.Numerics;

namespace Kernels.Ir;

internal readonly partial struct BigFloat : IComparable<BigFloat>
{
    BigFloat(BigInteger mantissa, BigInteger exponent, int precision, bool isRounded = false)
        => (Mantissa, Exponent, Precision, IsRounded) = (mantissa, exponent, precision, isRounded);

    public BigInteger Mantissa { get; }
    public BigInteger Exponent { get; }
    public int Precision { get; }

    /// <summary>Whether digits may have been lost on the way to it.</summary>
    public bool IsRounded { get; }

    public int Sign => Mantissa.Sign;
    public bool IsZero => Mantissa.IsZero;

    /// <summary>The value lies in [2^(Top-1), 2^Top). Not for zero.</summary>
    public BigInteger Top => Exponent + Length(Mantissa);

    public static implicit operator BigFloat(int value) => new(value, 0, 0);

    public static BigFloat Integer(BigInteger value) => new(value, 0, 0);

    /// <summary>The same number at another precision.</summary>
    public BigFloat At(int precision) => Round(Mantissa, Exponent, precision, IsRounded);

    /// <summary>The same number, as one of which digits may have been lost.</summary>
    public BigFloat Rounded() => new(Mantissa, Exponent, Precision, isRounded: true);

    /// <summary>
    /// How often on this thread a sum of rounded numbers was 0. Each time all digits that this precision has may have
    /// cancelled, where more digits would have left some: two precisions that agree prove nothing then.
    /// </summary>
    [ThreadStatic] internal static long Cancelled;

    /// <summary>x·2ⁿ, exact.</summary>
    public BigFloat Scale(BigInteger n) => new(Mantissa, Exponent + n, Precision, IsRounded);

    public static BigFloat operator -(BigFloat a) => new(-a.Mantissa, a.Exponent, a.Precision, a.IsRounded);
    public static BigFloat operator -(BigFloat a, BigFloat b) => a + -b;

    public static BigFloat operator +(BigFloat a, BigFloat b)
    {
        var precision = Math.Max(a.Precision, b.Precision);
        if (a.IsZero) return b.At(precision);
        if (b.IsZero) return a.At(precision);
        // What lies wholly below the last bit but two cannot matter,
        // and must not be shifted into: exponents are unbounded.
        if (precision > 0 && a.Top - b.Top > precision + 64) return a.At(precision).Rounded();
        if (precision > 0 && b.Top - a.Top > precision + 64) return b.At(precision).Rounded();
        var exponent = BigInteger.Min(a.Exponent, b.Exponent);
        var sum = (a.Mantissa << (int)(a.Exponent - exponent)) + (b.Mantissa << (int)(b.Exponent - exponent));
        if (sum.IsZero && (a.IsRounded || b.IsRounded)) Cancelled++;
        return Round(sum, exponent, precision, a.IsRounded || b.IsRounded);
    }

    public static BigFloat operator *(BigFloat a, BigFloat b)
        => Round(a.Mantissa * b.Mantissa, a.Exponent + b.Exponent,
            Math.Max(a.Precision, b.Precision), a.IsRounded || b.IsRounded);

    /// <exception cref="DivideByZeroException">b is 0.</exception>
    public static BigFloat operator /(BigFloat a, BigFloat b)
    {
        // Not left to the processor: an OpenCL driver in the same process may have taken its signal (PoCL does).
        if (b.IsZero) throw new DivideByZeroException();
        var precision = Math.Max(a.Precision, b.Precision);
        var shift = Math.Max(0, precision + 4 + Length(b.Mantissa) - Length(a.Mantissa));
        var quotient = BigInteger.DivRem(a.Mantissa << shift, b.Mantissa, out var rest);
        // A sticky bit: the rest decides ties.
        return Round((quotient << 1) + rest.Sign * b.Sign,
            a.Exponent - b.Exponent - shift - 1, precision, isRounded: true);
    }

    public static bool operator <(BigFloat a, BigFloat b) => a.CompareTo(b) < 0;
    public static bool operator >(BigFloat a, BigFloat b) => a.CompareTo(b) > 0;
    public static bool operator <=(BigFloat a, BigFloat b) => a.CompareTo(b) <= 0;
    public static bool operator >=(BigFloat a, BigFloat b) => a.CompareTo(b) >= 0;

    public int CompareTo(BigFloat other)
    {
        if (Sign != other.Sign || IsZero) return Sign.CompareTo(other.Sign);
        if (Top != other.Top) return Sign * Top.CompareTo(other.Top);
        var exponent = BigInteger.Min(Exponent, other.Exponent);
        return (Mantissa << (int)(Exponent - exponent)).CompareTo(other.Mantissa << (int)(other.Exponent - exponent));
    }

    public static BigFloat Abs(BigFloat x) => x.Sign < 0 ? -x : x;

    public static BigFloat Floor(BigFloat x)
    {
        if (x.Exponent >= 0 || x.IsZero) return x;
        if (x.Top <= 0) return (x.Sign < 0 ? -1 : (BigFloat)0).At(x.Precision);
        return new(x.Mantissa >> (int)-x.Exponent, 0, x.Precision); // an arithmetic shift rounds down
    }

    /// <exception cref="ArithmeticException">x is negative.</exception>
    public static BigFloat Sqrt(BigFloat x)
    {
        if (x.Sign < 0) throw new ArithmeticException("The square root of a negative number.");
        if (x.IsZero) return x;
        var shift = Math.Max(0, 2 * x.Precision + 8 - Length(x.Mantissa));
        if (!(x.Exponent - shift).IsEven) shift++;
        return Round((SquareRoot(x.Mantissa << shift) << 1) + 1, (x.Exponent - shift) / 2 - 1,
            x.Precision, isRounded: true);
    }

    /// <summary>⌊√n⌋ by Newton's method from above.</summary>
    static BigInteger SquareRoot(BigInteger n)
    {
        var root = BigInteger.One << (Length(n) + 1) / 2;
        while (true)
        {
            var next = (root + n / root) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    static BigFloat Round(BigInteger mantissa, BigInteger exponent, int precision, bool isRounded = false)
    {
        var excess = Length(mantissa) - precision;
        return precision == 0 || excess <= 0
            ? new(mantissa, exponent, precision, isRounded)
            : new(RoundedShift(mantissa, excess), exponent + excess, precision, isRounded: true);
    }

    /// <summary>n/2^shift to the nearest integer, half to even.</summary>
    static BigInteger RoundedShift(BigInteger n, int shift)
    {
        var magnitude = BigInteger.Abs(n);
        var quotient = magnitude >> shift;
        var rest = (magnitude - (quotient << shift)).CompareTo(BigInteger.One << (shift - 1));
        if (rest > 0 || rest == 0 && !quotient.IsEven) quotient++;
        return n.Sign < 0 ? -quotient : quotient;
    }

    static int Length(BigInteger n) => (int)BigInteger.Abs(n).GetBitLength();
}
