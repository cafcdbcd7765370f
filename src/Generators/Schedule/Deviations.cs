// Deviations from a mean in float lanes. The sum of a row far from 0 rounds, so the computed mean is wrong by a few
// ULP. But the mean of the distances from it is exactly this error (Chan, Golub, LeVeque 1983). So u - mean(u) becomes
// d - mean(d), where the distance d = u - mean(u) is exact for a row far from 0. Sums of squares and products of
// deviations come from the same pass: Σ(d - c)² = Σd² - c·Σd with c = mean(d).
namespace Kernels.Schedule;

internal sealed class Deviations(ExprPool pool, int? upstream)
{
    /// <summary>
    /// The square of the ratio of mean to standard deviation from which on computed elements have lost digits.
    /// </summary>
    const double FarFromZero = 16;

    /// <summary>The most terms that are searched for a mean.</summary>
    const int MostTerms = 16;

    /// <param name="Distance">The distance from the computed mean.</param>
    /// <param name="Rest">The error of the computed mean.</param>
    readonly record struct Parts(Expr Distance, Expr Rest);

    readonly Dictionary<Expr, Parts> known = [];

    /// <summary>A difference that is a deviation, with its mean in two floats; null for any other.</summary>
    public Expr? Of(Expr value, Expr subtrahend)
    {
        if (!ExprPool.Varies(value) || subtrahend.Op != Op.Div || subtrahend[1].Op != Op.Count
            || subtrahend[0].Op != Op.Sum || subtrahend[0][0] != value)
            return null;
        var distance = pool.Node(Op.Sub, value, subtrahend);
        var rest = pool.Node(Op.Sum, distance) / pool.Columns;
        var deviation = pool.Node(Op.Sub, distance, rest);
        known[deviation] = new(distance, rest);
        return deviation;
    }

    /// <summary>
    /// The same for a weighted mean Σwu/Σw, or one with the weights of a softmax: its error is the mean of the
    /// distances with the same weights. Its sums are not taken apart, because the weights need not add up to 1.
    /// </summary>
    public Expr? OfWeighted(Expr value, Expr subtrahend)
    {
        if (!ExprPool.Varies(value) || ExprPool.Varies(subtrahend) || IsOfUpstream(value)) return null;
        if (Mean(pool.Constant(1)) is not { } unit || RowTrial.Constant(unit) != 1) return null;
        var distance = pool.Node(Op.Sub, value, subtrahend);
        return pool.Node(Op.Sub, distance, Mean(distance)!);

        Expr? Mean(Expr of) => With(subtrahend, value, sum => pool.Apply(Op.Sum, sum * of));
    }

    bool IsOfUpstream(Expr e)
        => upstream is { } index && Body.Reached([e]).Any(node => node.Op == Op.Input && node.Index == index);

    /// <summary>k·u - k·Σwu/Σw, as in slopes by the weights: k times the deviation; null for any other.</summary>
    public Expr? OfScaled(Expr product, Expr subtrahend)
    {
        if (product.Op != Op.Mul || ExprPool.Varies(product[0]) == ExprPool.Varies(product[1])) return null;
        if (ExprPool.Varies(subtrahend)) return null;
        if (IsOfUpstream(ExprPool.Varies(product[0]) ? product[0] : product[1])) return null;
        var (k, value) = ExprPool.Varies(product[0]) ? (product[1], product[0]) : (product[0], product[1]);
        Expr? mean = null;
        var unit = With(subtrahend, value, weights =>
        {
            mean = pool.Apply(Op.Sum, weights * value) / pool.Apply(Op.Sum, weights);
            return pool.Apply(Op.Sum, weights);
        });
        if (unit is null || RowTrial.Constant(unit / k) != 1) return null;
        return OfWeighted(value, mean!) is { } deviation ? k * deviation : null;
    }

    /// <summary>
    /// The same where other terms stand between k·u and k·Σwu/Σw. Each of these two is as large as the offset of the
    /// row, so they are subtracted before the others are added. Null if the sum has no such pair.
    /// </summary>
    public Expr? InSum(Expr left, Expr right, bool isDifference)
    {
        var (varying, shared) = (new List<Expr>(), new List<Expr>());
        if (!TakeApart(left, isNegative: false) || !TakeApart(right, isDifference)) return null;
        if (varying.Count + shared.Count < 3) return null;
        foreach (var product in varying.Where(term => term.Op == Op.Mul))
            foreach (var mean in shared)
            {
                if (OfScaled(product, -mean) is not { } deviation) continue;
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
            (ExprPool.Varies(e) ? varying : shared).Add(isNegative ? -e : e);
            return varying.Count + shared.Count <= MostTerms;
        }
    }

    /// <summary>
    /// The expression with Σ(weights·value) replaced by another number of the row; null if it has no such sum.
    /// </summary>
    Expr? With(Expr e, Expr value, Func<Expr, Expr> another)
    {
        switch (e.Op)
        {
            case Op.Neg:
                return With(e[0], value, another) is { } negated ? -negated : null;
            case Op.Div:
                return With(e[0], value, another) is { } numerator ? numerator / e[1] : null;
            case Op.Mul:
                if (With(e[0], value, another) is { } left) return left * e[1];
                return With(e[1], value, another) is { } right ? e[0] * right : null;
            case Op.Sum:
                var factors = new List<Expr>();
                Split(e[0], factors);
                return factors.Count > 1 && factors.Remove(value) ? another(factors.Aggregate(pool.Mul)) : null;
            default:
                return null;
        }
    }

    /// <summary>The sum of a product with deviations, from their distances; null if it has no deviations.</summary>
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
        var sum = SumOf(others * distance);
        // The sum of another deviation is 0.
        return known.ContainsKey(others) ? sum : sum - rest * SumOf(others);
    }

    /// <summary>The sum of distances is kept as it is: it is not 0, but the error of the mean.</summary>
    Expr SumOf(Expr term)
        => known.Values.Any(parts => parts.Distance == term)
            ? pool.Node(Op.Sum, term)
            : Sum(term) ?? pool.Apply(Op.Sum, term);

    static void Split(Expr e, List<Expr> factors)
    {
        if (e.Op == Op.Mul && e.Arguments.All(ExprPool.Varies))
            foreach (var factor in e.Arguments) Split(factor, factors);
        else factors.Add(e);
    }

    /// <summary>
    /// The conditions under which sums of squared deviations are accurate: elsewhere they are differences of large
    /// numbers.
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
            yield return e >= 0.5 * e[0];
            if (distance[0].Op == Op.Input) continue;
            var mean = distance[1];
            yield return mean * mean * pool.Columns <= FarFromZero * e;
        }
    }
}
