// tanh.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// tanh x on the whole line, max 1.0 ULP, odd and within ±1 exactly. Below 1 an odd polynomial x + x³·P₆(x²); from 1 on
    /// 1 - 2/(e²ˣ + 1), where the subtraction no longer loses. Beyond 10 the result is ±1.
    /// </summary>
    /// <remarks>
    /// Both polynomials have seven coefficients, so one Horner chain serves both: each lane chooses its coefficients, which
    /// costs no multiplier. From 1 on the low part of ln 2 adds less than 0.02 ULP, weighed down by 1 - tanh: left out.
    /// </remarks>
    Expr Tanh(Expr x)
    {
        var a = Named("a", pool.Node(Op.Abs, x));
        // NaN takes the other branch, where no integer arithmetic can make a number of it.
        var isLarge = pool.Node(Op.Ge, a, Constant(1));
        var z = Named("z", pool.Node(Op.Mul, x, x));
        var c = pool.Node(Op.MinNative, Constant(10), a);
        var u = pool.Node(Op.Add, c, c);
        var shifted = Fma(u, Constant(Log2E), Constant(Magic));
        var r = Named("r", Fma(pool.Node(Op.Sub, shifted, Constant(Magic)), Constant(-Ln2High), u));

        double[] exponential = [.. Coefficients.Exp, 1, 1];
        var v = pool.Node(Op.Select, isLarge, r, z);
        Expr Coefficient(int i) => pool.Node(Op.Select, isLarge, Constant(exponential[i]), Constant(Coefficients.Tanh[i]));
        var p = Coefficient(0);
        for (var i = 1; i < exponential.Length; i++) p = Named("p", Fma(p, v, Coefficient(i)));

        var small = Named("small", Fma(pool.Node(Op.Mul, p, z), a, a));
        // 2ⁿ by adding n to the exponent bits: n is at most 29. The shift drops the bits of the magic number above n.
        var e = Named("e", pool.Node(Op.FromBits, pool.Node(Op.IntAdd, pool.Node(Op.Bits, p), pool.Node(Op.ShiftLeft, pool.Node(Op.Bits, shifted), pool.Integer(23)))));
        var large = Named("large", pool.Node(Op.Sub, Constant(1), pool.Node(Op.Div, Constant(2), pool.Node(Op.Add, Constant(1), e))));

        var y = pool.Node(Op.Select, isLarge, large, small);
        // The sign goes on by bits, so that tanh(-0) is -0 and the function is odd to the last bit.
        var sign = pool.Node(Op.IntSub, pool.Node(Op.Bits, x), pool.Node(Op.Bits, a));
        return Named("tanh", pool.Node(Op.FromBits, pool.Node(Op.IntAdd, pool.Node(Op.Bits, y), sign)));
    }
}
