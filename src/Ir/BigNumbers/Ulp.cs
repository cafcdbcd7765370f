// What errors are counted in. Public, and so in the namespace that the package Kernels.Verification has.
using System.Numerics;
using Kernels.Ir;

namespace Kernels.Verification;

/// <summary>
/// The error of a float in units in the last place of the truth: 2^(⌊log₂|truth|⌋-23),
/// and 2⁻¹⁴⁹ below the normal range. An infinity stands at 2¹²⁸.
/// </summary>
public static class Ulp
{
    static readonly BigFloat Overflow = ((BigFloat)1).Scale(128);

    /// <summary>The unit at <paramref name="value"/>.</summary>
    public static double Unit(double value)
        => value == 0 ? Math.ScaleB(1, -149) : Math.ScaleB(1, Math.Clamp(Math.ILogB(value), -126, 127) - 23);

    /// <summary>
    /// The distance of <paramref name="actual"/> from <paramref name="truth"/>;
    /// NaN is infinitely far from a number, and not from NaN.
    /// </summary>
    public static double Error(float actual, double truth)
        => float.IsNaN(actual) || double.IsNaN(truth)
            ? float.IsNaN(actual) == double.IsNaN(truth) ? 0 : double.PositiveInfinity
            : Math.Abs(Placed(actual) - Placed(truth)) / Unit(Placed(truth));

    /// <summary>Likewise, from the exact truth.</summary>
    internal static double Error(float actual, BigFloat truth)
        => float.IsNaN(actual) ? double.PositiveInfinity
            : (Distance(actual, truth) / BigFloat.From(Unit(Clip(truth)), 64)).ToDouble();

    internal static BigFloat Distance(float actual, BigFloat truth)
        => BigFloat.Abs(
            BigFloat.From(Placed(actual), 64) - (BigFloat.Abs(truth) > Overflow ? truth.Sign * Overflow : truth));

    static double Placed(double value) => Math.Clamp(value, -Math.ScaleB(1, 128), Math.ScaleB(1, 128));

    /// <summary>
    /// A double of the same binade, as far as floats reach; rounding towards zero would matter at no other place.
    /// </summary>
    static double Clip(BigFloat truth)
        => truth.IsZero || truth.Top <= -126 ? 0 : truth.Sign * Math.ScaleB(1, (int)BigInteger.Min(truth.Top, 128) - 1);
}
