// A sum of fractions over one denominator, where terms then cancel. The derivative of x/√(1+x²) is 1/r - x²/r³ with r =
// √(1+x²), of which far out no digit is left; over one denominator it is (r² - x²)/r³ = 1/r³. The division is by one
// factor at a time, so that no power overflows.
namespace Kernels.Optimise;

internal static class CommonDenominator
{
    const int Most = 32;

    /// <param name="Over">The factors of the denominator.</param>
    sealed record Fraction(double Coefficient, List<Expr> Factors, List<Expr> Over);

    /// <summary>The sum as one fraction; null if nothing cancels.</summary>
    /// <param name="opens">Whether sums among the factors are multiplied out, those of earlier fractions.</param>
    public static Expr? Combine(ExprPool pool, Expr sum, bool opens)
    {
        var all = Term.Of(sum, Most)?.Select(term => (Term: term, Fraction: Split(term))).ToList();
        if (all is null) return null;
        var fractions = all.Where(each => each.Fraction.Over.Count > 0).Select(each => each.Fraction).ToList();
        // With several inputs, terms that are no fractions take part: 1 - t²/(a² + t²).
        var isWhole = opens && fractions.Count == 1 && all.Count > 1;
        if (isWhole) fractions = [.. all.Select(each => each.Fraction)];
        if (fractions.Count < 2) return null;
        var denominator = fractions.Aggregate(new List<Expr>(),
            (known, fraction) => [.. known, .. Term.Without(fraction.Over, known)]);
        var terms = fractions.SelectMany(fraction
            => Expanded(fraction, Term.Without(denominator, fraction.Over).ToList(), opens)).ToList();
        if (terms.Count > Most) return null;
        var like = Term.Merge(terms.Select(term => Sized(term, pool)).ToList());
        var merged = like.Where(term => Math.Abs(term.Coefficient) > 1e-14).ToList();
        // The whole numerator may be a factor of the denominator: (u + √(1+u²))' is (u + √(1+u²))/√(1+u²).
        var common = merged.Skip(1)
            .Aggregate(merged.FirstOrDefault()?.Factors ?? [], (left, term) => Term.Intersect(left, term.Factors));
        var apart = merged.Select(term => term with { Factors = Term.Without(term.Factors, common) }).ToList();
        if (denominator.FirstOrDefault(factor => IsSum(factor, apart)) is { } same)
        {
            denominator.Remove(same);
            merged = [new(1, common)];
        }
        if ((isWhole || merged.Count >= fractions.Count) && merged.Count == like.Count) return null;
        var numerator = merged.Aggregate(pool.Constant(0), (rest, term) => rest + Product(term));
        var whole = all.Where(each => !isWhole && each.Fraction.Over.Count == 0).Select(each => each.Term);
        // A numerator of 0 leaves no fraction, unless there is nothing else.
        var fraction = merged.Count == 0 && whole.Any() ? numerator : denominator.Aggregate(numerator, pool.Div);
        return whole.Aggregate(fraction, (rest, term) => rest + Product(term));

        Expr Product(Term term) => term.Coefficient * term.Factors.Aggregate(pool.Constant(1), pool.Mul);
    }

    /// <summary>
    /// u·sign(u) as |u|, and |u|·sign(u) as u: otherwise the derivative of u/(1 + c·|u|) would not be one fraction.
    /// </summary>
    static Term Sized(Term term, ExprPool pool)
    {
        foreach (var sign in term.Factors.Where(IsSign))
        {
            var (u, rest) = (sign[0][0], Term.Without(term.Factors, [sign]).ToList());
            var size = pool.Apply(Op.Abs, u);
            if (rest.Remove(u)) rest.Add(size);
            else if (rest.Remove(size)) rest.Add(u);
            else continue;
            return Sized(term with { Factors = [.. rest.OrderBy(factor => factor.Id)] }, pool);
        }
        return term;
    }

    /// <summary>Whether it has the form of the slope of |u|.</summary>
    static bool IsSign(Expr e) => e.Op == Op.Select && e[0].Op == Op.Gt && e[0][1].Is(0) && e[1].Is(1)
        && e[2].Op == Op.Select && e[2][0].Op == Op.Lt && e[2][0][0] == e[0][0] && e[2][0][1].Is(0)
        && e[2][1].Is(-1) && e[2][2].Is(0);

