// Roots of derivatives. silu'(x) = σ(x) + x·σ'(x) is 0 at -1.278…, where two terms of 0.22 cancel and leave
// the rounding errors of both: beside the root no digit would be right. So near its roots a polynomial stands
// for a sum of one variable. Only where the sum is a factor of the derivative: as a term of another sum its
// absolute error is all that counts.
namespace Kernels.Optimise;

internal static class RootExpansion
{
    const int Most = 2;

    /// <summary>
    /// The derivative with its cancelling sums expanded at their roots.
    /// Those that hyperparameters or two inputs move stay as they are.
    /// </summary>
    public static Expr Expand(ExprPool pool, Expr derivative, CancellationToken cancellation)
    {
        var expanded = new Dictionary<Expr, Expr>();
        return Visit(derivative);

        Expr Visit(Expr e)
        {
            if (expanded.TryGetValue(e, out var known)) return known;
            cancellation.ThrowIfCancellationRequested();
            return expanded[e] = CancellingSum.Of(pool, e) is { } sum ? Expanded(sum)
                : pool.Copy(e,
                    e.Arguments.Select((argument, i) => IsFactor(e.Op, i) ? Visit(argument) : argument).ToArray());
        }

        Expr Expanded(CancellingSum sum)
        {
            var roots = sum.Roots();
            if (roots.Count > Most) return sum.Node;
            var expansions = roots.Select(root => RootPolynomial.At(root, sum)).ToArray();
            return expansions.Aggregate(sum.Node,
                (other, expansion) => expansion is null ? other : Near(sum.Variable, expansion, other));
        }

        // The distance from a float nearby is exact, and Horner's steps are fused.
        Expr Near(Expr x, RootPolynomial expansion, Expr other)
        {
            var t = pool.Sub(x, pool.Constant(expansion.Centre));
            var polynomial = expansion.Coefficients.Select(pool.Constant)
                .Aggregate((sum, coefficient) => pool.Add(coefficient, pool.Mul(sum, t)));
            var inside = pool.Node(Op.Lt, pool.Apply(Op.Abs, t), pool.Constant(expansion.Radius));
            return pool.Select(inside, polynomial, other);
        }
    }

    internal static bool IsFactor(Op op, int operand)
        => op is Op.Mul or Op.Neg || (op == Op.Div && operand == 0) || (op == Op.Select && operand > 0);
}
