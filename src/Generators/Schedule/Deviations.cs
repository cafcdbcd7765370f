// Deviations from a mean in float lanes. The sum of a row at an offset rounds, so its mean is off by some ULP of the
// offset; but the mean of what deviates from it is what it lacks (Chan, Golub, LeVeque 1983). So u - mean(u) is d -
// mean(d), where d = u - mean(u) is exact for a row far from 0, and sums of squares and products of deviations come
// from the same pass: Σ(d - c)² = Σd² - c·Σd.
namespace Kernels.Schedule;

internal sealed class Deviations(ExprPool pool, int? upstream)
{
    /// <summary>
    /// A mean that is larger than so many standard deviations has lost digits of computed elements: squared.
    /// </summary>
    const double FarFromZero = 16;

    /// <summary>Terms of any sensible sum.</summary>
    const int MostTerms = 16;

    /// <param name="Distance">From the mean as the floats have it.</param>
    /// <param name="Rest">What that mean lacks.</param>
    readonly record struct Parts(Expr Distance, Expr Rest);

    readonly Dictionary<Expr, Parts> known = [];

    /// <summary>The deviation that a difference is, its mean in two floats; null where it is none.</summary>
    public Expr? Of(Expr value, Expr subtrahend)
    {
        if (!ExprPool.Varies(value) || subtrahend.Op != Op.Div || subtrahend[1].Op != Op.Count
            || subtrahend[0].Op != Op.Sum || subtrahend[0][0] != value)
            return null;
        var distance = pool.Node(Op.Sub, value, subtrahend);
        var rest = pool.Div(pool.Node(Op.Sum, distance), pool.Columns);
        var deviation = pool.Node(Op.Sub, distance, rest);
        known[deviation] = new(distance, rest);
        return deviation;
    }

    /// <summary>
    /// Likewise from a mean by weights, Σwu/Σw, or by those of a softmax. What such a mean lacks is the mean of the
    /// distances by the same weights. Its sums are not taken apart, because the weights
    /// need not add up to 1. Null where the expression is no such deviation.
    /// </summary>
    public Expr? OfWeighted(Expr value, Expr subtrahend)
    {
        if (!ExprPool.Varies(value) || ExprPool.Varies(subtrahend) || IsOfUpstream(value)) return null;
        if (Mean(pool.Constant(1)) is not { } unit || RowTrial.Constant(unit) != 1) return null;
        var distance = pool.Node(Op.Sub, value, subtrahend);
        return pool.Node(Op.Sub, distance, Mean(distance)!);

        Expr? Mean(Expr of) => With(subtrahend, value, sum => pool.Apply(Op.Sum, pool.Mul(sum, of)));
    }

    bool IsOfUpstream(Expr e)
        => upstream is { } index && Body.Reached([e]).Any(node => node.Op == Op.Input && node.Index == index);

    /// <summary>k·u - k·Σwu/Σw, as slopes by the weights are: k times the deviation. Null for any other.</summary>
    public Expr? OfScaled(Expr product, Expr subtrahend)
    {
        if (product.Op != Op.Mul || ExprPool.Varies(product[0]) == ExprPool.Varies(product[1])) return null;
        if (ExprPool.Varies(subtrahend)) return null;
        if (IsOfUpstream(ExprPool.Varies(product[0]) ? product[0] : product[1])) return null;
        var (k, value) = ExprPool.Varies(product[0]) ? (product[1], product[0]) : (product[0], product[1]);
        Expr? mean = null;
        var unit = With(subtrahend, value, weights =>
        {
            mean = pool.Div(pool.Apply(Op.Sum, pool.Mul(weights, value)), pool.Apply(Op.Sum, weights));
            return pool.Apply(Op.Sum, weights);
        });
        if (unit is null || RowTrial.Constant(pool.Div(unit, k)) != 1) return null;
        return OfWeighted(value, mean!) is { } deviation ? pool.Mul(k, deviation) : null;
    }

