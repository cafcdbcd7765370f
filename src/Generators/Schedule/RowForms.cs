// Expands the stable functions over a row (softmax, logsumexp) into operations that passes have: shifted exponentials,
// differences from the largest value, and products with the reciprocal of a number of the row instead of divisions.
// RowForms.Shifts.cs has the sums in which the largest value cancels.
namespace Kernels.Schedule;

internal sealed partial class RowForms
{
    readonly ExprPool from = new(), pool;
    readonly CancellationToken cancellation;
    readonly Dictionary<Expr, Expr> done = [];

    /// <summary>Means in two floats; null in double lanes, whose sums have digits to spare.</summary>
    readonly Deviations? deviations;

    /// <summary>
    /// The index of the upstream gradient, which unlike other inputs is not expected to be far from 0.
    /// </summary>
    readonly int? upstream;

    RowForms(ExprPool pool, RowForm form, int? upstream, CancellationToken cancellation)
    {
        (this.pool, this.upstream, this.cancellation) = (pool, upstream, cancellation);
        deviations = form == RowForm.Float ? new(pool, upstream) : null;
    }

    public static Expr[] Expand(Body body, ExprPool pool, RowForm form, int? upstream, CancellationToken cancellation)
    {
        var forms = new RowForms(pool, form, upstream, cancellation);
        var roots = body.Load(forms.from);
        forms.FindLogits(roots);
        return roots.Select(forms.Rewrite).ToArray();
    }

    Expr Rewrite(Expr e)
    {
        if (done.TryGetValue(e, out var known)) return known;
        cancellation.ThrowIfCancellationRequested();
        var result = Nothing(e) ?? Shifted(e) ?? (e.Op == Op.Sum ? Difference(e) : null)
            ?? (e.Op == Op.Mul ? Vanishing(e) : null) ?? Expanded(e, e.Arguments.Select(Rewrite).ToArray());
        result.Name ??= e.Name;
        return done[e] = result;
    }

    /// <summary>
    /// 0 for what is 0 on every row, such as 1 minus all weights of a softmax: computed, it would be rounding errors.
    /// Null for any other.
    /// </summary>
    Expr? Nothing(Expr e)
        => e.Op is Op.Add or Op.Sub && !ExprPool.Varies(e) && HasSoftmax(e) && RowTrial.Constant(e) == 0
            ? pool.Constant(0) : null;

    Expr Expanded(Expr e, Expr[] x) => e.Op switch
    {
        Op.Softmax => Decay(x[0]) * Reciprocal(pool.Apply(Op.Sum, Decay(x[0]))),
        Op.Exp when IsShifted(x[0]) => pool.Apply(Op.Decay, x[0][0], x[0][1][0]),
        Op.Decay when e[1] is { Op: Op.Detach } shift && shift[0].Op == Op.RowMax && shift[0][0] == e[0] => Decay(x[0]),
        Op.LogSumExp => LogSumExp(x[0]),
        Op.Sub when (deviations?.Of(x[0], x[1]) ?? deviations?.OfWeighted(x[0], x[1])) is { } deviation => deviation,
        Op.Sub when deviations?.OfScaled(x[0], x[1]) is { } deviation => deviation,
        Op.Add or Op.Sub when ExprPool.Varies(e) && deviations?.InSum(x[0], x[1], e.Op == Op.Sub) is { } whole => whole,
        Op.Sum when deviations?.Sum(x[0]) is { } sum => sum,
        Op.Div when ExprPool.Varies(x[0]) && !ExprPool.Varies(x[1]) && !x[1].IsConstant
            => x[0] * Reciprocal(x[1]),
        _ => pool.Copy(e, x),
    };

    Expr Reciprocal(Expr x) => 1 / x;

    Expr Decay(Expr x) => pool.Apply(Op.Decay, x, Largest(x));

    Expr Largest(Expr x) => pool.Apply(Op.RowMax, x);

    // The shift of a sum of exponentials with other terms is the largest of the row and of these.
    static bool IsShifted(Expr e)
        => e is { Op: Op.Sub } && e[1] is { Op: Op.Detach } shift && shift[0] is { Op: Op.Max } most && most.Arguments
        .Any(largest => largest.Op == Op.RowMax && largest[0] == e[0]);

    // If the largest value is infinite, it is the result: its shifted exponent ∞ - ∞ would be NaN.
    Expr LogSumExp(Expr x)
    {
        var max = Largest(x);
        return pool.Select(pool.IsInfinite(max), max, max + pool.Apply(Op.Log, pool.Apply(Op.Sum, Decay(x))));
    }
}
