// Roots of derivatives. silu'(x) = σ(x) + x·σ'(x) is 0 at -1.278…, where two terms of 0.22 cancel and leave only their
// rounding errors: near the root no digit would be right. So a sum of one variable is replaced by a polynomial near its
// roots. This is done only if the sum is a factor of the derivative; as a term only its absolute error would count.
namespace Kernels.Optimise;

internal static class RootExpansion
{
    const int Most = 2;

    /// <summary>
    /// The derivative with its cancelling sums expanded at their roots, unless these depend on hyperparameters or two
    /// inputs.
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
            var t = x - expansion.Centre;
            var polynomial = expansion.Coefficients.Select(pool.Constant)
                .Aggregate((sum, coefficient) => coefficient + sum * t);
            var inside = pool.Apply(Op.Abs, t) < expansion.Radius;
            return pool.Select(inside, polynomial, other);
        }
    }

    internal static bool IsFactor(Op op, int operand)
        => op is Op.Mul or Op.Neg || (op == Op.Div && operand == 0) || (op == Op.Select && operand > 0);
}
