// Polynomials with fused multiply-adds; coefficients are given highest degree first.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>By Horner's rule: one fused step a degree, each waiting for the one before.</summary>
    Expr Horner(double[] coefficients, Expr x)
    {
        var p = Constant(coefficients[0]);
        for (var i = 1; i < coefficients.Length; i++) p = Named("p", Fma(p, x, coefficients[i]));
        return p;
    }

    /// <summary>The same polynomial in pairs c₁x + c₀ over x²: the chain of operations is about half as long.</summary>
    Expr Estrin(double[] coefficients, Expr x, Expr square)
    {
        var at = coefficients.Length % 2;
        Expr Pair() => Fma(Constant(coefficients[at++]), x, coefficients[at++]);
        var p = at == 1 ? Constant(coefficients[0]) : Pair();
        while (at < coefficients.Length) p = Fma(p, square, Pair());
        return Named("p", p);
    }
}
