// A sum with several powers of one base as the lowest of them times a polynomial. The second derivative of (1 + x²)ᵖ is
// 2p(1+x²)ᵖ⁻¹ + 4p(p-1)x²(1+x²)ᵖ⁻², of which far out no digit is left at p = ½; as 2p(1+x²)ᵖ⁻²·(1 + (2p-1)x²) it is
// accurate. A coefficient made of hyperparameters counts as one number, which may be 0. For wide lanes only: the
// polynomial may overflow in float lanes although its product with the power does not.
namespace Kernels.Optimise;

internal static class Powers
{
    const int Most = 16, Farthest = 2;

    /// <summary>A term with the power taken out: the base to the power of a constant plus more.</summary>
    sealed record Powered(Term Rest, Expr Base, double Constant, Expr? More);

    public static Body Run(Body body)
    {
        var (pool, done) = (new ExprPool(), new Dictionary<Expr, Expr>());
        return Body.From(body.Load(pool).Select(Rewrite).ToArray());

        Expr Rewrite(Expr e)
        {
            if (done.TryGetValue(e, out var known)) return known;
            var rewritten = pool.Copy(e, e.Arguments.Select(Rewrite).ToArray());
            var better = rewritten.Op is Op.Add or Op.Sub ? Combine(pool, rewritten) : Ordinary(rewritten);
            return done[e] = better ?? rewritten;
        }
    }

    /// <summary>
    /// The derivative of a power without its special cases: for a positive base and an exponent of moderate size.
    /// </summary>
    static Expr? Ordinary(Expr e)
    {
        if (e.Op != Op.Select) return null;
        if (e[0].Op == Op.And && e[1].Is(0) && e[0].Arguments.Any(IsNever)) return e[2];
        var isGiant = e[0].Op == Op.Lt && e[0][0].Op == Op.Abs && e[0][1].Is(Math.Pow(2, 62));
        return isGiant && e[0][0][0] == e[1] && e[1].Shape == Shape.Scalar ? e[1] : null;
    }

    /// <summary>Whether it is the condition that a positive number is 0, which never holds.</summary>
    static bool IsNever(Expr e) => e.Op == Op.Eq && e.Arguments.Any(side => side.Is(0)) && e.Arguments.Any(IsPositive);

    static bool IsPositive(Expr e) => e.Op == Op.Add && e[0].IsConstant && e[0].Constant > 0 && IsSize(e[1]);

    /// <summary>A square, a magnitude, or a positive multiple of these.</summary>
    static bool IsSize(Expr e)
        => e.Op == Op.Abs
            || (e.Op == Op.Mul && (e[0] == e[1] || (e[0].IsConstant && e[0].Constant > 0 && IsSize(e[1]))))
            || (e.Op == Op.Div && IsSize(e[0]) && (IsSize(e[1]) || e[1].IsConstant && e[1].Constant > 0));

    /// <summary>Null if there are no such powers, or if the product has more terms than the sum.</summary>
    static Expr? Combine(ExprPool pool, Expr sum)
    {
        if (Opened(Term.Of(sum, Most), pool) is not { } terms) return null;
        var powered = terms.Select(term => (Term: term, Power: Of(term))).ToList();
        var group = powered.Where(each => each.Power is not null).Select(each => each.Power!)
            .GroupBy(power => (power.Base, power.More))
            .FirstOrDefault(same => same.Select(power => power.Constant).Distinct().Count() > 1)?.ToList();
        if (group is null) return null;
        var ((bases, more), lowest) = ((group[0].Base, group[0].More), group.Min(power => power.Constant));
        if (group.Any(
            power => power.Constant - lowest is var above && (above > Farthest || above != Math.Floor(above))))
            return null;
        if (Opened(Term.Of(bases, Most), pool) is not { Count: > 1 } parts) return null;

        // Like terms have the same factors, hyperparameters apart.
        var like = group.SelectMany(Expanded)
            .GroupBy(term => string.Join(" ", term.Factors.Where(IsVariable).Select(factor => factor.Id))).ToList();
        if (like.Count > group.Count) return null;
        var polynomial = like.Aggregate(pool.Constant(0), (all, same) => all + Number(same) * Variables(same.First()));
        var power = pool.Apply(Op.Pow, bases, more is null ? pool.Constant(lowest) : lowest + more);
        var rest = powered.Where(each => each.Power is null || !group.Contains(each.Power)).Select(each => each.Term);
        return rest.Aggregate(polynomial * power, (all, term) => all + Number([term]) * Variables(term));

        IEnumerable<Term> Expanded(Powered power)
        {
            IEnumerable<Term> expanded = [power.Rest];
            for (var k = power.Constant; k > lowest; k--)
                expanded = expanded.SelectMany(term => parts.Select(part => Product(term, part))).ToArray();
            return expanded;
        }

        Expr Variables(Term term) => term.Factors.Where(IsVariable).Aggregate(pool.Constant(1), pool.Mul);

        // Factors that all coefficients share are taken out: rounded within each, they would not cancel.
        Expr Number(IEnumerable<Term> same)
        {
            var numbers = same.Select(
                term => term with { Factors = [.. term.Factors.Where(factor => !IsVariable(factor))] }).ToList();
            var shared = numbers.Skip(1)
                .Aggregate(numbers[0].Factors, (left, term) => Term.Intersect(left, term.Factors));
            Expr Product(IEnumerable<Expr> factors) => factors.Aggregate(pool.Constant(1), pool.Mul);
            return numbers.Aggregate(pool.Constant(0), (sum, term)
                    => sum + term.Coefficient * Product(Term.Without(term.Factors, shared))) * Product(shared);
        }
    }

    /// <summary>Quotients by hyperparameters as products with their reciprocals.</summary>
    static List<Term>? Opened(List<Term>? terms, ExprPool pool)
    {
        return terms?.Select(term => new Term(term.Coefficient, [.. term.Factors.SelectMany(Factors)
            .OrderBy(factor => factor.Id)])).Where(term => term.Factors.Count <= Most).ToList()
            is { } opened && opened.Count == terms.Count ? opened : null;

        IEnumerable<Expr> Factors(Expr e) => e.Op switch
        {
            Op.Mul when !e[0].IsConstant => Factors(e[0]).Concat(Factors(e[1])),
            Op.Div when !IsVariable(e[1]) && !e[1].IsConstant && !e[0].Is(1)
                => Factors(e[0]).Append(1 / e[1]),
            _ => [e],
        };
    }

    static bool IsVariable(Expr e) => e.Shape != Shape.Scalar;

    static Term Product(Term a, Term b)
        => new(a.Coefficient * b.Coefficient, [.. a.Factors.Concat(b.Factors).OrderBy(factor => factor.Id)]);

    static Powered? Of(Term term)
    {
        var powers = term.Factors.Where(factor => factor.Op == Op.Pow && IsVariable(factor)).ToArray();
        if (powers.Length != 1) return null;
        var (power, exponent) = (powers[0], powers[0][1]);
        var rest = term with { Factors = Term.Without(term.Factors, [power]) };
        if (exponent.IsConstant) return new(rest, power[0], exponent.Constant, null);
        return exponent.Op == Op.Add && exponent[0].IsConstant
            ? new(rest, power[0], exponent[0].Constant, exponent[1]) : new(rest, power[0], 0, exponent);
    }
}
