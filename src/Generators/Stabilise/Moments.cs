// Variances and covariances in one pass, as people write them: mean(u·v) - mean(u)·mean(v). For a row far from 0 both
// terms are large and their difference has no digits. The mean of products of deviations is the same, and accurate.
namespace Kernels.Stabilise;

internal static class Moments
{
    const int MostFactors = 8;

    public static Expr? Run(Expr e, ExprPool pool)
    {
        if (e.Op != Op.Sub) return null;
        // The means of two rows far from 0 have lost the digits of their difference.
        if (Mean(e[0]) is { } minuend && Mean(e[1]) is { } subtrahend)
            return pool.Apply(Op.Sum, minuend - subtrahend) / pool.Columns;
        // Σuv/n - (Σu/n)·(Σv/n), or n times that: Σuv - Σu·Σv/n.
        if (Mean(e[0]) is { Op: Op.Mul } product && e[1].Op == Op.Mul && IsPair(product, Mean(e[1][0]), Mean(e[1][1])))
            return Sum(product, pool) / pool.Columns;
        if (e[0] is { Op: Op.Sum } sum && sum[0].Op == Op.Mul && e[1] is { Op: Op.Div } quotient
            && quotient[1].Op == Op.Count && quotient[0].Op == Op.Mul
            && IsPair(sum[0], Summed(quotient[0][0]), Summed(quotient[0][1])))
            return Sum(sum[0], pool);
        // n² times it: n·Σuv - Σu·Σv.
        if (e[0].Op == Op.Mul && e[1].Op == Op.Mul && OfCount(e[0]) is { Op: Op.Sum } all && all[0].Op == Op.Mul
            && IsPair(all[0], Summed(e[1][0]), Summed(e[1][1])))
            return pool.Columns * Sum(all[0], pool);
        return BySoftmax(e, pool) ?? OfInputs(e, pool);
    }

    /// <summary>
    /// Σx - Σy of two rows of inputs, with other terms between them, as for the log-probabilities of two policies: a
    /// common offset is as large as the sums, so the rows are subtracted first.
    /// </summary>
    static Expr? OfInputs(Expr e, ExprPool pool)
    {
        if (ExprPool.Varies(e)) return null;
        var (added, subtracted) = (new List<Expr>(), new List<Expr>());
        if (!TakeApart(e, isNegative: false)) return null;
        if (added.Find(IsOfInputs) is not { } minuend || subtracted.Find(IsOfInputs) is not { } subtrahend) return null;
        added.Remove(minuend);
        subtracted.Remove(subtrahend);
        var sum = added.Aggregate(pool.Apply(Op.Sum, minuend[0] - subtrahend[0]), pool.Add);
        return subtracted.Aggregate(sum, pool.Sub);

        bool TakeApart(Expr part, bool isNegative)
        {
            if (part.Op == Op.Neg) return TakeApart(part[0], !isNegative);
            if (part.Op is Op.Add or Op.Sub)
                return TakeApart(part[0], isNegative) && TakeApart(part[1], isNegative != (part.Op == Op.Sub));
            (isNegative ? subtracted : added).Add(part);
            return added.Count + subtracted.Count <= MostFactors;
        }

        static bool IsOfInputs(Expr sum) => sum.Op == Op.Sum && IsOfInput(sum[0]);

        static bool IsOfInput(Expr term)
            => term.Op is Op.Input or Op.Parameter or Op.Constant || term.Op == Op.Mul && term.Arguments.All(IsOfInput);
    }

    /// <summary>The other factor of a product with the number of columns.</summary>
    static Expr? OfCount(Expr e) => e[0].Op == Op.Count ? e[1] : e[1].Op == Op.Count ? e[0] : null;

    /// <summary>Σpuv - Σpu·Σpv for weights p that add up to 1.</summary>
    static Expr? BySoftmax(Expr e, ExprPool pool)
    {
        if (e[0].Op != Op.Sum || e[1].Op != Op.Mul || e[1][0].Op != Op.Sum || e[1][1].Op != Op.Sum) return null;
        var (left, right, both) = (Factors(e[1][0][0]), Factors(e[1][1][0]), Factors(e[0][0]));
        if (left.Find(factor => factor.Op == Op.Softmax) is not { } weight || !right.Remove(weight)) return null;
        left.Remove(weight);
        if (left.Count == 0 || right.Count == 0) return null;
        foreach (var factor in left.Concat(right).Append(weight))
            if (!both.Remove(factor)) return null;
        if (both.Count > 0) return null;
        var (u, v) = (left.Aggregate(pool.Mul), right.Aggregate(pool.Mul));
        return pool.Apply(Op.Sum, weight * ((u - e[1][0]) * (v - e[1][1])));
    }

    static List<Expr> Factors(Expr e)
    {
        var (open, factors) = (new Stack<Expr>([e]), new List<Expr>());
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (node.Op != Op.Mul || factors.Count + open.Count >= MostFactors) factors.Add(node);
            else foreach (var argument in node.Arguments) open.Push(argument);
        }
        return factors;
    }

    static Expr Sum(Expr product, ExprPool pool)
        => pool.Apply(Op.Sum, Deviation(product[0], pool) * Deviation(product[1], pool));

    static Expr Deviation(Expr u, ExprPool pool) => u - pool.Apply(Op.Sum, u) / pool.Columns;

    static bool IsPair(Expr product, Expr? u, Expr? v)
        => u is not null && v is not null && (product[0] == u && product[1] == v || product[0] == v && product[1] == u);

    /// <summary>The elements that a mean is taken of.</summary>
    static Expr? Mean(Expr e) => e.Op == Op.Div && e[1].Op == Op.Count ? Summed(e[0]) : null;

    static Expr? Summed(Expr e) => e.Op == Op.Sum ? e[0] : null;
}
