// tanh.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// tanh x on the whole line, max 1.0 ULP, odd and within ±1 exactly. Below 1 an odd polynomial x + x³·P₇(x²);
    /// from 1 on 1 - 2/(e²ˣ + 1), where the subtraction no longer loses. Beyond 10 the result is ±1.
    /// </summary>
    Expr Tanh(Expr x)
    {
        var a = Named("a", pool.Node(Op.Abs, x));
        var z = Named("z", pool.Node(Op.Mul, x, x));
        var small = Named("small", Fma(pool.Node(Op.Mul, Horner(Coefficients.Tanh, z), z), a, a));

        var c = pool.Node(Op.MinNative, Constant(10), a);
        var reduced = Reduce(pool.Node(Op.Add, c, c), tail: null);
        var e = Named("e", Scale(reduced.Mantissa, reduced.N));
        var large = Named("large", pool.Node(Op.Sub, Constant(1), pool.Node(Op.Div, Constant(2), pool.Node(Op.Add, Constant(1), e))));

        var y = pool.Node(Op.Select, pool.Node(Op.Lt, a, Constant(1)), small, large);
        // The sign goes on by bits, so that tanh(-0) is -0 and the function is odd to the last bit.
        var sign = pool.Node(Op.IntSub, pool.Node(Op.Bits, x), pool.Node(Op.Bits, a));
        return Named("tanh", pool.Node(Op.FromBits, pool.Node(Op.IntAdd, pool.Node(Op.Bits, y), sign)));
    }
}
