using System.ComponentModel;
using Kernels.Ir;

namespace Kernels;

/// <summary>The stable names of derivatives, in double precision, for generated scalar code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Slopes
{
    /// <summary>σ'(x).</summary>
    public static double LogisticPdf(double x) => ScalarFunctions.LogisticPdf(x);

    /// <summary>Φ'(x).</summary>
    public static double NormalPdf(double x) => ScalarFunctions.NormalPdf(x);

    /// <summary>tanh(softplus(x)).</summary>
    public static double TanhSoftplus(double x) => ScalarFunctions.TanhSoftplus(x);

    /// <summary>σ(x) + a·σ'(x).</summary>
    public static double SigmoidPlus(double x, double a) => ScalarFunctions.SigmoidPlus(x, a);

    /// <summary>Φ(x) + a·Φ'(x).</summary>
    public static double NormalCdfPlus(double x, double a) => ScalarFunctions.NormalCdfPlus(x, a);

    /// <summary>t(x) + a·t'(x) for t = tanh∘softplus.</summary>
    public static double TanhSoftplusPlus(double x, double a) => ScalarFunctions.TanhSoftplusPlus(x, a);

    /// <summary>x/(1 + |x|).</summary>
    public static double Softsign(double x) => ScalarFunctions.Softsign(x);

    /// <summary>1/(1 + x²).</summary>
    public static double Lorentzian(double x) => ScalarFunctions.Lorentzian(x);

    /// <summary>φ(x)/Φ(x), the derivative of log Φ(x).</summary>
    public static double InverseMills(double x) => ScalarFunctions.InverseMills(x);

    /// <summary>The derivative of that.</summary>
    public static double InverseMillsSlope(double x) => ScalarFunctions.InverseMillsSlope(x);

    /// <summary>log(x + √(a + x²)).</summary>
    public static double LogRootSum(double x, double a) => ScalarFunctions.LogRootSum(x, a);

    /// <summary>x·log, which is 0 where x is 0, unless y is NaN.</summary>
    public static double ZeroProduct(double x, double log, double y) => ScalarFunctions.ZeroProduct(x, log, y);

    /// <summary>The derivative of tanh(softplus(x)).</summary>
    public static double TanhSoftplusSlope(double x) => ScalarFunctions.TanhSoftplusSlope(x);
}
