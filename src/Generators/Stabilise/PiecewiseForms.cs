// Functions that are put together from pieces without a choice, such as max(0, u) + min(0, v) or sign(u)·f(|u|), as
// choices. The values are the same, and where the pieces meet the slope is that of one of them. As written, the
// constant branch of both would be taken there, with the slope 0, which is neither's.
namespace Kernels.Stabilise;

internal static class PiecewiseForms
{
    /// <summary>Deeper expressions are not examined.</summary>
    const int Deepest = 16;

    /// <summary>Samples of hyperparameters and inputs, of both signs, to find out whether an expression is 0.</summary>
    static readonly double[] Trials = [1.3, -0.7];

    public static Expr? Run(Expr e, ExprPool pool) => e.Depth > Deepest ? null : e.Op switch
    {
        Op.Add or Op.Sub => Halves(e, pool) ?? (e.Op == Op.Add ? Sum(e[0], e[1], pool) ?? Sum(e[1], e[0], pool) : null),
        Op.Mul => Odd(e[0], e[1], pool) ?? Odd(e[1], e[0], pool),
        _ => null,
    };

    /// <summary>An expression with max(0, u) and min(0, u): each is u on one side and 0 on the other.</summary>
    static Expr? Halves(Expr e, ExprPool pool)
    {
        var (left, right) = (Body.Reached(e[0]), Body.Reached(e[1]));
        if (left.SelectMany(a => right.Select(b => Shared(a, b) ?? Shared(b, a)))
            .FirstOrDefault(value => value is not null) is not { } u)
            return null;
        var (zero, upper, lower) =
            (pool.Constant(0), pool.Apply(Op.Max, pool.Constant(0), u), pool.Apply(Op.Min, pool.Constant(0), u));
        return pool.Select(u > zero, Replaced(e, pool, (upper, u), (lower, zero)),
            Replaced(e, pool, (upper, zero), (lower, u)));
    }

    static Expr? Shared(Expr upper, Expr lower)
        => IsHalf(upper, Op.Max) && IsHalf(lower, Op.Min) && upper[1] == lower[1] ? upper[1] : null;

    /// <summary>max(0, u) + min(0, v), where v is 0 where u is.</summary>
    static Expr? Sum(Expr upper, Expr lower, ExprPool pool)
    {
        if (!IsHalf(upper, Op.Max) || !IsHalf(lower, Op.Min) || !Vanishes(lower[1], upper[1], pool)) return null;
        var (zero, u, v) = (pool.Constant(0), upper[1], lower[1]);
        return pool.Select(u > zero, u + lower, pool.Select(v > zero, zero, v));
    }

    /// <summary>
    /// sign(u)·f(|u|), where f is 0 where u is. Not with powers of |u|, which may have infinite slopes at 0.
    /// </summary>
    static Expr? Odd(Expr sign, Expr f, ExprPool pool)
    {
        if (sign.Op != Op.Select || sign[0].Op != Op.Gt || sign[0][1] is not { } zero || !zero.Is(0)
            || sign != pool.Sign(sign[0][0]))
            return null;
        var u = sign[0][0];
        var size = pool.Apply(Op.Abs, u);
        if (!Body.Reached(f).Contains(size) || !Vanishes(f, u, pool) || Body.Reached(f).Any(node => node.Op == Op.Pow))
            return null;
        var (left, right) = (-Replaced(f, pool, (size, -u)), Replaced(f, pool, (size, u)));
        // At 0 take the mean of both sides: it has their common slope, and the second derivative 0 of an odd function.
        return pool.Select(u > zero, right, pool.Select(u < zero, left, 0.5 * (left + right)));
    }

    static bool IsHalf(Expr e, Op op) => e.Op == op && e[0].Is(0) && !e[1].IsConstant;

    /// <summary>Whether e is 0 where u is, whatever else it depends on.</summary>
    static bool Vanishes(Expr e, Expr u, ExprPool pool)
    {
        var body = Body.From(Replaced(e, pool, (u, pool.Constant(0))));
        return Trials.All(
            trial => Interpreter.Run(body, Repeated(Op.Input, trial), Repeated(Op.Parameter, trial))[0] == 0);

        double[] Repeated(Op leaf, double trial)
            => [.. Enumerable.Repeat(trial, 1 + body.Instructions.Where(instruction => instruction.Op == leaf)
                .Select(instruction => instruction.Index).DefaultIfEmpty(-1).Max())];
    }

    static Expr Replaced(Expr e, ExprPool pool, params (Expr Node, Expr By)[] replacements)
    {
        var done = replacements.ToDictionary(each => each.Node, each => each.By);
        return Visit(e);

        Expr Visit(Expr node)
        {
            if (done.TryGetValue(node, out var known)) return known;
            return done[node] = node.Op.IsLeaf() ? node : pool.Copy(node, node.Arguments.Select(Visit).ToArray());
        }
    }
}
