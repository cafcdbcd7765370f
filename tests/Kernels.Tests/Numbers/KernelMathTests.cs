// The vocabulary in double precision against arbitrary precision.
// A definition is its own oracle only as far as these hold.
using Kernels.Ir;
using Kernels.Proof;
using Xunit;

namespace Kernels.Tests.Numbers;

public class KernelMathTests(ITestOutputHelper output)
{
    const int Precision = 192;

    /// <summary>In units of 2⁻⁵³ of the truth: 2⁻⁵⁰, between four and eight ULP.</summary>
    const double MaxError = 8;

    // Over the doubles that floats and products of two floats reach,
    // as far as the result is a double in the normal range.
    static readonly Dictionary<string, (Func<double, double> Actual, Func<BigFloat, BigFloat> Truth, double Low,
        double High)> Functions = new()
        {
            ["Exp"] = (KernelMath.Exp, BigFloat.Exp, -700, 700),
            ["Exp of exact operations"] = (ScalarFunctions.Exp, BigFloat.Exp, -700, 700),
            ["Exp2"] = (KernelMath.Exp2, BigFloat.Exp2, -1000, 1000),
            ["ExpM1"] = (KernelMath.ExpM1, BigFloat.ExpM1, -Far, 700),
            ["Log"] = (KernelMath.Log, BigFloat.Log, 0, Far),
            ["Log of exact operations"] = (ScalarFunctions.LogExact, BigFloat.Log, 0, Far),
            ["Log2"] = (KernelMath.Log2, BigFloat.Log2, 0, Far),
            ["Log1P"] = (KernelMath.Log1P, BigFloat.Log1P, -1, Far),
            ["Tanh"] = (KernelMath.Tanh, BigFloat.Tanh, -Far, Far),
            ["Sinh"] = (KernelMath.Sinh, BigFloat.Sinh, -700, 700),
            ["Cosh"] = (KernelMath.Cosh, BigFloat.Cosh, -700, 700),
            ["Atan"] = (KernelMath.Atan, BigFloat.Atan, -Far, Far),
            ["Sin"] = (KernelMath.Sin, BigFloat.Sin, -Far, Far),
            ["Cos"] = (KernelMath.Cos, BigFloat.Cos, -Far, Far),
            ["Erf"] = (KernelMath.Erf, BigFloat.Erf, -Far, Far),
            ["Erfc"] = (KernelMath.Erfc, BigFloat.Erfc, -Far, 26),
            ["Sigmoid"] = (KernelMath.Sigmoid, BigFloat.Sigmoid, -700, Far),
            ["LogSigmoid"] = (KernelMath.LogSigmoid, x => -BigFloat.Softplus(-x), -Far, 700),
            ["Softplus"] = (KernelMath.Softplus, BigFloat.Softplus, -700, Far),
            ["NormalCdf"] = (KernelMath.NormalCdf, BigFloat.NormalCdf, -37, Far),
            ["LogisticPdf"] = (ScalarFunctions.LogisticPdf, LogisticPdf, -700, 700),
            ["NormalPdf"] = (ScalarFunctions.NormalPdf, BigFloat.NormalPdf, -37, 37),
            ["TanhSoftplus"] = (ScalarFunctions.TanhSoftplus, TanhSoftplus, -700, Far),
            ["TanhSoftplusSlope"] = (ScalarFunctions.TanhSoftplusSlope, TanhSoftplusSlope, -700, 300),
            ["Lorentzian"] = (ScalarFunctions.Lorentzian, x => 1 / (1 + x * x), -Far, Far),
            ["Softsign"] = (ScalarFunctions.Softsign, x => x / (1 + BigFloat.Abs(x)), -Far, Far),
        };