    static bool IsSum(Expr factor, List<Term> terms)
        => factor.Op is Op.Add or Op.Sub && Term.Of(factor, Most) is { } own && own.Count == terms.Count
            && own.All(term => terms.Any(
                other => other.Coefficient == term.Coefficient && other.Factors.SequenceEqual(term.Factors)));

    /// <summary>Opens quotients among the factors.</summary>
    static Fraction Split(Term term)
    {
        var fraction = new Fraction(term.Coefficient, [], []);
        var open = new Stack<(Expr Node, bool IsOver)>(term.Factors.Select(factor => (factor, false)));
        while (open.Count > 0)
        {
            var (node, isOver) = open.Pop();
            if (node.IsConstant)
                fraction = fraction with
                {
                    Coefficient = isOver ? fraction.Coefficient / node.Constant : fraction.Coefficient * node.Constant
                };
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
        // Factors that a hyperparameter or another input both multiplies and divides are left alone.
        foreach (var scale in fraction.Over.Where(IsScale).ToArray())
            if (fraction.Factors.Remove(scale)) fraction.Over.Remove(scale);
        return fraction;
    }

    /// <summary>A unit of measure: y/s counts as one value, not as a fraction.</summary>
    static bool IsScale(Expr e) => e.Shape == Shape.Scalar || e.Op == Op.Input;

    /// <summary>
    /// Opens a quotient by a hyperparameter or an input that is also a factor; one by a constant becomes a coefficient.
    /// </summary>
    static Term Opened(Term term)
    {
        if (term.Factors.FirstOrDefault(factor => factor.Op is Op.Mul or Op.Neg || factor.IsConstant) is { } product)
        {
            var (rest, sign) = (Term.Without(term.Factors, [product]), product.Op == Op.Neg ? -1 : 1);
            return Opened(new(term.Coefficient * (product.IsConstant ? product.Constant : sign),
                [.. rest, .. product.Arguments]));
        }
        if (term.Factors.FirstOrDefault(factor => factor.Op == Op.Div && factor[1].IsConstant) is { } part)
            return Opened(new(term.Coefficient / part[1].Constant, [.. Term.Without(term.Factors, [part]), part[0]]));
        var quotient = term.Factors.FirstOrDefault(factor
            => factor.Op == Op.Div && IsScale(factor[1]) && term.Factors.Contains(factor[1]));
        return quotient is null ? term
            : Opened(term with { Factors = [.. Term.Without(term.Factors, [quotient, quotient[1]]), quotient[0]] });
    }

    /// <summary>Replaces a root that is a factor twice by its radicand, multiplied out.</summary>
    static IEnumerable<Term> Squared(Term term)
    {
        if (term.Factors.FirstOrDefault(
            factor => factor.Op == Op.Sqrt && term.Factors.Count(other => other == factor) > 1) is not { } root)
            return [term];
        var rest = Term.Without(term.Factors, [root, root]);
        return (Term.Of(root[0], Most) ?? [new(1, [root[0]])]).SelectMany(
            part => Squared(new(term.Coefficient * part.Coefficient, [.. rest, .. part.Factors])));
    }

    /// <summary>
    /// The numerator times the missing factors of the denominator, multiplied out; a root twice becomes its radicand.
    /// </summary>
    static IEnumerable<Term> Expanded(Fraction fraction, List<Expr> missing, bool opens)
    {
        var sums = opens ? fraction.Factors.Where(factor => factor.Op is Op.Add or Op.Sub).ToList() : [];
        var terms = new List<Term> { new(fraction.Coefficient, Term.Without(fraction.Factors, sums)) };
        missing = [.. missing, .. sums];
        while (missing.Count > 0)
        {
            var factor = missing[0];
            missing.RemoveAt(0);
            var isSquare = factor.Op == Op.Sqrt && missing.Remove(factor);
            var parts = Term.Of(isSquare ? factor[0] : factor, Most) ?? [new(1, [factor])];
            terms = terms.SelectMany(term => parts.Select(
                part => new Term(term.Coefficient * part.Coefficient, [.. term.Factors, .. part.Factors])))
                .Take(Most + 1).ToList();
        }
        return terms.SelectMany(Squared).Select(Opened)
            .Select(term => term with { Factors = term.Factors.OrderBy(factor => factor.Id).ToArray() });
    }
}
