// Divergences of nearly equal values. In p·log(p/q) - p + q, in p/q - log(p/q) - 1 and in the divergence of two
// probabilities the logarithms are close to the first power of the difference, and all first powers cancel. With w = (q
// - p)/p, the logarithm of q/p is w minus the second-order term w - log(1 + w), so the first powers cancel by algebra.
// Only for values that are not differentiated again, and only where p and q are close.

namespace Kernels.Stabilise;

internal static class Divergences
{
    const int MostTerms = 12, MostFactors = 10, MostLogarithms = 2, Deepest = 24;

    public static Expr? Run(Expr e, ExprPool pool)
    {
        if (e.Op is not (Op.Add or Op.Sub) || e.Depth > Deepest || pool.HasRows) return null;
        if (Opened([Product.Of(1, [(e, 1)])], pool) is not { Count: > 1 } terms) return null;
        var logarithms = Logarithms(terms, pool);
        if (logarithms.Count is 0 or > MostLogarithms) return null;
        // Each logarithm by either of its sides.
        for (var sides = 0; sides < 1 << logarithms.Count; sides++)
        {
            var chosen = logarithms
                .Select((logarithm, i) => (sides >> i & 1) == 0 ? logarithm : logarithm.Inverted).ToArray();
            if (Opened([.. terms, .. chosen.SelectMany(logarithm => logarithm.Linear)], pool) is not { } all) continue;
            var rest = Merged(all);
            // All first powers must cancel, and there must have been some; other terms of the sum stay.
            if (rest.Any(term => !terms.Any(term.Equals))
                || rest.Count > terms.Count - (logarithms.Count == 1 ? 2 : 0)) continue;
            var second = chosen.Select(logarithm => logarithm.SecondOrder(pool))
                .Concat(rest.Select(term => term.Build(pool)));
            var isNear = chosen.Select(logarithm => logarithm.IsNear(pool))
                .Aggregate((a, b) => pool.Apply(Op.And, a, b));
            return pool.Select(isNear, second.Aggregate(pool.Add), e);
        }
        return null;
    }

    /// <summary>A coefficient and powers of factors.</summary>
    sealed record Product(double Coefficient, (Expr Factor, int Power)[] Factors)
    {
        public static Product Of(double coefficient, IEnumerable<(Expr Factor, int Power)> factors) => new(
            coefficient,
            [.. factors.GroupBy(each => each.Factor)
                .Select(same => (Factor: same.Key, Power: same.Sum(each => each.Power)))
                .Where(each => each.Power != 0).OrderBy(each => each.Factor.Id)]);

        public bool IsLike(Product other) => Factors.SequenceEqual(other.Factors);

        public bool Equals(Product? other) => other is not null && Coefficient == other.Coefficient && IsLike(other);

        public override int GetHashCode() => Factors.Length;

        public Product Times(double coefficient, params (Expr, int)[] factors)
            => Of(coefficient * Coefficient, Factors.Concat(factors));

        public Expr Build(ExprPool pool)
        {
            Expr Part(int sign) => Factors.SelectMany(each
                => Enumerable.Repeat(each.Factor, Math.Max(0, sign * each.Power)))
                .Aggregate(pool.Constant(1), pool.Mul);
            return Coefficient * (Part(1) / Part(-1));
        }
    }

    /// <summary>weight·log(a/b), as weight·(log(1 + v) - v) and weight·v for v = a/b - 1.</summary>
    sealed record Logarithm(Product Weight, Expr Over, Expr Under)
    {
        public Logarithm Inverted => new(Weight.Times(-1), Under, Over);

        public IEnumerable<Product> Linear => [Weight.Times(1, (Over, 1), (Under, -1)), Weight.Times(-1)];

        public Expr SecondOrder(ExprPool pool)
        {
            var v = Differences.Gap(Over, Under, pool) / Under;
            return Weight.Times(-1).Build(pool) * (v - pool.Apply(Op.Log1P, v));
        }

        public Expr IsNear(ExprPool pool)
            => pool.Apply(Op.Abs, Differences.Gap(Over, Under, pool)) < 0.5 * pool.Apply(Op.Abs, Under);
    }

