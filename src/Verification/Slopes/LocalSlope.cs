// What the numbers say of the derivative at a point: smooth, a kink between two one-sided slopes, or nothing sure.
namespace Kernels.Verification;

internal enum SlopeKind { Smooth, Kink, Unsure }

/// <param name="Scale">The derivative's size nearby.</param>
internal readonly record struct LocalSlope(
    SlopeKind Kind, double Value, double Lowest, double Highest, double Error, double Scale)
{
    /// <summary>One-sided slopes that differ by more than this part of themselves make a kink.</summary>
    const double Kink = 1e-3;

    /// <summary>An uncertainty above this part of the derivative's size judges nothing.</summary>
    const double Sure = 1e-5;

    /// <summary>What counts as no derivative at all, in judging how sure one is.</summary>
    const double Negligible = 1e-6;

    /// <param name="f">The function along one input.</param>
    /// <param name="noise">How far its values may be off.</param>
    public static LocalSlope At(Func<double, double> f, double x, double noise)
    {
        var (left, right) = (NumericSlope.OneSided(f, x, -1, noise), NumericSlope.OneSided(f, x, 1, noise));
        var scale = Math.Max(Secant(f, x - 0.25), Secant(f, x + 0.25));
        var (low, high, doubt) =
            (Math.Min(left.Value, right.Value), Math.Max(left.Value, right.Value), 4 * (left.Error + right.Error));
        if (high - low > Kink * Math.Max(Math.Abs(low), Math.Abs(high)) + doubt)
            return new(SlopeKind.Kink, double.NaN, low, high, doubt, scale);

        var central = NumericSlope.Central(f, x, noise);
        // At a kink the central difference is sure of the mean of both sides: where these are unsure, so is it.
        var size = Math.Max(Math.Max(Math.Abs(central.Value), scale), Negligible);
        var sure = 4 * central.Error <= Sure * size && doubt <= Kink * size;
        return new(sure ? SlopeKind.Smooth : SlopeKind.Unsure, central.Value, central.Value,
            central.Value, 4 * central.Error, scale);
    }

    static double Secant(Func<double, double> f, double x)
    {
        const double Half = 1.0 / 256;
        var slope = Math.Abs(f(x + Half) - f(x - Half)) / (2 * Half);
        return double.IsFinite(slope) ? slope : 0;
    }
}
