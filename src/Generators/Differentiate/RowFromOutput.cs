// Finds whether the gradient of a row is a function of its value alone:
// then backward needs only y, and no exponential again.
namespace Kernels.Differentiate;

internal static class RowFromOutput
{
    /// <param name="withGradient">The value, and the gradient of its only input.</param>
    /// <returns>The gradient over y, input 0, and the upstream gradient, input 1; null where it needs more.</returns>
    public static Body? Find(Body withGradient)
    {
        var pool = new ExprPool();
        var roots = withGradient.Load(pool);
        var (value, y) = (roots[0], new ExprPool());
        var done = new Dictionary<Expr, Expr>();
        var result = Body.From(Rewrite(roots[1]));
        var read = result.InputsRead();
        return read.Contains(0) && !read.Contains(2) ? result : null;

        Expr Rewrite(Expr e)
        {
            if (done.TryGetValue(e, out var known)) return known;
            return done[e] = e switch
            {
                _ when e == value => y.Input(0),
                // The value is the logarithm of it.
                { Op: Op.Softmax } when value.Op == Op.Sub && value[0] == e[0] && value[1].Op == Op.LogSumExp
                    && value[1][0] == e[0] => y.Apply(Op.Exp, y.Input(0)),
                // The input itself: behind the two there are.
                { Op: Op.Input } => e.Index == 0 ? y.Input(2) : y.Input(1, e.Shape),
                _ => y.Copy(e, e.Arguments.Select(Rewrite).ToArray()),
            };
        }
    }
}
