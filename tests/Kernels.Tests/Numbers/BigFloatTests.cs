// BigFloat against MPFR where it is installed, and against identities everywhere.
using System.Globalization;
using Kernels.Ir;
using Xunit;

namespace Kernels.Tests.Numbers;

public class BigFloatTests
{
    const int Precision = 160;

    static readonly Dictionary<string, (Func<BigFloat, BigFloat> Function, double Low, double High)> Functions = new()
    {
        ["sqrt"] = (BigFloat.Sqrt, 0, 1e300),
        ["exp"] = (BigFloat.Exp, -1e9, 1e9),
        ["exp2"] = (BigFloat.Exp2, -1e9, 1e9),
        ["expm1"] = (BigFloat.ExpM1, -1e9, 1e9),
        ["log"] = (BigFloat.Log, 1e-300, 1e300),
        ["log2"] = (BigFloat.Log2, 1e-300, 1e300),
        ["log1p"] = (BigFloat.Log1P, -0.9999999, 1e300),
        ["sin"] = (BigFloat.Sin, -1e30, 1e30),
        ["cos"] = (BigFloat.Cos, -1e30, 1e30),
        ["tanh"] = (BigFloat.Tanh, -1e9, 1e9),
        ["sinh"] = (BigFloat.Sinh, -1e9, 1e9),
        ["cosh"] = (BigFloat.Cosh, -1e9, 1e9),
        ["atan"] = (BigFloat.Atan, -1e300, 1e300),
        ["erf"] = (BigFloat.Erf, -1e4, 1e4),
        ["erfc"] = (BigFloat.Erfc, -1e4, 1e4),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory, MemberData(nameof(Names))]
    public void BigFloat_agrees_with_MPFR(string name)
    {
        Assert.SkipUnless(Mpfr.IsPresent, "libmpfr.so.6 is not installed; the identities below still check BigFloat.");
        var (function, low, high) = Functions[name];
        foreach (var x in Arguments(low, high))
        {
            var actual = function(BigFloat.From(x, Precision));
            var (mantissa, exponent) = Mpfr.Functions[name](x, Precision + 40);
            var expected = BigFloat.Integer(mantissa).Scale(exponent).At(Precision + 40);
            var difference = expected - actual;
            var right = difference.IsZero || expected.Top - difference.Top >= Precision - 8;
            Assert.True(right, string.Create(CultureInfo.InvariantCulture,
                $"{name}({x:R}) = {expected}, BigFloat says {actual}, off by {difference}"));
        }
    }

    static IEnumerable<double> Arguments(double low, double high)
    {
        var random = new Random(17);
        double[] pinned = [1, 0.5, 2, 5, 4.999999, 5.000001, 1 + 1e-15, 1e-5, 1e-300, 0.7071067811865476];
        var wide = Enumerable.Range(0, 150).Select(_ => Math.ScaleB(random.NextDouble() + 1, random.Next(-100, 100)));
        var near = Enumerable.Range(0, 150).Select(_ => 12 * random.NextDouble());
        return pinned.Concat(wide).Concat(near).SelectMany(x => (double[])[x, -x]).Where(x => x > low && x < high);
    }

    [Fact]
    public void BigFloat_converts_to_the_nearest_double_and_float()
    {
        var random = new Random(18);
        for (var i = 0; i < 20_000; i++)
        {
            var x = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (!double.IsFinite(x)) continue;
            Assert.Equal(x, BigFloat.From(x, Precision).ToDouble());
            Assert.Equal((float)x, BigFloat.From(x, Precision).ToSingle());
            var single = BitConverter.Int32BitsToSingle(random.Next());
            if (!float.IsFinite(single)) continue;
            // Halfway to the next float, and a trifle off it.
            var half = ((double)single + MathF.BitIncrement(single)) / 2;
            if (double.IsInfinity(half)) continue;
            Assert.Equal((float)half, BigFloat.From(half, Precision).ToSingle());
            Assert.Equal((float)Math.BitIncrement(half), BigFloat.From(Math.BitIncrement(half), Precision).ToSingle());
        }
        Assert.True(double.IsNegative(BigFloat.From(-1e-300, Precision).ToSingle()));
        Assert.Equal(float.PositiveInfinity, BigFloat.From(3.4028236e38, Precision).ToSingle());
    }

    [Fact]
    public void Arithmetic_rounds_as_double_does()
    {
        var random = new Random(19);
        for (var i = 0; i < 20_000; i++)
        {
            var (a, b) = (Math.ScaleB(random.NextDouble() - 0.5, random.Next(-60, 60)),
                Math.ScaleB(random.NextDouble() - 0.5, random.Next(-60, 60)));
            var (x, y) = (BigFloat.From(a, 53), BigFloat.From(b, 53));
            Assert.Equal(a + b, (x + y).ToDouble());
            Assert.Equal(a - b, (x - y).ToDouble());
            Assert.Equal(a * b, (x * y).ToDouble());
            Assert.Equal(a / b, (x / y).ToDouble());
            Assert.Equal(Math.Sqrt(Math.Abs(a)), BigFloat.Sqrt(BigFloat.Abs(x)).ToDouble());
            Assert.Equal(Math.Floor(a), BigFloat.Floor(x).ToDouble());
            Assert.Equal(a.CompareTo(b), x.CompareTo(y));
        }
    }

    [Fact]
    public void Identities_hold()
    {
        var random = new Random(20);
        for (var i = 0; i < 200; i++)
        {
            var x = BigFloat.From(20 * (random.NextDouble() - 0.5), Precision);
            Same(x, BigFloat.Log(BigFloat.Exp(x)));
            Same(BigFloat.ExpM1(x) + 1, BigFloat.Exp(x));
            Same(1, BigFloat.Sin(x) * BigFloat.Sin(x) + BigFloat.Cos(x) * BigFloat.Cos(x));
            Same(1, BigFloat.Erf(x) + BigFloat.Erfc(x));
            Same(1, BigFloat.NormalCdf(x) + BigFloat.NormalCdf(-x));
            Same(1, BigFloat.Sigmoid(x) + BigFloat.Sigmoid(-x));
            Same(x, BigFloat.Softplus(x) - BigFloat.Softplus(-x));
            Same(BigFloat.Sinh(x), BigFloat.Tanh(x) * BigFloat.Cosh(x));
            Same(x * x, BigFloat.Pow(x, 2));
            Same(BigFloat.Atan(x), BigFloat.Atan(x / (1 + BigFloat.Sqrt(1 + x * x))).Scale(1));
        }
    }

    static void Same(BigFloat expected, BigFloat actual)
        => Assert.True((expected - actual) is var d && (d.IsZero || d.Top < expected.Top - Precision + 24),
            $"{expected} and {actual} differ by {expected - actual}");
}