    /// <summary>f(u) + a·f'(u), whose terms cancel: the error is in parts of the larger one.</summary>
    static readonly Dictionary<string, (Func<double, double, double> Actual, Func<BigFloat, BigFloat> Value,
        Func<BigFloat, BigFloat> Slope, double Low)> Sums = new()
        {
            ["SigmoidPlus"] = (ScalarFunctions.SigmoidPlus, BigFloat.Sigmoid, LogisticPdf, -700),
            ["NormalCdfPlus"] = (ScalarFunctions.NormalCdfPlus, BigFloat.NormalCdf, BigFloat.NormalPdf, -37),
            ["TanhSoftplusPlus"] = (ScalarFunctions.TanhSoftplusPlus, TanhSoftplus, TanhSoftplusSlope, -700),
        };

    const double Far = 1e77;

    static BigFloat LogisticPdf(BigFloat x) => BigFloat.Sigmoid(x) * BigFloat.Sigmoid(-x);

    static BigFloat TanhSoftplus(BigFloat x)
    {
        var (e, one) = (BigFloat.Exp(-BigFloat.Abs(x)), (BigFloat)1);
        return x.Sign < 0 ? e * (e + 2) / (e * (e + 2) + 2)
            : (one + e.Scale(1)) / (one + e.Scale(1) + (e * e).Scale(1));
    }

    static BigFloat TanhSoftplusSlope(BigFloat x)
    {
        var e = BigFloat.Exp(x);
        var d = e * (e + 2) + 2;
        return e.Scale(2) * (e + 1) / (d * d);
    }

    public static TheoryData<string> Names => [.. Functions.Keys];

    public static TheoryData<string> SumNames => [.. Sums.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_function_is_within_its_error_bound(string name)
    {
        var (actual, truth, low, high) = Functions[name];
        var (worst, at) = (0.0, 0.0);
        foreach (var x in Arguments().Where(x => x > low && x < high))
        {
            var expected = truth(BigFloat.From(x, Precision));
            var error = Error(actual(x), expected, expected);
            if (error > worst) (worst, at) = (error, x);
        }
        var report = FormattableString.Invariant($"{name}: {worst:0.00}·2⁻⁵³ at {at:R}");
        output.WriteLine(report);
        Assert.True(worst <= MaxError, report);
    }

    [Theory, MemberData(nameof(SumNames))]
    public void A_cancelling_sum_is_within_its_error_bound(string name)
    {
        var (actual, value, slope, low) = Sums[name];
        var (worst, at) = (0.0, (X: 0.0, A: 0.0));
        foreach (var x in Arguments().Where(x => x > low && x < 300))
            foreach (var a in (double[])[x, -x, -1.25, 1e-3, 4096])
            {
                var (f, term) = (value(BigFloat.From(x, Precision)),
                    BigFloat.From(a, Precision) * slope(BigFloat.From(x, Precision)));
                var error = Error(actual(x, a), f + term, BigFloat.Abs(f) > BigFloat.Abs(term) ? f : term);
                if (error > worst) (worst, at) = (error, (x, a));
            }
        var report = FormattableString.Invariant($"{name}: {worst:0.00}·2⁻⁵³ of the larger term at {at.X:R}, {at.A:R}");
        output.WriteLine(report);
        Assert.True(worst <= MaxError, report);
    }

    static double Error(double actual, BigFloat truth, BigFloat size)
        => size.IsZero ? Math.Abs(actual)
            : (BigFloat.Abs(BigFloat.From(actual, Precision) - truth) / BigFloat.Abs(size)).Scale(53).ToDouble();

    static IEnumerable<double> Arguments()
    {
        var random = new Random(23);
        var wide = Enumerable.Range(0, 600).Select(_ => Math.ScaleB(random.NextDouble() + 1, random.Next(-149, 255)));
        var moderate = Enumerable.Range(0, 300).Select(_ => Math.ScaleB(random.NextDouble() + 1, random.Next(-20, 11)));
        var near = Enumerable.Range(0, 1200).Select(_ => 40 * random.NextDouble() * random.NextDouble());
        return ((double[])[1, 2, 1.9999999, 0.5, 1e-5]).Concat(wide).Concat(moderate).Concat(near)
            .SelectMany(x => (double[])[x, -x]);
    }

    [Fact]
    public void Exact_functions_are_exact()
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
