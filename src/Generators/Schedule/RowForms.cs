// What the stable names of rows stand for, in operations that passes have: shifted exponentials, differences from the
// largest, and a division by a number of the row as a product with its reciprocal. RowForms.Shifts.cs has sums in
// which the largest cancels.
namespace Kernels.Schedule;

internal sealed partial class RowForms
{
    readonly ExprPool from = new(), pool;
    readonly bool isHigh;
    readonly CancellationToken cancellation;
    readonly Dictionary<Expr, Expr> done = [];

    /// <param name="isHigh">Whether lanes are doubles, so that a largest value that is kept as a float is not yet
    /// that of the lanes.</param>
    RowForms(ExprPool pool, bool isHigh, CancellationToken cancellation)
        => (this.pool, this.isHigh, this.cancellation) = (pool, isHigh, cancellation);

    public static Expr[] Expand(Body body, ExprPool pool, bool isHigh, CancellationToken cancellation)
    {
        var forms = new RowForms(pool, isHigh, cancellation);
        var roots = body.Load(forms.from);
        forms.FindLogits(roots);
        return roots.Select(forms.Rewrite).ToArray();
    }

    Expr Rewrite(Expr e)
    {
        if (done.TryGetValue(e, out var known)) return known;
        cancellation.ThrowIfCancellationRequested();
        var result = Shifted(e) ?? (e.Op == Op.Mul ? Vanishing(e) : null)
            ?? Expanded(e, e.Arguments.Select(Rewrite).ToArray());
        result.Name ??= e.Name;
        return done[e] = result;
    }

    Expr Expanded(Expr e, Expr[] x) => e.Op switch
    {
        Op.Softmax => pool.Mul(Decay(x[0]), Reciprocal(pool.Apply(Op.Sum, Decay(x[0])))),
        Op.Exp when IsShifted(x[0]) => pool.Apply(Op.Decay, x[0][0], x[0][1][0]),
        Op.Decay when e[1] is { Op: Op.Detach } shift && shift[0].Op == Op.RowMax && shift[0][0] == e[0] => Decay(x[0]),
        Op.LogSumExp => LogSumExp(x[0]),
        Op.Div when ExprPool.Varies(x[0]) && !ExprPool.Varies(x[1]) && !x[1].IsConstant
            => pool.Mul(x[0], Reciprocal(x[1])),
        _ => pool.Copy(e, x),
    };

    Expr Reciprocal(Expr x) => pool.Div(pool.Constant(1), x);

    Expr Decay(Expr x) => pool.Apply(Op.Decay, x, Largest(x));

    /// <summary>
    /// The largest of a row. Passes hand on floats: of logits that double lanes compute, what the largest float lacks
    /// is found in a second pass.
    /// </summary>
    Expr Largest(Expr x)
    {
        var max = pool.Apply(Op.RowMax, x);
        if (!isHigh || x.Op == Op.Input) return max;
        return pool.Select(IsInfinite(max), max, pool.Add(max, pool.Apply(Op.RowMax, pool.Apply(Op.Below, x, max))));
    }

    Expr IsInfinite(Expr x) => pool.Apply(Op.Eq, pool.Apply(Op.Abs, x), pool.Constant(double.PositiveInfinity));

    // As the sum of exponentials beside other terms is shifted: by the largest of the row and of these.
    static bool IsShifted(Expr e)
        => e is { Op: Op.Sub } && e[1] is { Op: Op.Detach } shift && shift[0] is { Op: Op.Max } most && most.Arguments
        .Any(largest => largest.Op == Op.RowMax && largest[0] == e[0]);

    // An infinite largest value is the result: inf - inf, the shifted exponent, is NaN.
    Expr LogSumExp(Expr x)
    {
        var max = Largest(x);
        return pool.Select(IsInfinite(max), max, pool.Add(max, pool.Apply(Op.Log, pool.Apply(Op.Sum, Decay(x)))));
    }
}
