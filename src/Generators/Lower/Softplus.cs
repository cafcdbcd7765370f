// softplus.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// log(1 + eˣ) on the whole line, max 1.6 ULP, monotone: the larger of two functions, each of which is
    /// right where the other is too small. Both are monotone where they are right, so their maximum is, and
    /// nobody has to know where they meet.
    /// </summary>
    Expr Softplus(DoubleWord x)
        => Named("softplus", Max(Named("near", SoftplusNear(x)), Named("far", SoftplusFar(x))));

    /// <summary>
    /// ln 2 + (x/2 + z·P(z)), z = x²: all that rounds coarsely is the last sum.
    /// NaN beyond the largest square, where the other is taken.
    /// </summary>
    Expr SoftplusNear(DoubleWord x)
    {
        var z = Named("z", x.High * x.High);
        Expr small = Constant(tier.Ln2Low);
        if (x.Low is not null) small = Fma(x.Low, 0.5, small);
        small = Fma(z, Horner(tier.Coefficients.SoftplusNear, z), Fma(x.High, 0.5, small));
        return small + tier.Ln2High;
    }

    /// <summary>
    /// max(x, 0) + e·G(e), e = e^-|x|, G = log(1+e)/e. (1 + (eʳ - 1))·G is rounded once, and scaled then:
    /// a rounded e would be an ULP below powers of two.
    /// </summary>
    Expr SoftplusFar(DoubleWord x)
    {
        var c = Named("c", Min(Constant(tier.ExpLimit), Abs(x.High)));
        var tail = x.Low is null ? null : IfNegative(x.High, x.Low, -x.Low);
        var reduction = CodyWaite(c, Within(tier.ExpLimit, x.High, tail), isDecay: true);
        var t = ReducedExpM1(reduction.R);
        var e = Named("e", Scale(1 + t, reduction.N));
        var g = Horner(tier.Coefficients.LogOfSum, e);
        return Scale(Fma(t, g, g), reduction.N) + Max(0, x.High);
    }
}
