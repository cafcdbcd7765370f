// A sum with several powers of one base as the lowest of them times a polynomial in what the base consists of: the second derivative of (1 + x²)ᵖ is
// 2p(1+x²)ᵖ⁻¹ + 4p(p-1)x²(1+x²)ᵖ⁻², of which far out no digit is left at p = ½, and 2p(1+x²)ᵖ⁻²·(1 + (2p-1)x²) is right. What parameters make of a
// coefficient is one number, which may be 0. For wide lanes only: the polynomial leaves the range of floats before its product with the power does.
namespace Kernels.Optimise;

internal static class Powers
{
    const int Most = 16, Farthest = 2;

    /// <summary>A term with the power taken out: base to the constant and more.</summary>
    sealed record Powered(Term Rest, Expr Base, double Constant, Expr? More);

    public static Body Run(Body body)
    {
        var (pool, done) = (new ExprPool(), new Dictionary<Expr, Expr>());
        return Body.From(body.Load(pool).Select(Rewrite).ToArray());

        Expr Rewrite(Expr e)
        {
            if (done.TryGetValue(e, out var known)) return known;
            var rewritten = pool.Copy(e, e.Arguments.Select(Rewrite).ToArray());
            return done[e] = Ordinary(rewritten) ?? (rewritten.Op is Op.Add or Op.Sub ? Combine(pool, rewritten) : null) ?? rewritten;
        }
    }

    /// <summary>What the derivative of a power is where nothing is an exception: of a base above 0, and of an exponent that is no giant.</summary>
    static Expr? Ordinary(Expr e)
    {
        if (e.Op != Op.Select) return null;
        if (e[0].Op == Op.And && e[0].Arguments.Any(condition => condition.Op == Op.Eq && condition.Arguments.Any(side => side.Is(0)) && condition.Arguments.Any(IsPositive)) && e[1].Is(0)) return e[2];
        return e[0].Op == Op.Lt && e[0][0].Op == Op.Abs && e[0][0][0] == e[1] && e[1].Shape == Shape.Scalar && e[0][1].Is(Math.Pow(2, 62)) ? e[1] : null;
    }

    static bool IsPositive(Expr e) => e.Op == Op.Add && e[0].IsConstant && e[0].Constant > 0 && IsSize(e[1]);

    /// <summary>A square, a magnitude, or so many of one.</summary>
    static bool IsSize(Expr e) => e.Op == Op.Abs || (e.Op == Op.Mul && (e[0] == e[1] || (e[0].IsConstant && e[0].Constant > 0 && IsSize(e[1]))));

    /// <summary>Null where there are no such powers, or their product has more terms than the sum.</summary>
    static Expr? Combine(ExprPool pool, Expr sum)
    {
        if (Term.Of(sum, Most) is not { } terms) return null;
        var powered = terms.Select(term => (Term: term, Power: Of(term))).ToList();
        var group = powered.Where(each => each.Power is not null).GroupBy(each => (each.Power!.Base, each.Power.More)).FirstOrDefault(same => same.Select(each => each.Power!.Constant).Distinct().Count() > 1)?.ToList();
        if (group is null) return null;
        var lowest = group.Min(each => each.Power!.Constant);
        if (group.Any(each => each.Power!.Constant - lowest is var above && (above > Farthest || above != Math.Floor(above)))) return null;
        var (bases, more) = (group[0].Power!.Base, group[0].Power!.More);
        if (Term.Of(bases, Most) is not { Count: > 1 } parts) return null;

        var expanded = group.SelectMany(each => Enumerable.Range(0, (int)(each.Power!.Constant - lowest)).Aggregate<int, IEnumerable<Term>>([each.Power.Rest], (known, _) => known.SelectMany(term => parts.Select(part => Product(term, part)))));
        var like = expanded.GroupBy(term => string.Join(" ", term.Factors.Where(IsVariable).Select(factor => factor.Id))).ToList();
        if (like.Count > group.Count) return null;
        var polynomial = like.Aggregate(pool.Constant(0), (all, same) => pool.Add(all, pool.Mul(same.Aggregate(pool.Constant(0), (number, term) => pool.Add(number, Built(term, isVariable: false))), Built(same.First() with { Coefficient = 1 }, isVariable: true))));
        var exponent = more is null ? pool.Constant(lowest) : pool.Add(pool.Constant(lowest), more);
        var rest = powered.Where(each => !group.Contains(each)).Select(each => each.Term);
        return rest.Aggregate(pool.Mul(polynomial, pool.Apply(Op.Pow, bases, exponent)), (all, term) => pool.Add(all, pool.Mul(Built(term with { Coefficient = 1 }, isVariable: true), Built(term, isVariable: false))));

        Expr Built(Term term, bool isVariable) => pool.Mul(term.Coefficient, term.Factors.Where(factor => IsVariable(factor) == isVariable).Aggregate(pool.Constant(1), pool.Mul));
    }

    static bool IsVariable(Expr e) => e.Shape != Shape.Scalar;

    static Term Product(Term a, Term b) => new(a.Coefficient * b.Coefficient, [.. a.Factors.Concat(b.Factors).OrderBy(factor => factor.Id)]);

    static Powered? Of(Term term)
    {
        if (term.Factors.Count(factor => factor.Op == Op.Pow && IsVariable(factor)) != 1) return null;
        var power = term.Factors.First(factor => factor.Op == Op.Pow && IsVariable(factor));
        var (constant, more) = power[1].IsConstant ? (power[1].Constant, null) : power[1].Op == Op.Add && power[1][0].IsConstant ? (power[1][0].Constant, power[1][1]) : (0, power[1]);
        return new(term with { Factors = Term.Without(term.Factors, [power]) }, power[0], constant, more);
    }
}
