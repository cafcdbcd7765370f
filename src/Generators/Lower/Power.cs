// xʸ as 2^(y·log₂|x|). The logarithm is in two parts, because the exponential multiplies its error by up to 150.
// Special values are those of IEEE 754 and Math.Pow.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>|x|ʸ = eʳ·2ⁿ for every x and y; with the sign of <see cref="Signed"/> max 1.1 ULP.</summary>
    Reduction ReducePow(Expr @base, Expr exponent)
    {
        var (a, y) = (Magnitude(@base), InTwoParts(exponent));
        var (log, zero) = (Log2(a), Constant(0));
        // 1ʸ = 1 and x⁰ = 1 for every y and x, ∞ and NaN included.
        if (!y.High.IsConstant)
        {
            var isOne = AreEqual(a, 1);
            log = log with { High = Select(AreEqual(y.High, zero), zero, log.High) };
            y = new(Select(isOne, zero, y.High), y.Low is null ? null : Select(isOne, zero, y.Low));
        }
        return ReduceExp2(Product(y, log));
    }

    Expr Magnitude(Expr @base) => ranges.Of(@base).Low >= 0 ? Plain(@base) : Named("a", Abs(Plain(@base)));

    /// <summary>
    /// xʸ, given |x|ʸ: for negative x it is negative if y is odd, and NaN if y is not a whole number. Other
    /// exponentials are positive and returned as they are.
    /// </summary>
    Expr Signed(Expr e, Expr power)
    {
        if (e.Op != Op.Pow || ranges.Of(e[0]).Low >= 0) return power;
        var (x, y) = (Plain(e[0]), Plain(e[1]));
        var half = 0.5 * y;
        var isEven = AreEqual(Floor(half), half);
        var isWhole = AreEqual(Floor(y), y);
        // -∞ and -0 have a power for every y, by IEEE 754.
        var isFinite = x >= -tier.LargestFinite;
        var ofFraction = IfNegative(x, Select(isFinite, double.NaN, power), power);
        // Test isWhole first: half of the smallest subnormal rounds to 0, which looks even.
        return Select(isWhole, Select(isEven, power, WithSignOf(x, Magnitude(e[0]), power)), ofFraction);
    }

    /// <summary>log₂ a for a ≥ 0, relative error 2⁻³⁴.</summary>
    /// <remarks>
    /// Method: a = (1+f)·2ᵉ, s = f/(2+f), then e + s·(c₁ + c₃s² + s⁴·P(s²)). In float lanes all terms but the last are
    /// in two parts. Coefficients: <see cref="Coefficients.Log2"/>.
    /// </remarks>
    DoubleWord Log2(Expr a)
    {
        var (f, e, _) = Split(a);
        var d = Named("d", 2 + f);
        var s = Named("s", f / d);
        if (!tier.IsCompensated)
        {
            var z = Named("z", s * s);
            return LimitsOfLogarithm(a, Fma(s, Horner(tier.Coefficients.Log2, z), e));
        }
        var dLow = f - (d - 2);
        var remainder = Fma(Negated(s), dLow, Fma(Negated(s), d, f));
        var log = CompensatedLog2(e, new(s, Named("s", remainder / d)));
        return log with { High = Named("l", LimitsOfLogarithm(a, log.High)) };
    }

    /// <summary>e + 2·log₂e·(s + s³/3 + …), largest terms first.</summary>
    DoubleWord CompensatedLog2(Expr e, DoubleWord s)
    {
        var square = Product(s, s);
        var linear = Product(InTwoParts(2 * Log2E), s);
        var cube = Product(s, square);
        var cubic = Product(InTwoParts(2 * Log2E / 3), cube);
        var rest = cube.High * square.High * Horner(tier.Coefficients.Log2, square.High);
        var sum = FastTwoSum(FastTwoSum(e, linear), cubic with { Low = cubic.Low! + rest });
        return FastTwoSum(sum.High, sum.Low!);
    }
}
