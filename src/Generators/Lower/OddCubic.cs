// c₁·x + c₃·x³ as the argument of an exponential, as in the tanh form of gelu. Written as x·(c₁ + c₃·x²), it takes half
// the operations of general products and sums in two parts, because only two roundings count: that of x², and that of
// the sum.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    readonly record struct Cubic(Expr X, double Linear, double Cube);

    /// <summary>The coefficients of an odd cubic in one subexpression; null if there are none.</summary>
    static Cubic? AsOddCubic(Expr e) => e.Op switch
    {
        Op.Constant => null,
        Op.Mul when e[0].IsConstant => AsOddCubic(e[1]) is { } inner
            ? inner with { Linear = e[0].Constant * inner.Linear, Cube = e[0].Constant * inner.Cube }
            : null,
        Op.Mul when e[0].Op == Op.Mul && e[0][0] == e[1] && e[0][1] == e[1] => new(e[1], 0, 1),
        Op.Add => AsOddCubic(e[0]) is { } a && AsOddCubic(e[1]) is { } b && a.X == b.X
            ? new(a.X, a.Linear + b.Linear, a.Cube + b.Cube)
            : null,
        _ => new(e, 1, 0),
    };

    DoubleWord InTwoParts(Cubic cubic)
    {
        // Only twelve bits of c₁ are in the large sum, so that the difference linear - factor is exact.
        var (x, linear, cube) = (Plain(cubic.X), Constant(Leading(cubic.Linear)), InTwoParts(cubic.Cube));
        var square = x * x;
        var factor = Fma(cube.High, square, linear);
        var low = Constant(cubic.Linear - linear.Constant);
        if (cube.Low is not null) low = Fma(cube.Low, square, low);
        low = Fma(cube.High, Fms(x, x, square), low);
        low = Fma(cube.High, square, linear - factor) + low;
        var high = x * factor;
        return new(high, Fma(x, low, Fms(x, factor, high)));
    }

    /// <summary>The number, rounded to its twelve leading bits.</summary>
    static double Leading(double c)
    {
        var unit = Math.Pow(2, Math.Floor(Math.Log(Math.Abs(c), 2)) - 11);
        return Math.Round(c / unit) * unit;
    }
}
