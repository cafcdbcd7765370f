// How far an angle is from the nearest quarter turn, for every finite float (Payne and Hanek). The angle in turns is
// x/(2π), of which only the fraction counts: so of the bits of 1/(2π) those are taken that contribute to it, and
// a float as near to a multiple of π/2 as 2⁻²⁹ still needs 60 of them below the point. They depend on the
// exponent of x, in eight classes.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>Binades of a class.</summary>
    const int ClassWidth = 16;

    /// <summary>
    /// θ and a number of quarters, modulo 4 in the lowest bits of an integer: a = quarters·π/2 + θ with |θ| ≤ π/4.
    /// Exact where a ≤ π/4, else θ has the digits of two parts or nearly.
    /// </summary>
    /// <remarks>
    /// In each class x is scaled into [4, 2¹⁸). A whole number and a part of [½, 3/2) of 1/(2π) leave fractions on a
    /// grid of 2⁻²², whose sum is exact; so is its difference from a quarter. What is left is below 2⁻⁵, and only that,
    /// and what the rounding of the products lost (exact by fma), has to be summed with care.
    /// </remarks>
    (DoubleWord Theta, Bits Quadrant) Quarter(Expr a)
    {
        return tier.IsCompensated || a[0].Op is Op.Input or Op.Parameter
            ? Quarter(a, Turns(a))
            : Quarter(a, TurnsInPieces(a));
    }

    /// <summary>The turns of a float: the fractions of a sum on a grid, and what is left.</summary>
    (Expr Fraction, DoubleWord Left) Turns(Expr a)
    {
        var (x, parts) = ClassOf(a, tier.Coefficients.Turns);
        var whole = x * parts[0];
        var first = x * parts[1];
        var second = x * parts[2];
        var fraction = Fraction(whole) + Fraction(first);
        var rest = new DoubleWord(second, null);
        if (tier.IsCompensated)
        {
            fraction = Fraction(whole) + Fraction(Fms(x, parts[0], whole)) + Fraction(first);
            rest = TwoSum(new(Fms(x, parts[1], first), null), new(second, Fma(x, parts[3], Fms(x, parts[2], second))));
        }

        return (fraction, rest);
    }

    /// <summary>
    /// The turns of what has the digits of a double, such as a product of two floats: a class is for the 24 bits of a
    /// float, so there are two of these, and a rest.
    /// </summary>
    (Expr Fraction, DoubleWord Left) TurnsInPieces(Expr a)
    {
        var first = Leading(a);
        var rest = a - first;
        var second = Leading(rest);
        var ((x, low), (y, lower)) = (Turns(first), Turns(second));
        var last = Fraction((rest - second) * (0.5 / Math.PI));
        return (x + y, new(low.High + lower.High + last, null));
    }

    /// <summary>The bits of a double that fit into a float.</summary>
    Expr Leading(Expr a)
    {
        var rest = Integer(tier.MantissaBits - 23);
        return (Bits.Of(a) >> rest << rest).Number;
    }

    (DoubleWord Theta, Bits Quadrant) Quarter(Expr a, (Expr Fraction, DoubleWord Left) turns)
    {
        var (fraction, rest) = turns;
        var isSmall = a <= Math.PI / 4;
        var turn = Select(isSmall, Constant(0), fraction + rest.High);
        var shifted = Named("shifted", Fma(turn, 4, tier.Magic));
        var quarters = shifted - tier.Magic;
        var left = TwoSum(new(Fma(quarters, -0.25, fraction), null), rest);
        var theta = Radians(left);
        var low = theta.Low is null ? null : Select(isSmall, 0, theta.Low);
        return (new(Named("theta", Select(isSmall, a, theta.High)), low),
            Bits.Of(shifted).Named("quadrant"));
    }

    Expr Fraction(Expr x) => x - Floor(x);

    DoubleWord Radians(DoubleWord turns)
    {
        var circle = InTwoParts(2 * Math.PI);
        if (turns.Low is null) return Product(turns, circle);
        var rest = Fma(turns.High, circle.Low!, turns.Low * circle.High);
        var high = Fma(turns.High, circle.High, rest);
        return new(high, Fms(turns.High, circle.High, high) + rest);
    }

    /// <summary>
    /// a scaled down by the classes below its own, and the row of its class: a tree of choices by halves.
    /// </summary>
    (Expr Scaled, Expr[] Row) ClassOf(Expr a, double[][] classes)
    {
        var rows = classes.Select(row => row.Select(Constant).ToArray()).ToArray();
        while (rows.Length > 1)
        {
            var half = rows.Length / 2;
            var isFar = a >= Math.Pow(2, ClassWidth * half + 2);
            a = Named("s",
                Select(isFar, a * Math.Pow(2, -ClassWidth * half), a));
            rows = Enumerable.Range(0, half).Select(j => rows[j]
                .Zip(rows[j + half], (near, far) => Select(isFar, far, near)).ToArray()).ToArray();
        }
        return (a, rows[0]);
    }
}
