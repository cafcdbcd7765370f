// What the stable names of rows stand for, in operations that passes have: shifted exponentials, and a division by a number of the
// row as a product with its reciprocal.
namespace Kernels.Schedule;

internal static class RowForms
{
    public static Expr[] Expand(Body body, ExprPool pool, RowForm form, CancellationToken cancellation)
    {
        var done = new Dictionary<Expr, Expr>();
        // A sum in double lanes has digits to spare.
        var deviations = form is RowForm.Float or RowForm.Long ? new Deviations(pool) : null;
        return body.Load(new ExprPool()).Select(Rewrite).ToArray();

        Expr Rewrite(Expr e)
        {
            if (done.TryGetValue(e, out var known)) return known;
            cancellation.ThrowIfCancellationRequested();
            var x = e.Arguments.Select(Rewrite).ToArray();
            var result = e.Op switch
            {
                Op.Softmax => pool.Mul(Shifted(x[0]), Reciprocal(pool.Apply(Op.Sum, Shifted(x[0])))),
                Op.Exp when IsShifted(x[0]) => pool.Apply(Op.Decay, x[0][0], x[0][1][0]),
                Op.LogSumExp => LogSumExp(x[0]),
                Op.Sub when deviations?.Of(x[0], x[1]) is { } deviation => deviation,
                Op.Sum when deviations?.Sum(x[0]) is { } sum => sum,
                Op.Div when ExprPool.Varies(x[0]) && !ExprPool.Varies(x[1]) && !x[1].IsConstant => pool.Mul(x[0], Reciprocal(x[1])),
                _ => pool.Copy(e, x),
            };
            result.Name ??= e.Name;
            return done[e] = result;
        }

        Expr Reciprocal(Expr x) => pool.Div(pool.Constant(1), x);

        Expr Shifted(Expr x) => pool.Apply(Op.Decay, x, pool.Apply(Op.RowMax, x));

        // As the sum of exponentials beside other terms is shifted: by the largest of the row and of these.
        static bool IsShifted(Expr e) => e is { Op: Op.Sub } && e[1] is { Op: Op.Detach } shift && shift[0] is { Op: Op.Max } most && most.Arguments.Any(largest => largest.Op == Op.RowMax && largest[0] == e[0]);

        // An infinite largest value is the result: inf - inf, the shifted exponent, is no number.
        Expr LogSumExp(Expr x)
        {
            var max = pool.Apply(Op.RowMax, x);
            var isInfinite = pool.Apply(Op.Eq, pool.Apply(Op.Abs, max), pool.Constant(double.PositiveInfinity));
            return pool.Select(isInfinite, max, pool.Add(max, pool.Apply(Op.Log, pool.Apply(Op.Sum, Shifted(x)))));
        }
    }
}
