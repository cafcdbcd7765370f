// How each operation grows, from how its operands do: a line an operation. All functions are made of exponentials,
// logarithms, powers, waves, the inverse tangent and the normal distribution: FunctionRow.Made says how.
namespace Kernels.Optimise;

internal sealed partial class Approach
{
    const double HalfPi = 1.57079632679489661923;

    Growth Compute(Expr e)
    {
        Growth G(int operand) => Of(e[operand]);
        return e.Op switch
        {
            Op.Add => Sum(G(0), G(1)),
            Op.Sub => Difference(G(0), G(1)),
            Op.Mul => Product(G(0), G(1)),
            Op.Div => Product(G(0), Inverse(G(1))),
            Op.Neg => Times(-1, G(0)),
            Op.Detach => G(0),
            Op.Abs => Size(G(0)),
            Op.Sqrt => G(0) is { IsZero: false } g ? Power(g, Number(0.5)) : G(0),
            Op.Floor => Floor(G(0)),
            Op.Select => Holds(e[0]) ? G(1) : G(2),
            Op.Max => Larger(G(0), G(1)),
            Op.Min => Times(-1, Larger(Times(-1, G(0)), Times(-1, G(1)))),
            Op.Clamp => Times(-1, Larger(Times(-1, Larger(G(0), G(1))), Times(-1, G(2)))),
            Op.Exp => Exp(G(0)),
            Op.Log => Log(G(0)),
            Op.Pow
                => sides.Moves(e[1]) ? Exp(Product(G(1), Log(G(0)))) : Power(G(0), new(e[1], sides.At(e[1], sample))),
            Op.Sin => Wave(G(0), Op.Sin, Op.Cos, -1),
            Op.Cos => Wave(G(0), Op.Cos, Op.Sin, 1),
            Op.Atan => Atan(G(0)),
            Op.NormalCdf => NormalCdf(G(0)),
            Op.Lt or Op.Le or Op.Gt or Op.Ge or Op.Eq or Op.And or Op.Or or Op.Not => Constant(Holds(e) ? 1 : 0),
            _ => Of(e.Op.Function()?.Made?.Invoke(pool, e) ?? throw new NoLimitException()),
        };
    }

    Growth Size(Growth g) => SignOf(g) < 0 ? Times(-1, g) : g;

    Growth Larger(Growth a, Growth b) => SignOf(Difference(a, b)) < 0 ? b : a;

    Growth Inverse(Growth g) => Power(g, Number(-1));

    Growth Power(Growth g, Coefficient power)
    {
        var (factor, monomial, small) = Split(g);
        var isWhole = power.Value.IsConstant && power.Number == Math.Floor(power.Number);
        if (Sign(factor) < 0 && !isWhole) throw new NoLimitException();
        var leading = power.Value.Is(-1) ? Over(one, factor)
            : power.Value.Is(0.5) ? Applied(Op.Sqrt, factor)
            : Applied(Op.Pow, factor, power);
        // The binomial series.
        var binomials = new List<Coefficient> { one };
        Coefficient Binomial(int k)
        {
            for (var i = binomials.Count; i <= k; i++)
                binomials.Add(Times(Times(binomials[i - 1], Plus(power, Number(1 - i))), Number(1.0 / i)));
            return binomials[k];
        }
        return Scaled(leading, Raised(monomial, power), Series(small, Binomial));
    }

    Growth Exp(Growth g)
    {
        if (g.Rest is { } rest && Compare(rest, unit) >= 0) throw new NoLimitException();
        var large = g.Terms.Where(term => Compare(term.Monomial, unit) > 0 && Sign(term.Factor) != 0).ToArray();
        var small = g with { Terms = [.. g.Terms.Where(term => Compare(term.Monomial, unit) < 0)] };
        var constant = g.Terms.Where(term => Compare(term.Monomial, unit) == 0).Select(term => term.Factor)
            .DefaultIfEmpty(zero).First();
        // e^(c·log t) is a power.
        var power = large.Where(term => term.Monomial.IsLog).Select(term => term.Factor).DefaultIfEmpty(zero).First();
        var monomial = new Monomial([.. large.Where(term => !term.Monomial.IsLog)], power, zero);
        var (factorial, reached) = (1.0, 0);
        return Scaled(Applied(Op.Exp, constant), monomial, Series(small, k =>
        {
            for (; reached < k; factorial *= ++reached) { }
            return Number(1 / factorial);
        }));
    }

    Growth Log(Growth g)
    {
        var (factor, monomial, small) = Split(g);
        if (Sign(factor) < 0 || monomial.LogPower.Number != 0) throw new NoLimitException();
        var terms = monomial.Exponent.ToList();
        if (!monomial.Power.Value.Is(0)) terms.Add(new(monomial.Power, new([], zero, one)));
        // Of an exponential the logarithm is its argument, which may be beyond the floats as an exponential.
        var constant = factor.Value.Op == Op.Exp
            ? new Coefficient(factor.Value[0], Math.Log(factor.Number))
            : Applied(Op.Log, factor);
        return Sum(Sum(new(terms, null), Constant(constant)),
            Series(small, k => Number(k == 0 ? 0 : (k % 2 == 0 ? -1.0 : 1.0) / k)));
    }

