// The exponential family in double precision, eight values at once: the same stable forms as ScalarFunctions, over the
// runtime's own exp and log and not over the compiler's polynomials,
// so that the reference shares nothing with a kernel.
using System.Runtime.Intrinsics;
using Kernels.Ir;

namespace Kernels.Proof;

using Lanes = Vector512<double>;

internal static class DoubleLanes
{
    /// <summary>
    /// Held at e^±700, where floats have long ended and the runtime's vectors would leave their fast path, ten times
    /// slower. Half of all floats are there, and a third where three terms are enough.
    /// </summary>
    public static Lanes Exp(Lanes x)
    {
        if (AreTiny(x)) return One + (x + Half * x * x);
        if (Vector512.LessThanOrEqualAll(x, Vector512.Create(-Farthest))) return Vector512.Create(least);
        return Vector512.Exp(Vector512.Min(Vector512.Max(x, Vector512.Create(-Farthest)), Vector512.Create(Farthest)));
    }

    const double Farthest = 700;

    static readonly double least = Math.Exp(-Farthest);

    /// <summary>Whether the third power of each is below the last place of 1.</summary>
    static bool AreTiny(Lanes x) => Vector512.LessThanAll(Vector512.Abs(x), Vector512.Create(1.0 / (1 << 28)));

    public static Lanes Exp2(Lanes x) => Exp(x * 0.69314718055994530942);

    /// <summary>
    /// Near 0 the series, of which 16 terms leave less than 2^-53 up to ½; beyond, the difference loses one bit.
    /// </summary>
    public static Lanes ExpM1(Lanes x)
        => ByDistance(x, 0.5, near: static x => x * Sum(growth, x), far: static x => Exp(x) - One);

    /// <summary>Of (eˣ - 1)/x: 1/(n + 1)!.</summary>
    static readonly double[] growth = [.. Enumerable.Range(1, 16)
        .Select(n => 1 / Enumerable.Range(1, n).Aggregate(1.0, (product, factor) => product * factor))];

    /// <summary>
    /// The series with these coefficients, of which none is larger than the first;
    /// three of them, where the others do not show.
    /// </summary>
    public static Lanes Sum(double[] series, Lanes x)
    {
        var last = AreTiny(x) ? 2 : series.Length - 1;
        var sum = Vector512.Create(series[last]);
        for (var n = last - 1; n >= 0; n--) sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(series[n]));
        return sum;
    }

    /// <summary>
    /// By the logarithm, which costs as many bits as the result's exponent has;
    /// a negative base has powers of integers alone.
    /// </summary>
    public static Lanes Pow(Lanes a, Lanes b)
    {
        var exponent = b * Vector512.Log(Vector512.Abs(a));
        if (!Vector512.LessThanAll(Vector512.Abs(exponent), Vector512.Create(double.PositiveInfinity)))
            return Vector512.Create(Math.Pow(a[0], b[0]), Math.Pow(a[1], b[1]),
                Math.Pow(a[2], b[2]), Math.Pow(a[3], b[3]), Math.Pow(a[4], b[4]), Math.Pow(a[5], b[5]),
                Math.Pow(a[6], b[6]), Math.Pow(a[7], b[7]));
        var power = Exp(exponent);
        var isOdd = ~Vector512.Equals(Vector512.Floor(b * Half), b * Half);
        var signed = Vector512.ConditionalSelect(Vector512.Equals(Vector512.Floor(b), b),
            Vector512.ConditionalSelect(isOdd, -power, power), Vector512.Create(double.NaN));
        return Choose(a, signed, power);
    }

    public static Lanes Log(Lanes x) => Vector512.Log(x);

    /// <summary>Kahan's form: what 1 + x loses of x, its logarithm loses too.</summary>
    public static Lanes Log1P(Lanes x)
    {
        var u = One + x;
        if (Vector512.EqualsAll(u, One)) return x;
        var isExact = Vector512.Equals(u, One) | Vector512.Equals(u, Vector512.Create(double.PositiveInfinity));
        return Vector512.ConditionalSelect(isExact, x, Vector512.Log(u) * x / (u - One));
    }

    public static Lanes Sigmoid(Lanes x)
    {
        var e = Decay(x);
        return Choose(x, e, One) / (One + e);
    }

    public static Lanes LogisticPdf(Lanes x)
    {
        var e = Decay(x);
        return e / ((One + e) * (One + e));
    }

    public static Lanes Softplus(Lanes x) => Vector512.Max(x, Lanes.Zero) + Log1P(Decay(x));

    /// <summary>From expm1(-2|x|), which does not overflow; the sign of a zero is kept.</summary>
    public static Lanes Tanh(Lanes x)
    {
        var t = ExpM1(Vector512.Abs(x) * -2);
        return Vector512.CopySign(t / (t + Vector512.Create(2.0)), x);
    }

    public static Lanes Sinh(Lanes x)
    {
        // m + m/(1+m) in a form that is ∞ for ∞.
        var m = ExpM1(Vector512.Abs(x));
        return Vector512.CopySign(Half * (m + One / (One + One / m)), x);
    }

    public static Lanes Cosh(Lanes x) => Half * (Exp(x) + Exp(-x));

    public static Lanes TanhSoftplus(Lanes x)
    {
        var e = Decay(x);
        var below = e * (e + One + One);
        return Choose(x, below, One + e + e) / Choose(x, below + One + One, One + (e + e) * (One + e));
    }

    public static Lanes TanhSoftplusSlope(Lanes x)
    {
        var e = Decay(x);
        var d = Choose(x, e * (e + One + One) + One + One, One + (e + e) * (One + e));
        return Choose(x, e, e * e) * 4 * (One + e) / (d * d);
    }

    /// <summary>Over one denominator: the terms cancel before they are rounded.</summary>
    public static Lanes SigmoidPlus(Lanes x, Lanes a)
    {
        var e = Decay(x);
        return Choose(x, e * (One + a + e), One + e * (One + a)) / ((One + e) * (One + e));
    }

    public static Lanes Softsign(Lanes x) => x / (One + Vector512.Abs(x));

    public static Lanes One => Lanes.One;

    public static Lanes Half => Vector512.Create(0.5);

    /// <summary>
    /// The one form where |x| is below the limit, and the other elsewhere;
    /// eight that lie on one side do without the other's.
    /// </summary>
    public static Lanes ByDistance(Lanes x, double limit, Func<Lanes, Lanes> near, Func<Lanes, Lanes> far)
    {
        var isNear = Vector512.LessThan(Vector512.Abs(x), Vector512.Create(limit));
        return Vector512.EqualsAll(isNear.AsInt64(), Vector512<long>.Zero) ? far(x)
            : Vector512.EqualsAll(isNear.AsInt64(), Vector512<long>.AllBitsSet) ? near(x)
            : Vector512.ConditionalSelect(isNear, near(x), far(x));
    }

    /// <summary>The first where x is negative.</summary>
    public static Lanes Choose(Lanes x, Lanes negative, Lanes otherwise)
        => Vector512.ConditionalSelect(Vector512.LessThan(x, Lanes.Zero), negative, otherwise);

    static Lanes Decay(Lanes x) => Exp(-Vector512.Abs(x));
}
