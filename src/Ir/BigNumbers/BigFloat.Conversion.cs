// To and from the binary formats of the processor; both ways exact or correctly rounded.
using System.Globalization;
using System.Numerics;

namespace Kernels.Ir;

readonly partial struct BigFloat
{
    /// <exception cref="ArithmeticException">NaN and the infinities are no numbers.</exception>
    public static BigFloat From(double value, int precision)
    {
        if (!double.IsFinite(value))
            throw new ArithmeticException($"{value.ToString(CultureInfo.InvariantCulture)} is not a finite number.");
        if (value == 0) return new(0, 0, precision);
        var bits = BitConverter.DoubleToInt64Bits(value);
        var (biased, fraction) = ((int)(bits >> 52) & 0x7FF, bits & 0xFFFFFFFFFFFFF);
        var mantissa = biased == 0 ? fraction : fraction | 1L << 52;
        return Round(value < 0 ? -mantissa : mantissa, Math.Max(biased, 1) - 1075, precision);
    }

    /// <summary>The nearest double, half to even; a negative number too small for it gives -0.</summary>
    public double ToDouble() => ToBinary(53, -1074, 1024);

    /// <summary>The nearest float, half to even; a negative number too small for it gives -0.</summary>
    public float ToSingle() => (float)ToBinary(24, -149, 128);

    /// <param name="digits">Bits of the format's significand.</param>
    /// <param name="lowest">The exponent of its smallest number;
    /// likewise <paramref name="highest"/>, of its overflow.</param>
    double ToBinary(int digits, int lowest, int highest)
    {
        if (IsZero) return 0;
        if (Top > highest) return Sign * double.PositiveInfinity;
        if (Top < lowest) return Sign * 0.0;
        var quantum = Math.Max((int)Top - digits, lowest);
        var shift = quantum - (int)Exponent;
        var integer = shift <= 0 ? Mantissa << -shift : RoundedShift(Mantissa, shift);
        var magnitude = Math.ScaleB((double)BigInteger.Abs(integer), quantum);
        return Sign < 0 ? -magnitude : magnitude;
    }

    public override string ToString() => ToDouble().ToString("G9", CultureInfo.InvariantCulture);
}