    /// <summary>
    /// f(c + d) = f(c)·cos d ± g(c)·sin d; where the argument grows, no more is known than that it is within ±1.
    /// </summary>
    Growth Wave(Growth g, Op own, Op other, double sign)
    {
        if (g.Rest is { } rest && Compare(rest, unit) >= 0
            || g.Terms.Any(term => Compare(term.Monomial, unit) > 0 && Sign(term.Factor) != 0))
            return new([], unit);
        var (constant, small) = AtPoint(g);
        double Factorial(int k) => k < 2 ? 1 : k * Factorial(k - 1);
        var cosine = Series(small, k => Number(k % 2 != 0 ? 0 : (k % 4 == 0 ? 1 : -1) / Factorial(k)));
        var sine = Series(small, k => Number(k % 2 == 0 ? 0 : (k % 4 == 1 ? 1 : -1) / Factorial(k)));
        return Sum(Times(Applied(own, constant), cosine), Times(Times(Number(-sign), Applied(other, constant)), sine));
    }

    /// <summary>A finite growth as a constant and what vanishes.</summary>
    (Coefficient Constant, Growth Small) AtPoint(Growth g)
    {
        if (g.Rest is { } rest && Compare(rest, unit) >= 0) throw new NoLimitException();
        var constant = g.Terms.Where(term => Compare(term.Monomial, unit) == 0).Select(term => term.Factor)
            .DefaultIfEmpty(zero).First();
        return (constant, g with { Terms = [.. g.Terms.Where(term => Compare(term.Monomial, unit) < 0)] });
    }

    /// <summary>1 or -1 where it grows without bound.</summary>
    int Infinite(Growth g)
    {
        foreach (var term in g.Terms)
        {
            if (Compare(term.Monomial, unit) <= 0) return 0;
            if (Sign(term.Factor) is not 0 and var sign) return sign;
        }
        return g.Rest is { } rest && Compare(rest, unit) > 0 ? throw new NoLimitException() : 0;
    }

    Growth NormalPdf(Growth g) => Times(0.39894228040143267794, Exp(Times(-0.5, Product(g, g))));

    /// <summary>
    /// φ(g)/|g|·(1 - 1/g² + 3/g⁴ …) in the tail; beside a point Taylor's series, with Hermite's polynomials.
    /// </summary>
    Growth NormalCdf(Growth g)
    {
        if (Infinite(g) is not 0 and var sign)
        {
            var inverse = Inverse(g);
            double DoubleFactorial(int k) => k <= 0 ? 1 : (2 * k - 1) * DoubleFactorial(k - 1);
            var tail = Product(Product(NormalPdf(g), Size(inverse)),
                Series(Product(inverse, inverse), k => Number((k % 2 == 0 ? 1 : -1) * DoubleFactorial(k))));
            return sign < 0 ? tail : Difference(Constant(1), tail);
        }
        var (constant, small) = AtPoint(g);
        List<Coefficient> hermite = [one, constant];
        var (density, factorial) = (Applied(Op.NormalPdf, constant), 1.0);
        return Series(small, k =>
        {
            if (k == 0) return Applied(Op.NormalCdf, constant);
            factorial *= k;
            for (var n = hermite.Count; n < k; n++)
                hermite.Add(Minus(Times(constant, hermite[n - 1]), Times(Number(n - 1), hermite[n - 2])));
            return Times(Number((k % 2 != 0 ? 1 : -1) / factorial), Times(density, hermite[k - 1]));
        });
    }

    Growth Atan(Growth g)
    {
        if (Infinite(g) is not 0 and var sign) return Difference(Constant(sign * HalfPi), Beside(Inverse(g)));
        var (constant, small) = AtPoint(g);
        if (constant.Value.Is(0)) return Beside(small);
        var under = Sum(Constant(Plus(one, Times(constant, constant))), Times(constant, small));
        return Sum(Constant(Applied(Op.Atan, constant)), Beside(Product(small, Inverse(under))));

        Growth Beside(Growth vanishing)
            => Series(vanishing, k => Number(k % 2 == 0 ? 0 : (k % 4 == 1 ? 1.0 : -1.0) / k));
    }

    /// <summary>Within 1 of what grows; a constant, or next to one, where that stands still.</summary>
    Growth Floor(Growth g)
    {
        if (Infinite(g) != 0) return Shortened(g.Terms, Larger(g.Rest, unit));
        var (constant, small) = AtPoint(g);
        if (!constant.Value.IsConstant) throw new NoLimitException();
        var whole = Math.Floor(constant.Number);
        return Constant(whole == constant.Number && SignOf(small) < 0 ? whole - 1 : whole);
    }
}
