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

    /// <summary>The derivative of tanh(softplus(x)).</summary>
    public static double TanhSoftplusSlope(double x) => ScalarFunctions.TanhSoftplusSlope(x);
}
