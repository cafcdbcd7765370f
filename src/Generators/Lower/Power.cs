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
            var isOne = AreEqual(a, 1);
            log = log with { High = Select(AreEqual(y.High, zero), zero, log.High) };
            y = new(Select(isOne, zero, y.High),
                y.Low is null ? null : Select(isOne, zero, y.Low));
        }
        return ReduceExp2(Product(y, log));
    }

    Expr Magnitude(Expr @base)
        => ranges.Of(@base).Low >= 0 ? Plain(@base) : Named("a", Abs(Plain(@base)));

    /// <summary>
    /// What the power of a negative base is besides that of its magnitude: NaN for an exponent that is no whole number,
    /// negative for an odd one. The other exponentials are positive.
    /// </summary>
    Expr Signed(Expr e, Expr power)
    {
        if (e.Op != Op.Pow || ranges.Of(e[0]).Low >= 0) return power;
        var (x, y) = (Plain(e[0]), Plain(e[1]));
        var half = 0.5 * y;
        var isEven = AreEqual(Floor(half), half);
        var isWhole = AreEqual(Floor(y), y);
        // No number below zero, but one at -∞ and -0: there the limit is the same from all directions.
        var isFinite = x >= -tier.LargestFinite;
        var broken = IfNegative(x, Select(isFinite, double.NaN, power), power);
        // Whole first: half of the smallest subnormal is 0, and even.
        return Select(isWhole, Select(isEven, power, WithSignOf(x, Magnitude(e[0]), power)), broken);
    }

    /// <summary>
    /// log₂ a for a ≥ 0, relative error 2⁻³⁴. a = m·2ᵉ, s = (m-1)/(m+1): e + s·(c₁ + c₃s² + s⁴·P(s²)),
    /// in float lanes each but the last term in two parts.
    /// </summary>
    DoubleWord Log2(Expr a)
    {
        var (f, e, _) = Split(a);
        var d = Named("d", 2 + f);
        var s = Named("s", f / d);
        if (!tier.IsCompensated)
        {
            var z = Named("z", s * s);
            return new(Limit(a, Fma(s, Horner(tier.Coefficients.Log2, z), e)), null);
        }
        var dLost = f - (d - 2);
        var remainder = Fma(Negated(s), dLost, Fma(Negated(s), d, f));
        var quotient = new DoubleWord(s, Named("s", remainder / d));
        var square = Product(quotient, quotient);
        var linear = Product(InTwoParts(2 * Log2E), quotient);
        var cube = Product(quotient, square);
        var cubic = Product(InTwoParts(2 * Log2E / 3), cube);
        var rest =
            cube.High * square.High * Horner(tier.Coefficients.Log2, square.High);
        var sum =
            FastTwoSum(FastTwoSum(new(e, null), linear), cubic with { Low = cubic.Low! + rest });
        var log = FastTwoSum(new(sum.High, null), new(sum.Low!, null));
        return log with { High = Named("l", Limit(a, log.High)) };
    }

    /// <summary>What a logarithm is at 0, ∞ and NaN.</summary>
    Expr Limit(Expr a, Expr log)
    {
        var finite = Select(a <= tier.LargestFinite, log, a);
        return Select(AreEqual(a, 0), double.NegativeInfinity, finite);
    }
}
