// Tidies the sums that differentiation leaves. Like terms are added, and a function that several terms share is taken
// out, so that it is computed once: σ'(2u)·x·c₁ + σ'(2u)·x·x·x·c₂ + … becomes x·σ'(2u)·(c₁ + c₂x²). A sum without
// either is not changed, and neither are the first outputs, which have been differentiated: subexpressions that a
// derivative shares with them must stay the same.
namespace Kernels.Optimise;

internal static class Factoring
{
    const int MostTerms = 64;

    /// <param name="kept">How many outputs stay as they are.</param>
    /// <param name="overRows">Whether quotients stay apart: what they are divided by is computed once a row.</param>
    public static Body Run(Body body, int kept, CancellationToken cancellation, bool overRows = false)
    {
        var pool = new ExprPool();
        var roots = body.Load(pool);
        var done = Body.Reached([.. roots.Take(kept)]).ToDictionary(e => e);
        // With several inputs fractions arise one by one, from the chain rule.
        var opens = Body.Reached(roots).Count(e => e.Op == Op.Input) > 1;
        return Body.From(roots.Select(Rewrite).ToArray());

        Expr Rewrite(Expr e)
        {
            if (done.TryGetValue(e, out var known)) return known;
            cancellation.ThrowIfCancellationRequested();
            var result = e.Op is Op.Add or Op.Sub
                ? (overRows ? null : CommonDenominator.Combine(pool, e, opens)) ?? Tidy(e)
                : null;
            return done[e] = result ?? pool.Copy(e, e.Arguments.Select(Rewrite).ToArray());
        }

        Expr? Tidy(Expr sum)
        {
            var terms = Term.Of(sum, MostTerms);
            if (terms is null) return null;
            var merged = Complements(Term.Merge(terms));
            merged.RemoveAll(term => term.Coefficient == 0);
            if (merged.Count == 0) return pool.Constant(0);
            var shared = Shared(merged);
            return merged.Count == terms.Count && shared is null ? null : Build(merged, shared);
        }

        // a - a·σ(u) among other terms becomes a·σ(-u), as the identities do for two terms.
        List<Term> Complements(List<Term> terms)
        {
            foreach (var part in terms)
                foreach (var function in part.Factors.Where(factor => factor.Op is Op.Sigmoid or Op.NormalCdf))
                {
                    var rest = Term.Without(part.Factors, [function]);
                    if (terms.Find(term => term.Coefficient == -part.Coefficient && term.Factors.SequenceEqual(rest))
                        is not { } whole)
                        continue;
                    var complement = whole with
                    {
                        Factors = [.. rest.Append(pool.Apply(function.Op, -function[0])).OrderBy(factor => factor.Id)]
                    };
                    return Complements(
                        [.. terms.Select(term => term == whole ? complement : term).Where(term => term != part)]);
                }
            return terms;
        }

        Expr Build(List<Term> terms, Expr? shared)
        {
            if (shared is null) return Sum(terms);
            var group = terms.Where(term => term.Factors.Contains(shared)).ToList();
            var common = group.Skip(1).Aggregate(group[0].Factors, (left, term) => Term.Intersect(left, term.Factors));
            var inner = group.Select(term => term with { Factors = Term.Without(term.Factors, common) }).ToList();
            // The shared function last, because the identities have a·f'(u).
            var rational = Product(Term.Without(common, [shared])) * Build(inner, Shared(inner));
            var outer = rational * Rewrite(shared);
            var rest = terms.Where(term => !group.Contains(term)).ToList();
            return rest.Count == 0 ? outer : Build(rest, Shared(rest)) + outer;
        }

        Expr Sum(List<Term> terms) => terms
            .Select(term => (term.Coefficient, Product: Product(term.Factors)))
            .Aggregate((Expr?)null, (sum, term) => sum is null ? term.Coefficient * term.Product
                : term.Coefficient < 0 ? sum - -term.Coefficient * term.Product
                : sum + term.Coefficient * term.Product) ?? pool.Constant(0);

        Expr Product(IReadOnlyList<Expr> factors)
            => factors.Select(Rewrite).Aggregate(pool.Constant(1), (product, factor) => product * factor);
    }

    /// <summary>
    /// A factor that all terms have, preferably a function; else the function that most terms have, the earliest of
    /// equals.
    /// </summary>
    static Expr? Shared(List<Term> terms) => terms
        .SelectMany(term => term.Factors.Distinct())
        .GroupBy(factor => factor)
        .Where(group => group.Count() > 1 && (IsFunction(group.Key) || group.Count() == terms.Count))
        .OrderByDescending(group => group.Count() == terms.Count).ThenByDescending(group => IsFunction(group.Key))
        .ThenByDescending(group => group.Count()).ThenBy(group => group.Key.Id)
        .FirstOrDefault()?.Key;

    static bool IsFunction(Expr e)
        => e.Op.Row().Level == Level.Formula && e.Op is not (Op.Min or Op.Max or Op.Clamp or Op.Detach);
}
