// Sine, cosine and the inverse tangent in double precision, eight values at once. Arguments are reduced by a table of
// 2ᴱ·2/π in three parts, so that the largest float costs what a small one does; then Taylor's series.
using System.Numerics;
using System.Runtime.Intrinsics;
using Kernels.Ir;

namespace Kernels.Proof;

using Lanes = Vector512<double>;

internal static class CircularLanes
{
    const int Exponents = 128, FractionBits = 320, PartBits = 26, MantissaBits = 24;

    static readonly double Overflow = Math.ScaleB(1, Exponents);

    static readonly double[][] turns = Turns();

    /// <summary>In powers of x²: of sin x / x, cos x and atan x / x.</summary>
    static readonly double[] sine = Series(10, n => 1 / Factorial(2 * n + 1)),
        cosine = Series(10, n => 1 / Factorial(2 * n)), arcs = Series(16, n => 1.0 / (2 * n + 1));

    public static Lanes Sin(Lanes x) => IsReducible(x) ? Wave(x, quarters: 0) : Each(Math.Sin, x);

    public static Lanes Cos(Lanes x) => IsReducible(x) ? Wave(x, quarters: 1) : Each(Math.Cos, x);

    /// <summary>By π/2 beyond 1 and by π/6 beyond tan(π/12): the series is left with less.</summary>
    public static Lanes Atan(Lanes x)
    {
        const double tangent = 0.57735026918962576451, least = 0.26794919243112270647;
        var magnitude = Vector512.Abs(x);
        var isLarge = Vector512.GreaterThan(magnitude, Lanes.One);
        var t = Vector512.ConditionalSelect(isLarge, Lanes.One / magnitude, magnitude);
        var isTurned = Vector512.GreaterThan(t, Vector512.Create(least));
        var r = Vector512.ConditionalSelect(isTurned,
            (t - Vector512.Create(tangent)) / Vector512.FusedMultiplyAdd(t, Vector512.Create(tangent), Lanes.One), t);
        var angle = r * DoubleLanes.Sum(arcs, r * r) + (isTurned & Vector512.Create(Math.PI / 6));
        return Vector512.CopySign(
            Vector512.ConditionalSelect(isLarge, Vector512.Create(Math.PI / 2) - angle, angle), x);
    }

    /// <summary>
    /// Floats, and small doubles: what the table leaves out of 2ᴱ·2/π are
    /// whole turns for 24 bits of mantissa, not for more.
    /// </summary>
    static bool IsReducible(Lanes x)
    {
        var magnitude = Vector512.Abs(x);
        var isFloat =
            Vector512.Equals((x.AsInt64() & Vector512.Create((1L << 29) - 1)), Vector512<long>.Zero).AsDouble();
        return ((isFloat & Vector512.LessThan(magnitude, Vector512.Create(Overflow)))
            | Vector512.LessThan(magnitude, Vector512.Create((double)(1 << MantissaBits))))
            .ExtractMostSignificantBits() == 0xFF;
    }

    static Lanes Wave(Lanes x, int quarters)
    {
        var exponent = Vector512.Max(((x.AsInt64() & Vector512.Create(0x7FF0000000000000)) >>> 52)
            - Vector512.Create(1023L), Vector512<long>.Zero);
        var m = x * ((Vector512.Create(1023L) - exponent) << 52).AsDouble();
        // Products of 26 and 27 bits are exact.
        var high = (m.AsInt64() & Vector512.Create(-1L << 27)).AsDouble();
        var low = m - high;
        var (first, second, third) = (At(turns[0], exponent), At(turns[1], exponent), At(turns[2], exponent));
        var n = Vector512.Round(high * first + low * first + high * second);
        var rest = high * first - n + high * second + low * first + low * second + m * third;

        var z = rest * (Math.PI / 2);
        var quadrant = (n + Vector512.Create(6755399441055744.0 + quarters)).AsInt64();
        var isCosine = Vector512.Equals(quadrant & Vector512<long>.One, Vector512<long>.One).AsDouble();
        var value =
            Vector512.ConditionalSelect(isCosine, DoubleLanes.Sum(cosine, z * z), z * DoubleLanes.Sum(sine, z * z));
        return value ^ ((quadrant & Vector512.Create(2L)) << 62).AsDouble();
    }

    /// <summary>Neighbours among the floats have one exponent.</summary>
    static Lanes At(double[] table, Vector512<long> e)
        => Vector512.EqualsAll(e, Vector512.Create(e[0]))
            ? Vector512.Create(table[e[0]])
            : Vector512.Create(table[e[0]], table[e[1]], table[e[2]], table[e[3]], table[e[4]],
                table[e[5]], table[e[6]], table[e[7]]);

    /// <summary>turns[part][E]: bits 24 to -1 of 2ᴱ·2/π, 26 after them, and 53 after those.</summary>
    static double[][] Turns()
    {
        var overPi = (BigInteger.One << (2 * FractionBits + 1)) / BigConstants.Pi(FractionBits);
        var parts = new[] { new double[Exponents], new double[Exponents], new double[Exponents] };
        for (var e = 0; e < Exponents; e++)
        {
            var turn = overPi << e;
            var (from, bits) = (FractionBits + MantissaBits + 1, PartBits);
            for (var part = 0; part < parts.Length; part++)
            {
                if (part == 2) bits = 53;
                var integer = (turn >> (from - bits)) & ((BigInteger.One << bits) - 1);
                parts[part][e] = Math.ScaleB((double)integer, from - bits - FractionBits);
                from -= bits;
            }
        }
        return parts;
    }

    static double[] Series(int terms, Func<int, double> magnitude)
        => [.. Enumerable.Range(0, terms).Select(n => n % 2 == 0 ? magnitude(n) : -magnitude(n))];

    static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    static Lanes Each(Func<double, double> function, Lanes x)
        => Vector512.Create(function(x[0]), function(x[1]), function(x[2]), function(x[3]), function(x[4]),
            function(x[5]), function(x[6]), function(x[7]));
}
