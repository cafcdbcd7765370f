// log, log1p, softplus.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    const int RootHalfBits = 0x3F3504F3;                 // √½: mantissas are taken from [√½, √2)
    const double SmallestNormal = 1.17549435082228750797e-38;

    /// <summary>log x on the whole line, max 0.9 ULP. x = m·2ᵉ, f = m - 1: e·ln 2 + f - f²/2 + f³·P₈(f).</summary>
    Expr Log(Expr x)
    {
        var (f, e, _) = Split(x);
        var y = Fma(e, Constant(Ln2High), Fma(e, Constant(Ln2Low), Log1POfReduced(f, f, Coefficients.Log)));
        return Positive(x, y);
    }

    /// <summary>log(1+f) - f + leading, for f in the domain of the coefficients.</summary>
    Expr Log1POfReduced(Expr f, Expr leading, double[] coefficients)
    {
        var t = Fma(Horner(coefficients, f), f, Constant(-0.5));
        return Named("l", Fma(t, pool.Node(Op.Mul, f, f), leading));
    }

    /// <summary>
    /// log(1+x) on the whole line, max 1.3 ULP, exact at ±0 and for tiny x. u = 1+x only chooses e; f is formed from x
    /// itself, (1+x)·2⁻ᵉ - 1 in one fma, so the bits that u dropped are kept. Compensated: f - f²/2 in two parts.
    /// </summary>
    Expr Log1P(Expr x)
    {
        var u = pool.Node(Op.Add, Constant(1), x);
        var (fromU, e, integerE) = Split(u);
        // 2⁻ᵉ as a float exists up to e = 126; from 2¹⁰⁰ on, 1+x is x.
        var power = Named("s", pool.Node(Op.FromBits, pool.Node(Op.ShiftLeft, pool.Node(Op.IntSub, pool.Integer(127), integerE), pool.Integer(23))));
        var fused = Fma(x, power, pool.Node(Op.Sub, power, Constant(1)));
        var f = Named("f", pool.Node(Op.Select, pool.Node(Op.Lt, e, Constant(100)), fused, fromU));
        f = Named("f", pool.Node(Op.Select, pool.Node(Op.Eq, e, Constant(0)), x, f));

        var square = Named("q", pool.Node(Op.Mul, f, f));
        var squareLow = Fms(f, f, square);
        var half = Constant(-0.5);
        var high = Named("h", Fma(half, square, f));
        var low = Fma(half, squareLow, Fma(half, square, pool.Node(Op.Sub, f, high)));
        var tail = Fma(pool.Node(Op.Mul, Horner(Coefficients.Log, f), f), square, low);

        var a = Named("a", pool.Node(Op.Mul, e, Constant(0.693145751953125)));          // 15 bits of ln 2: the product is exact
        var sum = pool.Node(Op.Add, a, high);
        var rest = Fma(e, Constant(1.42860676533018704e-6), pool.Node(Op.Add, pool.Node(Op.Sub, a, sum), high));
        var y = pool.Node(Op.Add, sum, pool.Node(Op.Add, rest, tail));
        return Named("l", pool.Node(Op.Select, pool.Node(Op.Eq, x, Constant(0)), x, Positive(u, y)));
    }

    /// <summary>
    /// log(1 + eˣ) on the whole line, max 1.6 ULP, monotone: log(1+e), e = eˣ up to ln 2; and x + log(1+e), e = e⁻ˣ beyond, where
    /// x outweighs what it takes from e. 1+e is at most 3, so one comparison replaces the split: above 1.5 it is halved, and ln 2
    /// is added. From e = ½ on, (e-1)/2 is exact.
    /// </summary>
    Expr Softplus(TwoParts x)
    {
        var rises = pool.Node(Op.Lt, x.High, Constant(Math.Log(2)));
        Expr Signed(Expr part) => pool.Node(Op.Select, rises, part, Negated(part));
        var (n, r) = CodyWaite(pool.Node(Op.MaxNative, Constant(-ExpLimit), Signed(x.High)), Within(ExpLimit, x.High, x.Low is null ? null : Signed(x.Low)));
        var e = Named("e", Scale(MonotoneExp(r), n));
        var halve = pool.Node(Op.Gt, e, Constant(0.5));
        var f = Named("f", pool.Node(Op.Select, halve, Fma(e, Constant(0.5), Constant(-0.5)), e));
        // ln 2 + f with what its rounding lost (Fast2Sum): the sum is often just below a power of two, where that is an ULP.
        var sum = pool.Node(Op.Add, f, Constant(Ln2High));
        var lost = pool.Node(Op.Sub, f, pool.Node(Op.Sub, sum, Constant(Ln2High)));
        var l = Log1POfReduced(f, pool.Node(Op.Select, halve, lost, Constant(0)), Coefficients.LogOfSum);
        var whole = pool.Node(Op.Add, pool.Node(Op.Select, halve, sum, f), l);
        return Named("softplus", pool.Node(Op.Add, pool.Node(Op.Select, rises, Constant(0), x.High), whole));
    }

    /// <summary>x = (1+f)·2ᵉ with 1+f in [√½, √2), by integer arithmetic; subnormals are first multiplied by 2²³.</summary>
    (Expr F, Expr E, Expr IntegerE) Split(Expr x)
    {
        var isSubnormal = pool.Node(Op.Lt, x, Constant(SmallestNormal));
        var bits = Named("bits", pool.Node(Op.Bits, pool.Node(Op.Select, isSubnormal, pool.Node(Op.Mul, x, Constant(8388608)), x)));
        var exponent = Named("k", pool.Node(Op.ShiftRight, pool.Node(Op.IntSub, bits, pool.Integer(RootHalfBits)), pool.Integer(23)));
        var mantissa = pool.Node(Op.FromBits, pool.Node(Op.IntSub, bits, pool.Node(Op.ShiftLeft, exponent, pool.Integer(23))));
        var e = pool.Node(Op.ToFloat, exponent);
        e = Named("e", pool.Node(Op.Select, isSubnormal, pool.Node(Op.Sub, e, Constant(23)), e));
        return (Named("f", pool.Node(Op.Sub, mantissa, Constant(1))), e, exponent);
    }

    /// <summary>The special values of a logarithm: NaN below zero, -∞ at zero, ∞ and NaN pass.</summary>
    Expr Positive(Expr x, Expr y)
    {
        var finite = pool.Node(Op.Select, pool.Node(Op.Le, x, Constant(float.MaxValue)), y, x);
        var nonZero = pool.Node(Op.Select, pool.Node(Op.Eq, x, Constant(0)), Constant(double.NegativeInfinity), finite);
        return pool.Node(Op.Select, pool.Node(Op.Lt, x, Constant(0)), Constant(double.NaN), nonZero);
    }
}
