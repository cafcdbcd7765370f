// Arguments of exponentials in two parts. e^u turns the absolute error of u into a relative one: rounding u = 80 alone
// costs 60 ULP. So where an argument is computed, as c·x or x + k·x³, each product and each sum keeps what its rounding
// lost (exactly, by fma and by Knuth's two-sum). The low part is added after the range reduction.
namespace Kernels.Lower;

/// <param name="Low">What High lacks, to about 2⁻⁴⁸ of it; null where High is exact.</param>
internal readonly record struct DoubleWord(Expr High, Expr? Low)
{
    public static implicit operator DoubleWord(Expr exact) => new(exact, null);
}

internal sealed partial class Lowering
{
    readonly Dictionary<Expr, DoubleWord> inTwoParts = [];

    internal DoubleWord InTwoParts(Expr e)
    {
        if (inTwoParts.TryGetValue(e, out var known)) return known;
        return inTwoParts[e] = !tier.IsCompensated ? Plain(e) : e.Op switch
        {
            Op.Constant => InTwoParts(e.Constant),
            Op.Parameter => new(Plain(e), LowPart(e)),
            _ when AsOddCubic(e) is { Linear: not 0, Cube: not 0 } cubic => InTwoParts(cubic),
            Op.Neg => Negated(InTwoParts(e[0])),
            Op.Mul => Product(InTwoParts(e[0]), InTwoParts(e[1])),
            Op.Div when inLogit => Quotient(Plain(e), InTwoParts(e[0]), Plain(e[1])),
            Op.Div => Quotient(Plain(e), Plain(e[0]), Plain(e[1])),
            Op.Add => TwoSum(InTwoParts(e[0]), InTwoParts(e[1])),
            Op.Sub => TwoSum(InTwoParts(e[0]), Negated(InTwoParts(e[1]))),
            Op.Below => Below(e),
            Op.Select when inLogit => Chosen(e),
            _ => Plain(e),
        };
    }

    DoubleWord InTwoParts(double value)
    {
        var high = Constant(value);
        return new(high, high.Constant == value ? null : Constant(value - high.Constant));
    }

    DoubleWord Chosen(Expr e)
    {
        var (a, b) = (InTwoParts(e[1]), InTwoParts(e[2]));
        return new(Choose(e[0], a.High, b.High),
            a.Low is null && b.Low is null ? null : Choose(e[0], a.Low ?? Constant(0), b.Low ?? Constant(0)));
    }

    DoubleWord Negated(DoubleWord x) => new(Negated(x.High), x.Low is null ? null : Negated(x.Low));

    /// <summary>The low part of -|x|.</summary>
    Expr? LowOfNegatedMagnitude(DoubleWord x) => x.Low is null ? null : IfNegative(x.High, x.Low, -x.Low);

    DoubleWord Product(DoubleWord a, DoubleWord b)
    {
        var high = a.High * b.High;
        if (!tier.IsCompensated) return high;
        // Multiplying by a power of two is exact.
        if (a.Low is null && a.High.IsPowerOfTwo) return new(high, b.Low is null ? null : a.High * b.Low);
        var low = Fms(a.High, b.High, high);
        if (a.Low is not null) low = Fma(a.Low, b.High, low);
        if (b.Low is not null) low = Fma(a.High, b.Low, low);
        return new(high, low);
    }

    /// <summary>The remainder a - q·b is exact by fma; the low part of the divisor is neglected.</summary>
    DoubleWord Quotient(Expr quotient, DoubleWord a, Expr b)
    {
        var remainder = Fma(Negated(quotient), b, a.High);
        return new(quotient, (a.Low is null ? remainder : remainder + a.Low) / b);
    }

    /// <summary>Knuth's two-sum.</summary>
    DoubleWord TwoSum(DoubleWord a, DoubleWord b)
    {
        var high = a.High + b.High;
        if (!tier.IsCompensated) return high;
        var bRounded = high - a.High;
        var low = a.High - (high - bRounded) + (b.High - bRounded);
        return new(high, WithLowParts(low, a, b));
    }

    /// <summary>The same in half the operations (Dekker), for an a that is 0 or not smaller than b.</summary>
    static DoubleWord FastTwoSum(DoubleWord a, DoubleWord b)
    {
        var high = a.High + b.High;
        return new(high, WithLowParts(b.High - (high - a.High), a, b));
    }

    static Expr WithLowParts(Expr low, DoubleWord a, DoubleWord b)
    {
        if (a.Low is not null) low += a.Low;
        return b.Low is null ? low : low + b.Low;
    }

    /// <summary>
    /// The low part up to a limit of the high part, 0 beyond: there the argument is clamped, and low may be NaN.
    /// </summary>
    Expr? Within(double limit, Expr high, Expr? low) => low is null ? null : Select(Abs(high) < limit, low, 0);
}
