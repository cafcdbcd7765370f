// The softplus function log(1 + eˣ).
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>log(1 + eˣ) for every x, max 1.6 ULP, monotone.</summary>
    /// <remarks>
    /// Method: the larger of two monotone functions, each of which is accurate wherever the other is too small. So
    /// nothing depends on where they meet, and their maximum is monotone too. Coefficients:
    /// <see cref="Coefficients.SoftplusNear"/> and <see cref="Coefficients.LogOfSum"/>.
    /// </remarks>
    Expr Softplus(DoubleWord x) => Named("softplus", Max(Named("near", SoftplusNear(x)), Named("far", SoftplusFar(x))));

    /// <summary>
    /// Near 0: ln 2 + (x/2 + z·P(z)) with z = x². Only the last sum rounds at the size of the result. It is NaN where
    /// z overflows; then Max returns the other function.
    /// </summary>
    Expr SoftplusNear(DoubleWord x)
    {
        var z = Named("z", x.High * x.High);
        var small = Constant(tier.Ln2Low);
        if (x.Low is not null) small = Fma(x.Low, 0.5, small);
        small = Fma(z, Horner(tier.Coefficients.SoftplusNear, z), Fma(x.High, 0.5, small));
        return small + tier.Ln2High;
    }

    /// <summary>
    /// Far from 0: max(x, 0) + e·G(e) with e = e^-|x| = (1 + t)·2ⁿ and G(e) = log(1+e)/e. The product (1 + t)·G is
    /// rounded once, as G + t·G, and scaled afterwards: multiplying G by a rounded e would err by an ULP below powers
    /// of two.
    /// </summary>
    Expr SoftplusFar(DoubleWord x)
    {
        var c = Named("c", Min(Constant(tier.DecayLimit), Abs(x.High)));
        var reduction = CodyWaite(c, Within(tier.DecayLimit, x.High, LowOfNegatedMagnitude(x)), isDecay: true);
        var t = ReducedExpM1(reduction.R);
        var e = Named("e", ScaleDown(1 + t, reduction.N));
        var g = Horner(tier.Coefficients.LogOfSum, e);
        return ScaleDown(Fma(t, g, g), reduction.N) + Max(0, x.High);
    }
}
