// atan.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// atan x on the whole line, max 1.3 ULP, odd to the last bit. t + t³·P(t²) with t = |x| up to 1; from there π/2 -
    /// atan(1/|x|), where π/2 in two parts, and the polynomial is not added to t before t is taken from π/2.
    /// </summary>
    Expr Atan(Expr x)
    {
        var a = Named("a", pool.Node(Op.Abs, x));
        var isLarge = pool.Node(Op.Gt, a, Constant(1));
        var t = Named("t", pool.Node(Op.Select, isLarge, pool.Node(Op.Div, Constant(1), a), a));
        var z = Named("z", pool.Node(Op.Mul, t, t));
        var cubic = Named("c", pool.Node(Op.Mul, pool.Node(Op.Mul, t, z), Horner(tier.Coefficients.Atan, z)));

        var quarter = InTwoParts(Math.PI / 2);
        var rest = quarter.Low is null ? cubic : pool.Node(Op.Sub, cubic, quarter.Low);
        var large = pool.Node(Op.Sub, pool.Node(Op.Sub, quarter.High, t), rest);
        return Named("atan", WithSignOf(x, a, pool.Node(Op.Select, isLarge, large, pool.Node(Op.Add, t, cubic))));
    }

    /// <summary>
    /// 1/(1 + x²). Far out the square would overflow a float long before its reciprocal is 0: there both are scaled.
    /// </summary>
    Expr Lorentzian(Expr x)
    {
        var isFar = pool.Node(Op.Gt, pool.Node(Op.Abs, x), Constant(Math.Pow(2, 60)));
        var scaled = pool.Node(Op.Mul, pool.Node(Op.Select, isFar, Constant(Math.Pow(2, -66)), Constant(1)), x);
        var numerator = pool.Node(Op.Select, isFar, Constant(Math.Pow(2, -132)), Constant(1));
        return pool.Node(Op.Div, numerator, Fma(scaled, scaled, pool.Node(Op.Select, isFar, Constant(0), Constant(1))));
    }
}
