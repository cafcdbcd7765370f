// Cancels a factor that a product both multiplies and divides by. The chain rule turns s·f(y/s) into s·f'(y/s)/s, and
// the slope of p·log(p/q) contains p/p. At 0 and at infinity such a quotient is NaN, and in a sum it hides like terms.
// Only derivatives are rewritten: x/x written by a user stays.
namespace Kernels.Optimise;

internal static class Quotients
{
    const int MostFactors = 24;

    /// <param name="kept">How many outputs stay as they are.</param>
    public static Body Run(Body body, int kept)
    {
        var pool = new ExprPool();
        var roots = body.Load(pool);
        var done = Body.Reached([.. roots.Take(kept)]).ToDictionary(e => e);
        return Body.From([.. roots.Select(Rewrite)]);

        Expr Rewrite(Expr e)
        {
            if (done.TryGetValue(e, out var known)) return known;
            var rewritten = pool.Copy(e, [.. e.Arguments.Select(Rewrite)]);
            while (rewritten.Op is Op.Mul or Op.Div && Both(rewritten) is { } factor)
                rewritten = Without(Without(rewritten, factor, false, pool)!, factor, true, pool)!;
            return done[e] = rewritten;
        }
    }

    /// <summary>A factor that the product also divides by; null if there is none.</summary>
    static Expr? Both(Expr e)
    {
        var (over, under, open) = (new HashSet<Expr>(), new HashSet<Expr>(),
            new Stack<(Expr Node, bool IsUnder)>([(e, false)]));
        for (var count = 0; open.Count > 0 && count < MostFactors; count++)
        {
            var (node, isUnder) = open.Pop();
            // A hyperparameter may be carried in two parts: CommonDenominator cancels it.
            if (node.Shape == Shape.Scalar) continue;
            if (IsProduct(node))
                for (var i = 0; i < node.Arguments.Length; i++)
                    open.Push((node[i], isUnder != (node.Op == Op.Div && i == 1)));
            else if ((isUnder ? over : under).Contains(node)) return node;
            else (isUnder ? under : over).Add(node);
        }
        return null;
    }

    /// <summary>
    /// The product without that factor, once; null if it is no factor. The others keep their order, which may keep them
    /// within range.
    /// </summary>
    static Expr? Without(Expr e, Expr factor, bool isUnder, ExprPool pool)
    {
        if (e == factor) return isUnder ? null : pool.Constant(1);
        if (!IsProduct(e)) return null;
        for (var i = 0; i < e.Arguments.Length; i++)
            if (Without(e[i], factor, isUnder != (e.Op == Op.Div && i == 1), pool) is { } rest)
                return pool.Apply(e.Op, [.. e.Arguments.Select((argument, k) => k == i ? rest : argument)]);
        return null;
    }

    static bool IsProduct(Expr e) => e.Op is Op.Mul or Op.Div or Op.Neg;
}
