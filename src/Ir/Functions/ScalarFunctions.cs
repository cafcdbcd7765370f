// The vocabulary in double precision, in forms that keep their digits everywhere: within 2^-50 of the truth on the
// whole line (half a float ULP is 2^-25 of it), and where f(u) + a·f'(u) cancels within that of its larger term.
// KernelMath, the interpreter and the references share it; the error function and its kin are in a file of their own.
namespace Kernels.Ir;

internal static partial class ScalarFunctions
{
    const double Ln2High = 0.693147180369123816490, Ln2Low = 1.90821492927058770002e-10;

    /// <summary>
    /// eˣ by exact operations only. Coefficients of kernels are derived from it while they are compiled, and
    /// must not depend on the libm of the machine that compiles. The high part of ln 2 has 32 bits, so n·Ln2High
    /// is exact; 14 terms leave 2⁻⁵⁷.
    /// </summary>
    public static double Exp(double x)
    {
        if (!(Math.Abs(x) < 700)) return Math.Exp(x);
        var n = Math.Round(1.4426950408889634074 * x);
        var r = x - n * Ln2High - n * Ln2Low;
        var sum = 1.0;
        for (var k = 13; k > 1; k--) sum = 1 + sum * r / k;
        return (1 + r * sum) * BitConverter.Int64BitsToDouble(((long)n + 1023) << 52);
    }

    /// <summary>eˣ - 1 without cancellation (Kahan: the error of log(u) cancels that of u = fl(eˣ)).</summary>
    public static double ExpM1(double x)
    {
        if (Math.Abs(x) < 1e-5) return x + x * x * (0.5 + x * (1.0 / 6));
        var u = Exp(x);
        return Math.Abs(x) < 1 ? (u - 1) * x / Math.Log(u) : u - 1;
    }

    /// <summary>log(1 + x) without losing the low bits of x (Kahan).</summary>
    public static double Log1P(double x)
    {
        var u = 1 + x;
        return u == 1 || double.IsInfinity(u) ? x : Math.Log(u) * x / (u - 1);
    }

    /// <summary>1/(1 + e⁻ˣ).</summary>
    public static double Sigmoid(double x)
    {
        var e = Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// <summary>σ(x)·σ(-x), the density of the logistic distribution and the slope of the sigmoid.</summary>
    public static double LogisticPdf(double x)
    {
        var e = Exp(-Math.Abs(x));
        return e / ((1 + e) * (1 + e));
    }

    /// <summary>log(1 + eˣ).</summary>
    public static double Softplus(double x) => double.IsNaN(x) ? x : Math.Max(x, 0) + Log1P(Exp(-Math.Abs(x)));

    /// <summary>
    /// tanh(log(1 + eˣ)) = w/(w + 2) with w = eˣ(eˣ + 2), written in e = exp(-|x|) so that nothing overflows.
    /// </summary>
    public static double TanhSoftplus(double x)
    {
        var e = Exp(-Math.Abs(x));
        return x < 0 ? e * (e + 2) / (2 + e * (e + 2)) : (1 + 2 * e) / (1 + 2 * e * (1 + e));
    }

    /// <summary>The derivative of tanh(log(1 + eˣ)).</summary>
    public static double TanhSoftplusSlope(double x)
    {
        var e = Exp(-Math.Abs(x));
        var d = x < 0 ? 2 + e * (e + 2) : 1 + 2 * e * (1 + e);
        return 4 * (x < 0 ? e : e * e) * (1 + e) / (d * d);
    }

    /// <summary>σ(x) + a·σ'(x), over one denominator so that the terms cancel before they are rounded.</summary>
    public static double SigmoidPlus(double x, double a)
    {
        var e = Exp(-Math.Abs(x));
        return (x < 0 ? e * (1 + a + e) : 1 + e * (1 + a)) / ((1 + e) * (1 + e));
    }

    /// <summary>t(x) + a·t'(x) for t = tanh∘softplus.</summary>
    public static double TanhSoftplusPlus(double x, double a) => TanhSoftplus(x) + a * TanhSoftplusSlope(x);

    /// <summary>x/(1 + |x|), ±1 at ±∞.</summary>
    public static double Softsign(double x) => double.IsInfinity(x) ? Math.Sign(x) : x / (1 + Math.Abs(x));

    /// <summary>
    /// x·log, which is 0 where x is 0, unless y is NaN: log is a logarithm of y, which may be infinite there, or NaN.
    /// </summary>
    public static double ZeroProduct(double x, double log, double y) => x == 0 ? double.IsNaN(y) ? y : 0 : x * log;

    /// <summary>log(x + √(a + x²)), to the left over the conjugate.</summary>
    public static double LogRootSum(double x, double a)
    {
        var root = Math.Sqrt(a + x * x);
        return Math.Log(x < 0 ? a / (root - x) : x + root);
    }

    /// <summary>1/(1 + x²), the slope of the inverse tangent.</summary>
    public static double Lorentzian(double x) => 1 / (1 + x * x);
}
