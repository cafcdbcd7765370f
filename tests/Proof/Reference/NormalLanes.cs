// The error function and the normal distribution in double precision, eight values at once. The coefficients are not
// typed but computed when first used: Taylor's for erf near 0, and for e^(t²)·erfc(t) the Chebyshev series through
// values from arbitrary precision. So they share nothing with the polynomials of the kernels.
using System.Runtime.Intrinsics;
using Kernels.Ir;

namespace Kernels.Proof;

using Lanes = Vector512<double>;

internal static class NormalLanes
{
    const double RootHalf = 0.70710678118654752440, TwoOverRootPi = 1.1283791670955125739,
        OverRootTwoPi = 0.3989422804014326779;

    /// <summary>erfc(t) is below 10⁻⁸⁰ beyond: of no float's concern, whatever multiplies it.</summary>
    const double Farthest = 13.5;

    /// <summary>Where the series of erf hands over to 1 - erfc.</summary>
    const double Near = 0.75;

    const int Terms = 26, Bits = 128;

    /// <summary>Of erf(x)·√π/(2x) in powers of x²: (-1)ⁿ/(n!(2n+1)).</summary>
    static readonly double[] series =
        [.. Enumerable.Range(0, 20).Select(n => Math.Pow(-1, n) / ((2 * n + 1) * Factorial(n)))];

    static readonly double[] chebyshev = Interpolate();

    public static Lanes NormalPdf(Lanes x) => DoubleLanes.Exp(x * x * -0.5) * OverRootTwoPi;

    public static Lanes NormalCdf(Lanes x) => DoubleLanes.ByDistance(x, Near / RootHalf,
        near: static x => DoubleLanes.Half + DoubleLanes.Half * Small(x * RootHalf),
        far: static x =>
        {
            // x² is exact where x came from a float; the square of x/√2 is not.
            var tail = DoubleLanes.Exp(x * x * -0.5) * Scaled(Vector512.Abs(x) * RootHalf) * 0.5;
            return DoubleLanes.Choose(x, tail, DoubleLanes.One - tail);
        });

    public static Lanes Erfc(Lanes x) => DoubleLanes.ByDistance(x, Near,
        near: static x => DoubleLanes.One - Small(x),
        far: static x =>
        {
            var tail = Tail(x);
            return DoubleLanes.Choose(x, DoubleLanes.One + DoubleLanes.One - tail, tail);
        });

    public static Lanes Erf(Lanes x)
        => DoubleLanes.ByDistance(x, Near, near: Small,
            far: static x => Vector512.CopySign(DoubleLanes.One - Tail(x), x));

    static Lanes Tail(Lanes x) => DoubleLanes.Exp(-x * x) * Scaled(Vector512.Abs(x));

    static Lanes Small(Lanes x) => DoubleLanes.Sum(series, x * x) * x * TwoOverRootPi;

    /// <summary>e^(t²)·erfc(t) by Clenshaw's recurrence.</summary>
    static Lanes Scaled(Lanes t)
    {
        // The factor beside it is all but 0 there.
        if (Vector512.GreaterThanAll(t, Vector512.Create(Farthest))) return Vector512.Create(chebyshev[0]);
        var q = Place(Vector512.Min(t, Vector512.Create(Farthest)));
        var (next, sum) = (Lanes.Zero, Vector512.Create(chebyshev[^1]));
        for (var n = Terms - 2; n > 0; n--)
            (next, sum) = (sum, Vector512.FusedMultiplyAdd(q + q, sum, Vector512.Create(chebyshev[n]) - next));
        return Vector512.FusedMultiplyAdd(q, sum, Vector512.Create(chebyshev[0]) - next);
    }

    /// <summary>[0, Farthest] to [-1, 1], finer where the function bends.</summary>
    static Lanes Place(Lanes t)
        => (t - Vector512.Create(Pole)) / (t + Vector512.Create(Pole)) * Stretch + Vector512.Create(Stretch - 1);

    const double Pole = 3, Stretch = (Farthest + Pole) / Farthest;

    static double[] Interpolate()
    {
        var values = new double[Terms];
        for (var k = 0; k < Terms; k++)
        {
            var q = (Math.Cos(Math.PI * (k + 0.5) / Terms) - (Stretch - 1)) / Stretch;
            var t = BigFloat.From(Pole * (1 + q) / (1 - q), Bits);
            values[k] = (BigFloat.Erfc(t) * BigFloat.Exp(t * t)).ToDouble();
        }
        return [.. Enumerable.Range(0, Terms).Select(n => (n == 0 ? 1.0 : 2.0) / Terms
            * values.Select((value, k) => value * Math.Cos(Math.PI * n * (k + 0.5) / Terms)).Sum())];
    }

    static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
