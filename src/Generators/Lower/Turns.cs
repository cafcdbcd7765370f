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
    (DoubleWord Theta, Expr Quadrant) Quarter(Expr a)
    {
        return tier.IsCompensated || a[0].Op is Op.Input or Op.Parameter
            ? Quarter(a, Turns(a))
            : Quarter(a, TurnsInPieces(a));
    }

    /// <summary>The turns of a float: the fractions of a sum on a grid, and what is left.</summary>
    (Expr Fraction, DoubleWord Left) Turns(Expr a)
    {
        var (x, parts) = ClassOf(a, tier.Coefficients.Turns);
        var whole = pool.Node(Op.Mul, x, parts[0]);
        var first = pool.Node(Op.Mul, x, parts[1]);
        var second = pool.Node(Op.Mul, x, parts[2]);
        var fraction = pool.Node(Op.Add, Fraction(whole), Fraction(first));
        var rest = new DoubleWord(second, null);
        if (tier.IsCompensated)
        {
            fraction = pool.Node(Op.Add,
                pool.Node(Op.Add, Fraction(whole), Fraction(Fms(x, parts[0], whole))), Fraction(first));
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
        var rest = pool.Node(Op.Sub, a, first);
        var second = Leading(rest);
        var ((x, low), (y, lower)) = (Turns(first), Turns(second));
        var last = Fraction(pool.Node(Op.Mul, pool.Node(Op.Sub, rest, second), Constant(0.5 / Math.PI)));
        return (pool.Node(Op.Add, x, y), new(pool.Node(Op.Add, pool.Node(Op.Add, low.High, lower.High), last), null));
    }

    /// <summary>The bits of a double that fit into a float.</summary>
    Expr Leading(Expr a)
    {
        var rest = pool.Integer(tier.MantissaBits - 23);
        return pool.Node(Op.FromBits,
            pool.Node(Op.ShiftLeft, pool.Node(Op.ShiftRight, pool.Node(Op.Bits, a), rest), rest));
    }

    (DoubleWord Theta, Expr Quadrant) Quarter(Expr a, (Expr Fraction, DoubleWord Left) turns)
    {
        var (fraction, rest) = turns;
        var isSmall = pool.Node(Op.Le, a, Constant(Math.PI / 4));
        var turn = pool.Node(Op.Select, isSmall, Constant(0), pool.Node(Op.Add, fraction, rest.High));
        var shifted = Named("shifted", Fma(turn, Constant(4), Constant(tier.Magic)));
        var quarters = pool.Node(Op.Sub, shifted, Constant(tier.Magic));
        var left = TwoSum(new(Fma(quarters, Constant(-0.25), fraction), null), rest);
        var theta = Radians(left);
        var low = theta.Low is null ? null : pool.Node(Op.Select, isSmall, Constant(0), theta.Low);
        return (new(Named("theta", pool.Node(Op.Select, isSmall, a, theta.High)), low),
            Named("quadrant", pool.Node(Op.Bits, shifted)));
    }

    Expr Fraction(Expr x) => pool.Node(Op.Sub, x, pool.Node(Op.Floor, x));

    DoubleWord Radians(DoubleWord turns)
    {
        var circle = InTwoParts(2 * Math.PI);
        if (turns.Low is null) return Product(turns, circle);
        var rest = Fma(turns.High, circle.Low!, pool.Node(Op.Mul, turns.Low, circle.High));
        var high = Fma(turns.High, circle.High, rest);
        return new(high, pool.Node(Op.Add, Fms(turns.High, circle.High, high), rest));
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
            var isFar = pool.Node(Op.Ge, a, Constant(Math.Pow(2, ClassWidth * half + 2)));
            a = Named("s",
                pool.Node(Op.Select, isFar, pool.Node(Op.Mul, a, Constant(Math.Pow(2, -ClassWidth * half))), a));
            rows = Enumerable.Range(0, half).Select(j => rows[j]
                .Zip(rows[j + half], (near, far) => pool.Node(Op.Select, isFar, far, near)).ToArray()).ToArray();
        }
        return (a, rows[0]);
    }
}
