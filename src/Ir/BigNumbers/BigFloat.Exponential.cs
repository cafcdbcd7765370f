// Exponentials, logarithms and what is made of them. Fixed-point Taylor series after argument reduction; logarithms
// invert the exponential by Halley's iteration. Guard bits cover what the reduction and the squarings lose.
using System.Numerics;

namespace Kernels.Ir;

readonly partial struct BigFloat
{
    const int Guard = 32, Halvings = 8;

    /// <summary>Beyond e^(±2^4096) all results are alike: no formula over floats needs them apart.</summary>
    const int LargestTop = 4096;

    /// <summary>x·2^bits as an integer, rounded down.</summary>
    BigInteger ToFixed(int bits)
    {
        var shift = Exponent + bits;
        return shift >= 0 ? Mantissa << (int)shift : Mantissa >> (int)BigInteger.Min(-shift, Length(Mantissa) + 1);
    }

    /// <summary>How many bits the number lies below 1.</summary>
    int BitsBelowOne => Top >= 0 ? 0 : (int)-Top;

    /// <summary>How many bits it lies above 1.</summary>
    /// <exception cref="ArithmeticException">So many that arithmetic with them would not end.</exception>
    int BitsAboveOne
        => Top <= 0 ? 0
            : Top <= LargestTop ? (int)Top
            : throw new ArithmeticException("The argument of a function is too large.");

    bool IsBelow(int bits) => IsZero || Top < -bits;

    public static BigFloat Exp(BigFloat x)
    {
        if (x.IsBelow(x.Precision + 2)) return 1 + x;
        if (x.Top > LargestTop) return new BigFloat(1, x.Sign * (BigInteger.One << LargestTop), x.Precision);
        var bits = x.Precision + Guard + Halvings;
        var wide = bits + x.BitsAboveOne + 8;
        var (value, ln2) = (x.ToFixed(wide), BigConstants.Ln2(wide));
        var k = RoundedShift((value << 8) / ln2, 8);
        var r = (value - k * ln2) >> (wide - bits + Halvings);

        var (sum, term) = (BigInteger.One << bits, BigInteger.One << bits);
        for (var n = 1; !term.IsZero; n++) sum += term = ((term * r) >> bits) / n;
        for (var i = 0; i < Halvings; i++) sum = (sum * sum) >> bits;
        return Round(sum, k - bits, x.Precision);
    }

    public static BigFloat ExpM1(BigFloat x)
        => x.IsBelow(x.Precision) ? x + (x * x).Scale(-1)
            : (Exp(x.At(x.Precision + x.BitsBelowOne + 8)) - 1).At(x.Precision);

    /// <exception cref="ArithmeticException">x is not positive; of 0, which may be a number that cancelled,
    /// a division by zero.</exception>
    public static BigFloat Log(BigFloat x)
    {
        if (x.IsZero) throw new DivideByZeroException();
        if (x.Sign <= 0) throw new ArithmeticException("The logarithm of a number that is not positive.");
        var (k, m) = (x.Top, x.Scale(-x.Top)); // m in [½, 1)
        if (m.ToDouble() < 0.70710678) (k, m) = (k - 1, m.Scale(1));
        var d = m.At(0) - 1;
        var bits = x.Precision + Guard + (d.IsZero ? 0 : d.BitsBelowOne);
        if (d.IsZero) return (Integer(k) * BigConstants.Ln2Float(bits)).At(x.Precision);

        m = m.At(bits);
        // log(1+d) to 50 bits; each round triples them: y + 2(m - e^y)/(m + e^y).
        var y = d.BitsBelowOne > 30 ? (d - (d * d).Scale(-1)).At(bits)
            : From(ScalarFunctions.Log1P(d.ToDouble()), bits);
        for (var right = 44; right < bits; right *= 3)
        {
            var e = Exp(y);
            y += ((m - e) / (m + e)).Scale(1);
        }
        return (k.IsZero ? y : y + Integer(k) * BigConstants.Ln2Float(bits)).At(x.Precision);
    }

    public static BigFloat Log1P(BigFloat x)
        => x.IsBelow(x.Precision) ? x - (x * x).Scale(-1)
            : Log(x.At(x.Precision + x.BitsBelowOne + 8) + 1).At(x.Precision);

    public static BigFloat Exp2(BigFloat x)
    {
        var bits = x.Precision + x.BitsAboveOne + 8;
        return Exp(x.At(bits) * BigConstants.Ln2Float(bits)).At(x.Precision);
    }

    public static BigFloat Log2(BigFloat x) => Log(x) / BigConstants.Ln2Float(x.Precision + 8);

    /// <exception cref="ArithmeticException">There is no real power, or it is infinite.</exception>
    public static BigFloat Pow(BigFloat x, BigFloat y)
    {
        if (y.IsZero) return 1;
        if (x.IsZero) return y.Sign > 0 ? x : throw new ArithmeticException("A negative power of zero.");
        if (x.Sign < 0)
        {
            if (Floor(y).CompareTo(y) != 0) throw new ArithmeticException("A fractional power of a negative number.");
            var isOdd = Floor(y.Scale(-1)).Scale(1).CompareTo(y) != 0;
            return isOdd ? -Pow(-x, y) : Pow(-x, y);
        }
        var precision = Math.Max(x.Precision, y.Precision);
        var bits = precision + 64 + y.BitsAboveOne + (int)BigInteger.Abs(x.Top).GetBitLength();
        return Exp(y * Log(x.At(bits))).At(precision);
    }

    public static BigFloat Tanh(BigFloat x)
    {
        var t = ExpM1(-Abs(x).Scale(1)); // in (-1, 0]: nothing cancels
        return x.Sign > 0 ? -t / (2 + t) : t / (2 + t);
    }

    public static BigFloat Sinh(BigFloat x)
    {
        var m = ExpM1(Abs(x)); // in the growing direction nothing cancels
        var sinh = (m + m / (1 + m)).Scale(-1);
        return x.Sign < 0 ? -sinh : sinh;
    }

    public static BigFloat Cosh(BigFloat x) => (Exp(x) + Exp(-x)).Scale(-1);
    public static BigFloat Sigmoid(BigFloat x) => 1 / (1 + Exp(-x));
    public static BigFloat Softplus(BigFloat x) => x.Sign > 0 ? x + Log1P(Exp(-x)) : Log1P(Exp(x));
}
