// tanh.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// tanh x on the whole line, max 1.0 ULP, odd and within ±1 exactly. Below 1 an odd polynomial x + x³·P₆(x²); from 1 on
    /// 1 - 2/(e²ˣ + 1), where the subtraction no longer loses. Beyond a limit the result is ±1.
    /// </summary>
    /// <remarks>
    /// The two branches run beside each other, and the longer one, the exponential, stands first and is kept short: from 1 on, where 1 - tanh
    /// weighs its error down to a quarter, it needs neither the low part of ln 2 nor Horner's careful last steps.
    /// </remarks>
    Expr Tanh(Expr x)
    {
        var a = Named("a", pool.Node(Op.Abs, x));
        // NaN is not large: it goes through the polynomial, where no integer arithmetic can make a number of it.
        var isLarge = pool.Node(Op.Ge, a, Constant(1));
        var c = pool.Node(Op.MinNative, Constant(tier.TanhLimit), a);
        var shifted = Fma(c, Constant(2 * Log2E), Constant(tier.Magic));
        var r = Named("r", Fma(pool.Node(Op.Sub, shifted, Constant(tier.Magic)), Constant(-tier.Ln2High), pool.Node(Op.Add, c, c)));
        var square = Named("q", pool.Node(Op.Mul, r, r));
        var m = Named("m", Fma(Estrin(tier.Coefficients.Exp, r, square), square, pool.Node(Op.Add, Constant(1), r)));
        // 2ⁿ by adding n to the exponent bits: n is at most 29. The shift drops the bits of the magic number above n.
        var power = pool.Node(Op.ShiftLeft, pool.Node(Op.Bits, shifted), pool.Integer(tier.MantissaBits));
        var e = Named("e", pool.Node(Op.FromBits, pool.Node(Op.IntAdd, pool.Node(Op.Bits, m), power)));
        var large = Named("large", pool.Node(Op.Sub, Constant(1), pool.Node(Op.Div, Constant(2), pool.Node(Op.Add, Constant(1), e))));

        var z = Named("z", pool.Node(Op.Mul, x, x));
        var small = Named("small", Fma(Horner(tier.Coefficients.Tanh, z), pool.Node(Op.Mul, z, a), a));

        var y = pool.Node(Op.Select, isLarge, large, small);
        return Named("tanh", WithSignOf(x, a, y));
    }
}
