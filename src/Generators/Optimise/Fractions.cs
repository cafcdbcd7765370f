// A sum of fractions over one denominator, where that makes terms cancel as they do on paper: the derivative of x/√(1+x²) is
// 1/r - x²/r³, of which far out no digit is left, and (r² - x²)/r³ = 1/r³. Divided one factor at a time, so that no power overflows.
namespace Kernels.Optimise;

internal static class Fractions
{
    const int Most = 32;

    /// <param name="Over">The factors of the denominator.</param>
    sealed record Fraction(double Coefficient, List<Expr> Factors, List<Expr> Over);

    /// <summary>The sum as one fraction, or null where nothing cancels.</summary>
    public static Expr? Combine(ExprPool pool, Expr sum)
    {
        var fractions = Term.Of(sum, Most)?.Select(Split).ToList();
        if (fractions is null || fractions.Count < 2 || fractions.Any(fraction => fraction.Over.Count == 0)) return null;
        var denominator = fractions.Aggregate(new List<Expr>(), (all, fraction) => [.. all, .. Term.Without(fraction.Over, all)]);
        var terms = fractions.SelectMany(fraction => Expanded(fraction, Term.Without(denominator, fraction.Over).ToList())).ToList();
        if (terms.Count > Most) return null;
        var merged = Factoring.Merge(terms).Where(term => Math.Abs(term.Coefficient) > 1e-14).ToList();
        // The whole numerator may be a factor of the denominator: (u + √(1+u²))' is the quotient of that by √(1+u²).
        if (denominator.FirstOrDefault(factor => IsSum(factor, merged)) is { } same)
        {
            denominator.Remove(same);
            merged = [new(1, [])];
        }
        if (merged.Count >= fractions.Count) return null;
        var numerator = merged.Aggregate(pool.Constant(0), (all, term) => pool.Add(all, pool.Mul(term.Coefficient, term.Factors.Aggregate(pool.Constant(1), pool.Mul))));
        return denominator.Aggregate(numerator, pool.Div);
    }

    static bool IsSum(Expr factor, List<Term> terms)
        => factor.Op is Op.Add or Op.Sub && Term.Of(factor, Most) is { } own && own.Count == terms.Count
            && own.All(term => terms.Any(other => other.Coefficient == term.Coefficient && other.Factors.SequenceEqual(term.Factors)));

    /// <summary>Quotients among the factors opened.</summary>
    static Fraction Split(Term term)
    {
        var fraction = new Fraction(term.Coefficient, [], []);
        var open = new Stack<(Expr Node, bool IsOver)>(term.Factors.Select(factor => (factor, false)));
        while (open.Count > 0)
        {
            var (node, isOver) = open.Pop();
            if (node.IsConstant) fraction = fraction with { Coefficient = isOver ? fraction.Coefficient / node.Constant : fraction.Coefficient * node.Constant };
            else if (node.Op == Op.Neg)
            {
                fraction = fraction with { Coefficient = -fraction.Coefficient };
                open.Push((node[0], isOver));
            }
            else if (node.Op is Op.Mul or Op.Div)
            {
                open.Push((node[0], isOver));
                open.Push((node[1], isOver != (node.Op == Op.Div)));
            }
            else (isOver ? fraction.Over : fraction.Factors).Add(node);
        }
        return fraction;
    }

    /// <summary>Numerator times missing factors of the denominator, multiplied out; a root twice is what is under it.</summary>
    static IEnumerable<Term> Expanded(Fraction fraction, List<Expr> missing)
    {
        var terms = new List<Term> { new(fraction.Coefficient, fraction.Factors) };
        while (missing.Count > 0)
        {
            var factor = missing[0];
            missing.RemoveAt(0);
            var isSquare = factor.Op == Op.Sqrt && missing.Remove(factor);
            var parts = Term.Of(isSquare ? factor[0] : factor, Most) ?? [new(1, [factor])];
            terms = terms.SelectMany(term => parts.Select(part => new Term(term.Coefficient * part.Coefficient, [.. term.Factors, .. part.Factors]))).Take(Most + 1).ToList();
        }
        return terms.Select(term => term with { Factors = term.Factors.OrderBy(factor => factor.Id).ToArray() });
    }
}
