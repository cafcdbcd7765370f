// Stable forms through a choice. In 1 - (c ? σ(u) : 1 - σ(u)) no identity finds the logistic function, but in σ(c ? u :
// -u) it does. So a function that both branches have is applied to the chosen argument, and an operation on a choice is
// applied to its branches if an identity then matches one of them.
namespace Kernels.Stabilise;

internal static class Branches
{
    const int Deepest = 24;

    public static Expr? Run(Expr e, ExprPool pool, Identity[] identities)
        => e.Depth > Deepest ? null : e.Op == Op.Select ? OneFunction(e, pool) : Distributed(e, pool, identities);

    static Expr? OneFunction(Expr e, ExprPool pool)
        => e[1].Op == e[2].Op && e[1].Op is Op.Sigmoid or Op.NormalCdf or Op.Tanh or Op.Softplus
            ? pool.Apply(e[1].Op, pool.Select(e[0], e[1][0], e[2][0])) : null;

    static Expr? Distributed(Expr e, ExprPool pool, Identity[] identities)
    {
        if (e.Op is not (Op.Add or Op.Sub or Op.Log or Op.Log1P or Op.Log2)) return null;
        for (var i = 0; i < e.Arguments.Length; i++)
        {
            if (e[i].Op != Op.Select) continue;
            Expr With(Expr branch)
                => pool.Apply(e.Op, [.. e.Arguments.Select((argument, k) => k == i ? branch : argument)]);
            var (a, b) = (With(e[i][1]), With(e[i][2]));
            if (Improves(a) || Improves(b)) return pool.Select(e[i][0], a, b);
        }
        return null;

        // log(1 + u) always has a better form, so it does not count.
        bool Improves(Expr branch)
            => IsOfFunction(branch) && identities.Any(identity => identity.Apply(branch, pool) is not null);
    }

    static bool IsOfFunction(Expr e)
        => e.Arguments.Any(argument
            => argument.Op is Op.Sigmoid or Op.NormalCdf or Op.Tanh or Op.Softplus or Op.Erf or Op.Exp or Op.Cosh
                || argument.Op == Op.Mul && argument[1].Op is Op.Sigmoid or Op.NormalCdf or Op.Tanh or Op.Erf);
}
