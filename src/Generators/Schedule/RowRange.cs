// Which rows float lanes can compute. A sum of squares overflows long before its root does, and a mean long before its
// elements. Such rows are rare and computed again in double lanes. The test costs a few operations a row.
namespace Kernels.Schedule;

internal static class RowRange
{
    /// <summary>
    /// The range of statistics under a root, a power or a quotient. Their roots, the reciprocals of those, and third
    /// powers of both are then far from the ends of the floats.
    /// </summary>
    static readonly double Least = Math.Pow(2, -64), Most = Math.Pow(2, 64);

    /// <summary>Any other sum only has to be finite in each of its lanes.</summary>
    static readonly double Finite = Math.Pow(2, 126);

    /// <summary>
    /// Whether the statistics of a row are in the range of float lanes, as 1 or 0; null if they always are.
    /// </summary>
    public static Expr? Of(Expr[] roots, ExprPool pool)
    {
        var reached = Body.Reached(roots);
        var watched = new HashSet<Expr>(reached.Where(IsWatched));
        if (watched.Count == 0) return null;
        var dependent = new HashSet<Expr>();
        foreach (var e in reached)
            if (watched.Contains(e) || !IsBounded(e) && e.Arguments.Any(dependent.Contains)) dependent.Add(e);

        var (critical, finite) = (new HashSet<Expr>(), new HashSet<Expr>());
        foreach (var e in reached)
            foreach (var operand in Critical(e).Where(dependent.Contains))
                foreach (var statistic in Statistics(operand, watched)) critical.Add(statistic);
        foreach (var e in reached.Where(e => e.Op == Op.Div && e[1].Op == Op.Count && dependent.Contains(e[0])))
            foreach (var sum in Statistics(e[0], watched)) finite.Add(sum);
        if (critical.Count + finite.Count == 0) return null;

        foreach (var sum in watched.Where(sum => sum.Op == Op.Sum && !critical.Contains(sum))) finite.Add(sum);
        var conditions = critical.OrderBy(e => e.Id).Select(e => Between(e, Least, Most, pool))
            .Concat(finite.OrderBy(e => e.Id).Select(e => pool.Apply(Op.Abs, e) < Finite))
            .Concat(Deviations.Conditions(reached, pool));
        return pool.Select(conditions.Aggregate((all, next) => pool.Node(Op.And, all, next)),
            pool.Constant(1), pool.Constant(0));
    }

    static Expr Between(Expr e, double least, double most, ExprPool pool)
    {
        var size = pool.Apply(Op.Abs, e);
        return pool.Node(Op.And, size > least, size < most);
    }

    /// <summary>Whether a reduction may leave the range of floats while its operands and the results do not.</summary>
    static bool IsWatched(Expr e) => e.Op == Op.Sum && !IsBounded(e[0]) || e.Op is Op.RowMax or Op.RowMin;

    /// <summary>
    /// Whether it lies between known numbers, or is an exponential, which takes care of its range itself.
    /// </summary>
    static bool IsBounded(Expr e) => e.Op switch
    {
        Op.Constant => true,
        Op.Decay or Op.Exp or Op.Exp2 or Op.Softsign => true,
        Op.Select => IsBounded(e[1]) && IsBounded(e[2]),
        Op.Mul => IsBounded(e[0]) && IsBounded(e[1]),
        _ => e.Op.Row().Kind == Kind.Mask || e.Op.Function() is { IsBounded: true },
    };

    /// <summary>The operands whose range an operation changes.</summary>
    static Expr[] Critical(Expr e) => e.Op switch
    {
        Op.Sqrt or Op.Log or Op.Log2 => [e[0]],
        Op.Div when e[1].Op != Op.Count => [e[1]],
        Op.Pow => [e[0]],
        _ => [],
    };

    /// <summary>The number of the row itself, or what of the row an element depends on.</summary>
    static IEnumerable<Expr> Statistics(Expr e, HashSet<Expr> watched)
        => !ExprPool.Varies(e) ? [e] : Body.Reached([e]).Where(watched.Contains);
}
