// The vocabulary in double precision, in forms that keep their digits everywhere: within a few double ULP of the
// truth on the whole line (a float ULP is 2^29 of them). KernelMath, the interpreter and the references share it.
namespace Kernels.Ir;

internal static class ScalarFunctions
{
    /// <summary>eˣ - 1 without cancellation (Kahan: the error of log(u) cancels that of u = fl(eˣ)).</summary>
    public static double ExpM1(double x)
    {
        if (Math.Abs(x) < 1e-5) return x + x * x * (0.5 + x * (1.0 / 6));
        var u = Math.Exp(x);
        if (u - 1 == -1 || double.IsInfinity(u) || double.IsNaN(u)) return u - 1;
        return u == 1 ? x : (u - 1) * x / Math.Log(u);
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
        var e = Math.Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// <summary>σ(x)·σ(-x), the density of the logistic distribution and the slope of the sigmoid.</summary>
    public static double LogisticPdf(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return e / ((1 + e) * (1 + e));
    }

    /// <summary>log(1 + eˣ).</summary>
    public static double Softplus(double x) => double.IsNaN(x) ? x : Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)));

    /// <summary>tanh(log(1 + eˣ)) = w/(w + 2) with w = eˣ(eˣ + 2), written in e = exp(-|x|) so that nothing overflows.</summary>
    public static double TanhSoftplus(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return x < 0 ? e * (e + 2) / (2 + e * (e + 2)) : (1 + 2 * e) / (1 + 2 * e * (1 + e));
    }

    /// <summary>The derivative of tanh(log(1 + eˣ)).</summary>
    public static double TanhSoftplusSlope(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        var d = x < 0 ? 2 + e * (e + 2) : 1 + 2 * e * (1 + e);
        return 4 * (x < 0 ? e : e * e) * (1 + e) / (d * d);
    }

    /// <summary>σ(x) + a·σ'(x), over one denominator so that the terms cancel before they are rounded.</summary>
    public static double SigmoidPlus(double x, double a)
    {
        var e = Math.Exp(-Math.Abs(x));
        return (x < 0 ? e * (1 + a + e) : 1 + e * (1 + a)) / ((1 + e) * (1 + e));
    }

    /// <summary>Φ(x) + a·φ(x).</summary>
    public static double NormalCdfPlus(double x, double a) => NormalCdf(x) + a * NormalPdf(x);

    /// <summary>t(x) + a·t'(x) for t = tanh∘softplus.</summary>
    public static double TanhSoftplusPlus(double x, double a) => TanhSoftplus(x) + a * TanhSoftplusSlope(x);

    /// <summary>x/(1 + |x|), ±1 at ±∞.</summary>
    public static double Softsign(double x) => double.IsInfinity(x) ? Math.Sign(x) : x / (1 + Math.Abs(x));

    /// <summary>φ(x), the standard normal density.</summary>
    public static double NormalPdf(double x) => 0.3989422804014326779 * Math.Exp(-0.5 * x * x);

    /// <summary>Φ(x), the standard normal distribution.</summary>
    public static double NormalCdf(double x) => 0.5 * Erfc(-0.70710678118654752440 * x);

    /// <summary>The error function, by the series with positive terms 2/√π·e^(-x²)·Σ 2ⁿx²ⁿ⁺¹/(2n+1)!!: nothing cancels.</summary>
    public static double Erf(double x)
    {
        if (!(Math.Abs(x) < 2)) return double.IsNaN(x) ? x : x > 0 ? 1 - Erfc(x) : Erfc(-x) - 1;
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++) sum += term *= 2 * x * x / (2 * n + 1);
        return TwoOverRootPi * Math.Exp(-x * x) * sum;
    }

    /// <summary>1 - erf(x); beyond 2 by Laplace's continued fraction, whose 60 terms leave less than 1e-17 there.</summary>
    public static double Erfc(double x)
    {
        if (!(x >= 2)) return 1 - Erf(x);
        if (x > 27.5) return 0;
        var fraction = x;
        for (var k = 60; k > 0; k--) fraction = x + 0.5 * k / fraction;
        // exp(-x²) with the square in two parts: the high part has 26 bits, so its square is exact.
        var high = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) & ~0x7FFFFFFL);
        return 0.5 * TwoOverRootPi * Math.Exp(-high * high) * Math.Exp((high - x) * (high + x)) / fraction;
    }

    const double TwoOverRootPi = 1.1283791670955125739;
}
