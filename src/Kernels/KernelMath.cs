using Kernels.Ir;

namespace Kernels;

/// <summary>
/// The vocabulary of definitions, as plain functions in double precision: a definition is runnable C#,
/// and its own oracle. Each is within a few double ULP of the truth. In kernels the same names stand
/// for the vectorised float forms.
/// </summary>
public static partial class KernelMath
{
    /// <summary>|x|.</summary>
    public static double Abs(double x) => Math.Abs(x);

    /// <summary>
    /// The smaller value; NaN if either is NaN. Derivative at a tie: ½ each, and 0 against a constant.
    /// </summary>
    public static double Min(double x, double y) => Math.Min(x, y);

    /// <summary>
    /// The larger value; NaN if either is NaN. Derivative at a tie: ½ each, and 0 against a constant.
    /// </summary>
    public static double Max(double x, double y) => Math.Max(x, y);

    /// <summary>x within [low, high]. Derivative 1 on the closed interval.</summary>
    public static double Clamp(double x, double low, double high) => Math.Min(Math.Max(x, low), high);

    /// <summary>The square root.</summary>
    public static double Sqrt(double x) => Math.Sqrt(x);

    /// <summary>x².</summary>
    public static double Square(double x) => x * x;

    /// <summary>The largest integer not above x. Derivative 0.</summary>
    public static double Floor(double x) => Math.Floor(x);

    /// <summary>-1, ±0 or 1; NaN for NaN.</summary>
    public static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    /// <summary>eˣ.</summary>
    public static double Exp(double x) => Math.Exp(x);

    /// <summary>2ˣ.</summary>
    public static double Exp2(double x) => Math.Pow(2, x);

    /// <summary>eˣ - 1, accurate near 0.</summary>
    public static double ExpM1(double x) => ScalarFunctions.ExpM1(x);

    /// <summary>The natural logarithm.</summary>
    public static double Log(double x) => Math.Log(x);

    /// <summary>The logarithm to base 2.</summary>
    public static double Log2(double x) => Math.Log2(x);

    /// <summary>log(1 + x), accurate near 0.</summary>
    public static double Log1P(double x) => ScalarFunctions.Log1P(x);

    /// <summary>xʸ.</summary>
    public static double Pow(double x, double y) => Math.Pow(x, y);

    /// <summary>The sine.</summary>
    public static double Sin(double x) => Math.Sin(x);

    /// <summary>The cosine.</summary>
    public static double Cos(double x) => Math.Cos(x);

    /// <summary>The hyperbolic tangent.</summary>
    public static double Tanh(double x) => Math.Tanh(x);

    /// <summary>The hyperbolic sine.</summary>
    public static double Sinh(double x) => Math.Sinh(x);

    /// <summary>The hyperbolic cosine.</summary>
    public static double Cosh(double x) => Math.Cosh(x);

    /// <summary>The inverse tangent.</summary>
    public static double Atan(double x) => Math.Atan(x);

    /// <summary>The error function.</summary>
    public static double Erf(double x) => ScalarFunctions.Erf(x);

    /// <summary>1 - erf(x), accurate in the right tail.</summary>
    public static double Erfc(double x) => ScalarFunctions.Erfc(x);

    /// <summary>σ(x) = 1/(1 + e⁻ˣ), accurate in the left tail.</summary>
    public static double Sigmoid(double x) => ScalarFunctions.Sigmoid(x);

    /// <summary>log σ(x).</summary>
    public static double LogSigmoid(double x) => -ScalarFunctions.Softplus(-x);

    /// <summary>log(1 + eˣ).</summary>
    public static double Softplus(double x) => ScalarFunctions.Softplus(x);

    /// <summary>Φ(x), the standard normal distribution, accurate in the left tail.</summary>
    public static double NormalCdf(double x) => ScalarFunctions.NormalCdf(x);

    /// <summary>log Φ(x), accurate in both tails: -x²/2 and less far to the left, -Φ(-x) to the right.</summary>
    public static double LogNormalCdf(double x) => ScalarFunctions.LogNormalCdf(x);

    /// <summary>
    /// x·log(y), which is 0 where x is 0, whatever y is unless NaN: the terms of entropies and likelihoods.
    /// Derivatives: log(y) by x, and x/y by y, which is 0 where x is 0.
    /// </summary>
    public static double XLogY(double x, double y) => ScalarFunctions.ZeroProduct(x, Math.Log(y), y);

    /// <summary>x·log(1 + y), likewise, accurate where y is near 0.</summary>
    public static double XLog1P(double x, double y) => ScalarFunctions.ZeroProduct(x, ScalarFunctions.Log1P(y), y);

    /// <summary>One of two values. Both are evaluated; the derivative flows to the chosen one.</summary>
    public static double Select(bool condition, double whenTrue, double whenFalse) => condition ? whenTrue : whenFalse;

    /// <summary>
    /// A random number in (0, 1), an odd multiple of 2⁻²⁴, so that its logarithm and that of its difference from 1 are
    /// numbers: the first word of Philox 4x32-10 with the seed modulo 2³² as its key and the rest, seed/2³², as its
    /// counter. The seed is a parameter of the definition that nothing else uses; in kernels each element has a number
    /// of its own, element i that of seed + 2³²·i, the same on every device and in every pass. It has no derivative.
    /// </summary>
    public static double Uniform(double seed) => Philox.Uniform(seed);

    /// <summary>x, with the derivative stopped.</summary>
    public static double Detach(double x) => x;
}
