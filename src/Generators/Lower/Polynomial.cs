// Polynomials with fused steps, by Horner's rule or in pairs.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    Expr Horner(double[] coefficients, Expr x)
    {
        var p = Constant(coefficients[0]);
        for (var i = 1; i < coefficients.Length; i++) p = Named("p", Fma(p, x, coefficients[i]));
        return p;
    }

    /// <summary>The same sum in pairs, over the square: about half the chain of operations.</summary>
    Expr Estrin(double[] coefficients, Expr x, Expr square)
    {
        var at = coefficients.Length % 2;
        Expr Pair() => Fma(coefficients[at++], x, coefficients[at++]);
        var p = at == 1 ? Constant(coefficients[0]) : Pair();
        while (at < coefficients.Length) p = Fma(p, square, Pair());
        return Named("p", p);
    }
}
