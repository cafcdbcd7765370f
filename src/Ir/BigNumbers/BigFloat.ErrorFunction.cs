// The error function: the series whose terms are all positive, and beyond 5 Laplace's continued fraction.
using System.Numerics;

namespace Kernels.Ir;

readonly partial struct BigFloat
{
    const int FractionFrom = 5;

    /// <summary>2/√π·e^(-x²)·Σ 2ⁿx²ⁿ⁺¹/(2n+1)!!</summary>
    public static BigFloat Erf(BigFloat x)
    {
        if (x.IsZero) return x;
        if (Abs(x) > FractionFrom) return x.Sign > 0 ? 1 - Erfc(x) : Erfc(-x) - 1;
        var bits = x.Precision + Guard + 48;
        var square = x.At(bits) * x.At(bits);
        var (sum, term, step) = (BigInteger.One << bits, BigInteger.One << bits, square.ToFixed(bits + 1));
        for (var n = 3; !term.IsZero; n += 2) sum += term = ((term * step) >> bits) / n;
        return (x * FromFixed(sum, bits, bits) * Exp(-square) / Sqrt(BigConstants.PiFloat(bits)))
            .Scale(1).At(x.Precision);
    }

    public static BigFloat Erfc(BigFloat x)
    {
        // Up to 5, 1 - erf(x) loses no more than 1.45x² + 4 bits.
        if (x < FractionFrom) return (1 - Erf(x.At(x.Precision + (x.Sign > 0 ? 48 : 0)))).At(x.Precision);
        var bits = x.Precision + Guard + 2 * x.BitsAboveOne;
        x = x.At(bits);
        var fraction = x;
        for (var k = Terms(x, bits); k > 0; k--) fraction = x + ((BigFloat)k).Scale(-1) / fraction;
        return (Exp(-(x * x)) / (fraction * Sqrt(BigConstants.PiFloat(bits)))).At(bits - Guard - 2 * x.BitsAboveOne);
    }

    /// <summary>
    /// Depth of the fraction: cut after n terms it is right to e^(-2x·√(2n))
    /// where n is large beside x², to n!/(2x²)ⁿ where small.
    /// </summary>
    static int Terms(BigFloat x, int bits)
    {
        var size = Math.Min(x.ToDouble(), 1e9);
        var root = bits * 0.6931 / (2 * size);
        return 16 + (int)(root * root / 2 + bits / Math.Log2(2 * size * size));
    }

    /// <summary>Φ(x) = ½erfc(-x/√2). The tail squares its argument: so many more bits for √2.</summary>
    public static BigFloat NormalCdf(BigFloat x)
    {
        var bits = x.Precision + Guard + 2 * x.BitsAboveOne;
        return Erfc(-x.At(bits) * Sqrt(((BigFloat)2).At(bits)).Scale(-1)).Scale(-1).At(x.Precision);
    }

    /// <summary>log Φ(x), on the right from the tail.</summary>
    public static BigFloat LogNormalCdf(BigFloat x) => x.Sign > 0 ? Log1P(-NormalCdf(-x)) : Log(NormalCdf(x));

    /// <summary>φ(x) = e^(-x²/2)/√(2π).</summary>
    public static BigFloat NormalPdf(BigFloat x)
    {
        var bits = x.Precision + Guard + 2 * x.BitsAboveOne;
        x = x.At(bits);
        return (Exp(-(x * x).Scale(-1)) / Sqrt(BigConstants.PiFloat(bits).Scale(1))).At(
            bits - Guard - 2 * x.BitsAboveOne);
    }

    public static BigFloat FromFixed(BigInteger value, int bits, int precision) => Round(value, -bits, precision);
}