    /// <summary>
    /// The logarithms of quotients, which are removed from the terms; also written as log a - log b, or as log a - u
    /// with an eᵘ.
    /// </summary>
    static List<Logarithm> Logarithms(List<Product> terms, ExprPool pool)
    {
        var found = new List<Logarithm>();
        foreach (var term in terms.ToArray())
        {
            if (!terms.Contains(term)) continue;
            foreach (var (factor, power) in term.Factors)
            {
                if (power != 1) continue;
                var (weight, used) = (term.Times(1, (factor, -1)), (List<Product>)[term]);
                if (Quotient(factor, pool) is var (over, under)) found.Add(new(weight, over, under));
                else if (factor.Op == Op.Log && Partner(weight.Times(-1)) is var (other, partner))
                {
                    found.Add(new(weight, factor[0], other));
                    used.Add(partner);
                }
                else continue;
                terms.RemoveAll(used.Contains);
                break;
            }
        }
        return found;

        // The term that is the weight times a logarithm, or times the exponent of an exponential in another term.
        (Expr Under, Product Term)? Partner(Product weight)
        {
            foreach (var term in terms)
                foreach (var (factor, power) in term.Factors)
                {
                    if (power != 1 || !term.Times(1, (factor, -1)).Equals(weight)) continue;
                    if (factor.Op == Op.Log) return (factor[0], term);
                    var exponential = terms.SelectMany(each => each.Factors).FirstOrDefault(each
                        => each.Factor.Op == Op.Exp && each.Factor[0] == factor);
                    if (exponential.Factor is { } under) return (under, term);
                }
            return null;
        }
    }

    /// <summary>The quotient that it is the logarithm of, also where near 1 it has been given another form.</summary>
    static (Expr Over, Expr Under)? Quotient(Expr e, ExprPool pool) => e.Op switch
    {
        Op.Log when e[0].Op == Op.Mul && e[0][0].IsConstant && e[0][1].Op == Op.Div && !e[0][1][0].IsConstant
            => (e[0][0] * e[0][1][0], e[0][1][1]),
        Op.Log when e[0].Op == Op.Div && !e[0][0].IsConstant && !e[0][1].IsConstant => (e[0][0], e[0][1]),
        Op.Sub when e[0].Op == Op.Log && e[1].Op == Op.Log => (e[0][0], e[1][0]),
        Op.Select when e[1].Op is Op.Log1P or Op.Neg => Quotient(e[2], pool),
        _ => null,
    };

    /// <summary>The terms of sums, each as its factors, multiplied out; null if there are too many.</summary>
    static List<Product>? Opened(IEnumerable<Product> products, ExprPool pool)
    {
        var (terms, open) = (new List<Product>(), new Stack<Product>(products));
        for (var count = 0; open.Count > 0; count++)
        {
            if (count > 8 * MostTerms || terms.Count + open.Count > MostTerms) return null;
            var term = open.Pop();
            if (term.Factors.Sum(each => Math.Abs(each.Power)) > MostFactors) return null;
            // What multiplies a logarithm stays together, because it may be one side of the quotient.
            var isOfLogarithm = term.Factors
                .Any(each => each.Factor.Op == Op.Log || Quotient(each.Factor, pool) is not null);
            var (factor, power) = term.Factors.FirstOrDefault(each
                => each.Factor.Op is Op.Constant or Op.Mul or Op.Div or Op.Neg or Op.ZeroProduct
                    || each.Power == 1 && each.Factor.Op is Op.Add or Op.Sub
                        && (!isOfLogarithm && Quotient(each.Factor, pool) is null));
            if (factor is null)
            {
                terms.Add(term);
                continue;
            }
            var rest = term.Times(1, (factor, -power));
            switch (factor.Op)
            {
                case Op.Constant:
                    open.Push(rest with { Coefficient = rest.Coefficient * Math.Pow(factor.Constant, power) });
                    break;
                case Op.Neg:
                    open.Push(rest.Times(power % 2 == 0 ? 1 : -1, (factor[0], power)));
                    break;
                case Op.Mul or Op.ZeroProduct:
                    open.Push(rest.Times(1, (factor[0], power), (factor[1], power)));
                    break;
                case Op.Div:
                    open.Push(rest.Times(1, (factor[0], power), (factor[1], -power)));
                    break;
                default:
                    open.Push(rest.Times(factor.Op == Op.Add ? 1 : -1, (factor[1], 1)));
                    open.Push(rest.Times(1, (factor[0], 1)));
                    break;
            }
        }
        return terms;
    }

    /// <summary>Adds like terms and drops those that cancel.</summary>
    static List<Product> Merged(List<Product> terms)
    {
        var merged = new List<Product>();
        foreach (var term in terms)
        {
            var like = merged.FindIndex(term.IsLike);
            if (like < 0) merged.Add(term);
            else merged[like] = term with { Coefficient = merged[like].Coefficient + term.Coefficient };
        }
        return [.. merged.Where(term => term.Coefficient != 0)];
    }
}
