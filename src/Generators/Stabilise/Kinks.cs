// Kinks that cancel within a sum, for differentiation. In max(x, 0) - x·t + log(1 + e^-|x|), the usual form of binary
// cross-entropy, the first and the last term together are log(1 + eˣ). The value keeps its form, which is accurate
// where x·t is near x. Its derivatives are those of the smooth function, also where the sum is a factor.

namespace Kernels.Stabilise;

internal static class Kinks
{
    const int MostTerms = 16;

    /// <summary>Null if there are none.</summary>
    public static Body? Without(Body body)
    {
        var (pool, done, found) = (new ExprPool(), new Dictionary<Expr, Expr>(), false);
        var smooth = Body.From(body.Load(pool).Select(Rewrite).ToArray());
        return found ? smooth : null;

        Expr Rewrite(Expr e)
        {
            if (done.TryGetValue(e, out var known)) return known;
            var rewritten = pool.Copy(e, e.Arguments.Select(Rewrite).ToArray());
            if (rewritten.Op is not (Op.Add or Op.Sub) || Joined(rewritten, pool) is not { } joined)
                return done[e] = rewritten;
            found = true;
            return done[e] = joined;
        }
    }

    static Expr? Joined(Expr sum, ExprPool pool)
    {
        if (Term.Of(sum, MostTerms) is not { Count: > 2 } terms) return null;
        foreach (var smooth in terms)
            foreach (var softplus in smooth.Factors.Where(IsOfSize))
            {
                var u = softplus[0][0][0];
                var rest = Term.Without(smooth.Factors, [softplus]);
                foreach (var (kink, coefficient, whole) in Halves(u, pool))
                {
                    var factors = rest.Append(kink).OrderBy(factor => factor.Id);
                    var partner = terms.Find(term
                        => term.Coefficient == coefficient * smooth.Coefficient && term.Factors.SequenceEqual(factors));
                    if (partner is null) continue;
                    var others = terms.Where(term => term != smooth && term != partner)
                        .Select(term => Product(term.Coefficient, term.Factors));
                    return others.Append(Product(smooth.Coefficient, rest) * whole).Aggregate(pool.Add);
                }
            }
        return null;

        Expr Product(double coefficient, IEnumerable<Expr> factors)
            => coefficient * factors.Aggregate(pool.Constant(1), pool.Mul);
    }

    /// <summary>log(1 + e^-|u|).</summary>
    static bool IsOfSize(Expr e) => e.Op == Op.Softplus && e[0].Op == Op.Neg && e[0][0].Op == Op.Abs;

    /// <summary>A function with a kink; its multiple that makes log(1 + e^-|u|) smooth; and the smooth sum.</summary>
    static (Expr Kink, double Coefficient, Expr Whole)[] Halves(Expr u, ExprPool pool) =>
    [
        (pool.Apply(Op.Max, pool.Constant(0), u), 1, pool.Apply(Op.Softplus, u)),
        (pool.Apply(Op.Min, pool.Constant(0), u), -1, pool.Apply(Op.Softplus, -u)),
        (pool.Apply(Op.Abs, u), 0.5, pool.Apply(Op.Softplus, u) - 0.5 * u),
    ];
}
