// Sine, cosine and inverse tangent: reduced by as many bits of π as the argument has,
// then Taylor series in fixed point.
using System.Numerics;

namespace Kernels.Ir;

readonly partial struct BigFloat
{
    public static BigFloat Sin(BigFloat x) => x.IsBelow(x.Precision) ? x : Wave(x, quarters: 0);
    public static BigFloat Cos(BigFloat x) => Wave(x, quarters: 1);

    /// <summary>sin(x + quarters·π/2).</summary>
    static BigFloat Wave(BigFloat x, int quarters)
    {
        // A float is never nearer to a multiple of π/2 than 2^-160; what is near is found by more bits, not by luck.
        var bits = 2 * x.Precision + Guard + x.BitsAboveOne + (x.IsZero ? 0 : x.BitsBelowOne);
        var (value, half) = (x.ToFixed(bits), BigConstants.Pi(bits) >> 1);
        var k = RoundedShift((value << 8) / half, 8);
        var r = value - k * half;
        var quadrant = (int)(((k + quarters) % 4 + 4) % 4);
        var isCosine = quadrant % 2 == 1;

        var term = isCosine ? BigInteger.One << bits : r;
        var (sum, square) = (term, (r * r) >> bits);
        for (var n = isCosine ? 2 : 3; !term.IsZero; n += 2) sum += term = -((term * square) >> bits) / (n * (n - 1));
        return FromFixed(quadrant >= 2 ? -sum : sum, bits, x.Precision);
    }

    public static BigFloat Atan(BigFloat x)
    {
        if (x.IsBelow(x.Precision)) return x;
        var bits = x.Precision + Guard;
        var t = x.At(bits);
        if (Abs(t) > 1)
            return (((BigFloat)x.Sign * BigConstants.PiFloat(bits)).Scale(-1) - Atan(1 / t)).At(x.Precision);
        // atan t = 2·atan(t/(1 + √(1 + t²))), until the series is quick.
        for (var i = 0; i < Halvings; i++) t /= 1 + Sqrt(1 + t * t);
        var (sum, term, square) = (t, t, -(t * t));
        for (var n = 3; !term.IsZero && term.Top > t.Top - bits; n += 2)
        {
            term *= square;
            sum += term / n;
        }
        return sum.Scale(Halvings).At(x.Precision);
    }
}
