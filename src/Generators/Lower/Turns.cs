// Range reduction for sine and cosine (Payne and Hanek): how far an angle is from the nearest quarter turn, for every
// finite float. The angle in turns is x/(2π), of which only the fraction counts, so only those bits of 1/(2π) are used
// that contribute to it. A float can be as near to a multiple of π/2 as 2⁻²⁹ and still needs 60 bits of the fraction.
// Which bits of 1/(2π) these are depends on the exponent of x, in eight classes.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>Binades of a class.</summary>
    const int ClassWidth = 16;

    /// <summary>
    /// a = quarters·π/2 + θ with |θ| ≤ π/4, and the quarters modulo 4 in the lowest bits of an integer. Exact where
    /// a ≤ π/4; elsewhere θ has nearly the digits of two parts.
    /// </summary>
    /// <remarks>
    /// In each class x is scaled into [4, 2¹⁸). 1/(2π) is split into a whole number and a part in [½, 3/2), whose
    /// products with x leave fractions on a grid of 2⁻²². The sum of these, and its distance from a quarter, are exact.
    /// What remains is below 2⁻⁵: only this, and what rounding the products lost, must be summed with care.
    /// </remarks>
    (DoubleWord Theta, Bits Quadrant) Quarter(Expr a)
        => Quarter(a, tier.IsCompensated || a[0].Op is Op.Input or Op.Parameter ? Turns(a) : TurnsInPieces(a));

    /// <summary>The turns of a float: fractions on the grid, and the small rest.</summary>
    (Expr Fraction, DoubleWord Left) Turns(Expr a)
    {
        var (x, parts) = ClassOf(a, tier.Coefficients.Turns);
        var whole = x * parts[0];
        var first = x * parts[1];
        var second = x * parts[2];
        var fraction = Fraction(whole) + Fraction(first);
        if (!tier.IsCompensated) return (fraction, second);
        fraction = Fraction(whole) + Fraction(Fms(x, parts[0], whole)) + Fraction(first);
        return (fraction, TwoSum(Fms(x, parts[1], first), new(second, Fma(x, parts[3], Fms(x, parts[2], second)))));
    }

    /// <summary>
    /// The turns of a number with the digits of a double, such as a product of two floats. A class has bits for a float
    /// only, so the number is split into two floats and a rest.
    /// </summary>
    (Expr Fraction, DoubleWord Left) TurnsInPieces(Expr a)
    {
        var first = Leading(a);
        var rest = a - first;
        var second = Leading(rest);
        var ((x, low), (y, lower)) = (Turns(first), Turns(second));
        var last = Fraction((rest - second) * (0.5 / Math.PI));
        return (x + y, low.High + lower.High + last);
    }

    /// <summary>A double, cut off to the 24 bits of a float.</summary>
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
        var left = TwoSum(Fma(quarters, -0.25, fraction), rest);
        var theta = Radians(left);
        var low = theta.Low is null ? null : Select(isSmall, 0, theta.Low);
        return (new(Named("theta", Select(isSmall, a, theta.High)), low), Bits.Of(shifted).Named("quadrant"));
    }

    Expr Fraction(Expr x) => x - Floor(x);

    /// <summary>turns·2π</summary>
    DoubleWord Radians(DoubleWord turns)
    {
        var circle = InTwoParts(2 * Math.PI);
        if (turns.Low is null) return Product(turns, circle);
        var rest = Fma(turns.High, circle.Low!, turns.Low * circle.High);
        var high = Fma(turns.High, circle.High, rest);
        return new(high, Fms(turns.High, circle.High, high) + rest);
    }

    /// <summary>
    /// a, scaled down by the classes below its own, and the row of the table for its class: found by halving, one
    /// choice for each bit of the class.
    /// </summary>
    (Expr Scaled, Expr[] Row) ClassOf(Expr a, double[][] classes)
    {
        var rows = classes.Select(row => row.Select(Constant).ToArray()).ToArray();
        while (rows.Length > 1)
        {
            var half = rows.Length / 2;
            var isFar = a >= Math.Pow(2, ClassWidth * half + 2);
            a = Named("s", Select(isFar, a * Math.Pow(2, -ClassWidth * half), a));
            rows = [.. Enumerable.Range(0, half).Select(j
                => rows[j].Zip(rows[j + half], (near, far) => Select(isFar, far, near)).ToArray())];
        }
        return (a, rows[0]);
    }
}
