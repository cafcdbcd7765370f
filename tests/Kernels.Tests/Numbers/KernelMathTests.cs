// The vocabulary in double precision against arbitrary precision. A definition is its own oracle only as far as these hold.
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Numbers;

public class KernelMathTests
{
    const int Precision = 128;

    // Bounds are in double ULP; a float ULP is 2^29 of them. 1 - erf(x) loses ten bits below 2,
    // where the continued fraction takes over.
    static readonly Dictionary<string, (Func<double, double> Actual, Func<BigFloat, BigFloat> Truth, double Low, double High, double MaxUlp)> Functions = new()
    {
        ["ExpM1"] = (KernelMath.ExpM1, BigFloat.ExpM1, -700, 700, 6),
        ["Log1P"] = (KernelMath.Log1P, BigFloat.Log1P, -0.999, 1e300, 6),
        ["Exp2"] = (KernelMath.Exp2, BigFloat.Exp2, -1000, 1000, 4),
        ["Log2"] = (KernelMath.Log2, BigFloat.Log2, 1e-300, 1e300, 4),
        ["Tanh"] = (KernelMath.Tanh, BigFloat.Tanh, -1e300, 1e300, 4),
        ["Sinh"] = (KernelMath.Sinh, BigFloat.Sinh, -700, 700, 4),
        ["Cosh"] = (KernelMath.Cosh, BigFloat.Cosh, -700, 700, 4),
        ["Atan"] = (KernelMath.Atan, BigFloat.Atan, -1e300, 1e300, 4),
        ["Sin"] = (KernelMath.Sin, BigFloat.Sin, -1e6, 1e6, 4),
        ["Cos"] = (KernelMath.Cos, BigFloat.Cos, -1e6, 1e6, 4),
        ["Erf"] = (KernelMath.Erf, BigFloat.Erf, -1e300, 1e300, 16),
        ["Erfc"] = (KernelMath.Erfc, BigFloat.Erfc, -1e300, 26, 1024),
        ["Sigmoid"] = (KernelMath.Sigmoid, BigFloat.Sigmoid, -700, 1e300, 4),
        ["LogSigmoid"] = (KernelMath.LogSigmoid, x => -BigFloat.Softplus(-x), -1e300, 700, 6),
        ["Softplus"] = (KernelMath.Softplus, BigFloat.Softplus, -700, 1e300, 6),
        ["NormalCdf"] = (KernelMath.NormalCdf, BigFloat.NormalCdf, -8, 1e300, 2048),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Is_near_the_truth(string name)
    {
        var (actual, truth, low, high, bound) = Functions[name];
        foreach (var x in Arguments(low, high))
        {
            var expected = truth(BigFloat.From(x, Precision));
            var (got, size) = (actual(x), Math.Abs(expected.ToDouble()));
            var unit = BigFloat.From(Math.BitIncrement(size) - size, Precision);
            var error = (BigFloat.Abs(BigFloat.From(got, Precision) - expected) / unit).ToDouble();
            Assert.True(error <= bound, FormattableString.Invariant($"{name}({x:R}) = {expected.ToDouble():R}, not {got:R}: {error:0.0} ULP"));
        }
    }

    static IEnumerable<double> Arguments(double low, double high)
    {
        var random = new Random(23);
        var wide = Enumerable.Range(0, 400).Select(_ => Math.ScaleB(random.NextDouble() + 1, random.Next(-60, 40)));
        var near = Enumerable.Range(0, 400).Select(_ => 12 * random.NextDouble());
        return ((double[])[0, 1, 2, 1.9999999, 0.5, 1e-5]).Concat(wide).Concat(near).SelectMany(x => (double[])[x, -x]).Where(x => x > low && x < high);
    }

    [Fact]
    public void Exact_words_are_exact()
    {
        Assert.Equal(3, KernelMath.Clamp(7, -3, 3));
        Assert.Equal(9, KernelMath.Square(-3));
        Assert.Equal(-2, KernelMath.Floor(-1.5));
        Assert.Equal(-1, KernelMath.Sign(-0.1));
        Assert.True(double.IsNegative(KernelMath.Sign(-0.0)));
        Assert.True(double.IsNaN(KernelMath.Max(double.NaN, 1)));
        Assert.Equal(5, KernelMath.Select(false, 4, 5));
        Assert.Equal(8, KernelMath.Pow(2, 3));
    }
}