    /// <summary>
    /// Likewise where other terms lie between k·u and k·Σwu/Σw, which are each as large as the offset of the row: they
    /// meet before these are added. Null where a sum has none.
    /// </summary>
    public Expr? InSum(Expr left, Expr right, bool isDifference)
    {
        var (varying, shared) = (new List<Expr>(), new List<Expr>());
        if (!TakeApart(left, isNegative: false) || !TakeApart(right, isDifference)) return null;
        if (varying.Count + shared.Count < 3) return null;
        foreach (var product in varying.Where(term => term.Op == Op.Mul))
            foreach (var mean in shared)
            {
                if (OfScaled(product, pool.Neg(mean)) is not { } deviation) continue;
                varying.Remove(product);
                shared.Remove(mean);
                return shared.Concat(varying).Append(deviation).Aggregate(pool.Add);
            }
        return null;

        bool TakeApart(Expr e, bool isNegative)
        {
            if (e.Op == Op.Neg) return TakeApart(e[0], !isNegative);
            if (e.Op is Op.Add or Op.Sub && !known.ContainsKey(e))
                return TakeApart(e[0], isNegative) && TakeApart(e[1], isNegative != (e.Op == Op.Sub));
            (ExprPool.Varies(e) ? varying : shared).Add(isNegative ? pool.Neg(e) : e);
            return varying.Count + shared.Count <= MostTerms;
        }
    }

    /// <summary>
    /// A number of the row in which the sum of weights times this value is another; null where it has none.
    /// </summary>
    Expr? With(Expr e, Expr value, Func<Expr, Expr> another)
    {
        switch (e.Op)
        {
            case Op.Neg:
                return With(e[0], value, another) is { } negated ? pool.Neg(negated) : null;
            case Op.Div:
                return With(e[0], value, another) is { } numerator ? pool.Div(numerator, e[1]) : null;
            case Op.Mul:
                if (With(e[0], value, another) is { } left) return pool.Mul(left, e[1]);
                return With(e[1], value, another) is { } right ? pool.Mul(e[0], right) : null;
            case Op.Sum:
                var factors = new List<Expr>();
                Split(e[0], factors);
                return factors.Count > 1 && factors.Remove(value) ? another(factors.Aggregate(pool.Mul)) : null;
            default:
                return null;
        }
    }

    /// <summary>The sum of a product with deviations, by their distances; null where there are none in it.</summary>
    public Expr? Sum(Expr term)
    {
        var factors = new List<Expr>();
        Split(term, factors);
        var at = factors.FindIndex(known.ContainsKey);
        if (at < 0) return null;
        var (distance, rest) = (known[factors[at]].Distance, known[factors[at]].Rest);
        factors.RemoveAt(at);
        var others = factors.Aggregate(pool.Constant(1), pool.Mul);
        if (!ExprPool.Varies(others)) return pool.Constant(0);
        var sum = SumOf(pool.Mul(others, distance));
        // The sum of another deviation is 0.
        return known.ContainsKey(others) ? sum : pool.Sub(sum, pool.Mul(rest, SumOf(others)));
    }

    /// <summary>A distance is no deviation: its sum is what the mean lacks.</summary>
    Expr SumOf(Expr term)
        => known.Values.Any(parts => parts.Distance == term)
            ? pool.Node(Op.Sum, term)
            : Sum(term) ?? pool.Apply(Op.Sum, term);

    static void Split(Expr e, List<Expr> factors)
    {
        if (e.Op == Op.Mul && ExprPool.Varies(e[0]) && ExprPool.Varies(e[1]))
        {
            Split(e[0], factors);
            Split(e[1], factors);
        }
        else
        {
            factors.Add(e);
        }
    }

    /// <summary>
    /// Where a sum of squares of deviations has its digits: elsewhere it is the difference of large numbers.
    /// </summary>
    public static IEnumerable<Expr> Conditions(IReadOnlyList<Expr> reached, ExprPool pool)
    {
        foreach (var e in reached)
        {
            // Σd² - c·Σd, of d = u - m.
            if (e.Op != Op.Sub || e[0].Op != Op.Sum || e[0][0].Op != Op.Mul || e[0][0][0] != e[0][0][1]
                || e[0][0][0] is not { Op: Op.Sub } distance)
                continue;
            if (e[1].Op != Op.Mul || e[1][1].Op != Op.Sum || e[1][1][0] != distance) continue;
            yield return pool.Node(Op.Ge, e, pool.Mul(0.5, e[0]));
            if (distance[0].Op == Op.Input) continue;
            var mean = distance[1];
            yield return pool.Node(Op.Le, pool.Mul(pool.Mul(mean, mean), pool.Columns), pool.Mul(FarFromZero, e));
        }
    }
}
