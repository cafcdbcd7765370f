// pow: 2^(y·log₂|x|), with the logarithm in two parts, for the exponential multiplies its error by up to 150; and the
// many special values of IEEE 754, as Math.Pow has them.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>
    /// |x|ʸ = eʳ·2ⁿ, so the exponential finishes it. With its sign it is xʸ for every x and y,
    /// max 1.1 ULP, subnormal results included.
    /// </summary>
    Reduction ReducePow(Expr @base, Expr exponent)
    {
        var (a, y) = (Magnitude(@base), InTwoParts(exponent));
        var (log, zero) = (Log2(a), Constant(0));
        // 1 to the power of anything is 1, and so is anything to the power of 0, NaN and ∞ among them.
        if (!y.High.IsConstant)
        {
            var isOne = pool.Node(Op.Eq, a, Constant(1));
            log = log with { High = pool.Node(Op.Select, pool.Node(Op.Eq, y.High, zero), zero, log.High) };
            y = new(pool.Node(Op.Select, isOne, zero, y.High),
                y.Low is null ? null : pool.Node(Op.Select, isOne, zero, y.Low));
        }
        return ReduceExp2(Product(y, log));
    }

    Expr Magnitude(Expr @base)
        => ranges.Of(@base).Low >= 0 ? Plain(@base) : Named("a", pool.Node(Op.Abs, Plain(@base)));

    /// <summary>
    /// What the power of a negative base is besides that of its magnitude: NaN for an exponent that is no whole number,
    /// negative for an odd one. The other exponentials are positive.
    /// </summary>
    Expr Signed(Expr e, Expr power)
    {
        if (e.Op != Op.Pow || ranges.Of(e[0]).Low >= 0) return power;
        var (x, y) = (Plain(e[0]), Plain(e[1]));
        var half = pool.Node(Op.Mul, Constant(0.5), y);
        var isEven = pool.Node(Op.Eq, pool.Node(Op.Floor, half), half);
        var isWhole = pool.Node(Op.Eq, pool.Node(Op.Floor, y), y);
        // No number below zero, but one at -∞ and -0: there the limit is the same from all directions.
        var isFinite = pool.Node(Op.Ge, x, Constant(-tier.LargestFinite));
        var broken = IfNegative(x, pool.Node(Op.Select, isFinite, Constant(double.NaN), power), power);
        // Whole first: half of the smallest subnormal is 0, and even.
        return pool.Node(Op.Select, isWhole,
            pool.Node(Op.Select, isEven, power, WithSignOf(x, Magnitude(e[0]), power)), broken);
    }

    /// <summary>
    /// log₂ a for a ≥ 0, relative error 2⁻³⁴. a = m·2ᵉ, s = (m-1)/(m+1): e + s·(c₁ + c₃s² + s⁴·P(s²)),
    /// in float lanes each but the last term in two parts.
    /// </summary>
    DoubleWord Log2(Expr a)
    {
        var (f, e, _) = Split(a);
        var d = Named("d", pool.Node(Op.Add, Constant(2), f));
        var s = Named("s", pool.Node(Op.Div, f, d));
        if (!tier.IsCompensated)
        {
            var z = Named("z", pool.Node(Op.Mul, s, s));
            return new(Limit(a, Fma(s, Horner(tier.Coefficients.Log2, z), e)), null);
        }
        var dLost = pool.Node(Op.Sub, f, pool.Node(Op.Sub, d, Constant(2)));
        var remainder = Fma(Negated(s), dLost, Fma(Negated(s), d, f));
        var quotient = new DoubleWord(s, Named("s", pool.Node(Op.Div, remainder, d)));
        var square = Product(quotient, quotient);
        var linear = Product(InTwoParts(2 * Log2E), quotient);
        var cube = Product(quotient, square);
        var cubic = Product(InTwoParts(2 * Log2E / 3), cube);
        var rest =
            pool.Node(Op.Mul, pool.Node(Op.Mul, cube.High, square.High), Horner(tier.Coefficients.Log2, square.High));
        var sum =
            FastTwoSum(FastTwoSum(new(e, null), linear), cubic with { Low = pool.Node(Op.Add, cubic.Low!, rest) });
        var log = FastTwoSum(new(sum.High, null), new(sum.Low!, null));
        return log with { High = Named("l", Limit(a, log.High)) };
    }

    /// <summary>What a logarithm is at 0, ∞ and NaN.</summary>
    Expr Limit(Expr a, Expr log)
    {
        var finite = pool.Node(Op.Select, pool.Node(Op.Le, a, Constant(tier.LargestFinite)), log, a);
        return pool.Node(Op.Select, pool.Node(Op.Eq, a, Constant(0)), Constant(double.NegativeInfinity), finite);
    }
}
