// Matching a pattern against an expression and building its replacement. Sums and products match in both orders.
namespace Kernels.Stabilise;

internal static class PatternMatch
{
    /// <summary>The expression rewritten by the identity, or null where it does not apply.</summary>
    public static Expr? Apply(this Identity identity, Expr e, ExprPool pool)
    {
        if (identity.Pattern.Op != e.Op) return null;
        var bound = new Dictionary<char, Expr>();
        return Match(identity.Pattern, e, bound, pool) ? Build(identity.Replacement, bound, pool) : null;
    }

    static bool Match(Pattern pattern, Expr e, Dictionary<char, Expr> bound, ExprPool pool)
    {
        if (pattern.Op is null) return Bind(pattern.Variable, e, bound);
        if (pattern.Op == Op.Constant) return e.Is(pattern.Constant);
        // The canonical form spreads a minus sign into constants and differences;
        // so "-u" matches by value, not by shape.
        if (pattern.Op == Op.Neg && pattern.Arguments[0].Op is null)
            return Bind(pattern.Arguments[0].Variable, -e, bound);
        if (pattern.Op != e.Op) return false;

        var kept = new Dictionary<char, Expr>(bound);
        if (All(e.Arguments)) return true;
        if (!e.Op.Row().Commutes) return false;
        Restore();
        return All([e[1], e[0]]);

        bool All(Expr[] arguments)
        {
            for (var i = 0; i < arguments.Length; i++)
                if (!Match(pattern.Arguments[i], arguments[i], bound, pool)) return false;
            return true;
        }

        void Restore()
        {
            bound.Clear();
            foreach (var pair in kept) bound[pair.Key] = pair.Value;
        }
    }

    static bool Bind(char variable, Expr e, Dictionary<char, Expr> bound)
    {
        if (variable is 'c' && !e.IsConstant) return false;
        if (bound.TryGetValue(variable, out var known)) return known == e;
        bound[variable] = e;
        return true;
    }

    static Expr Build(Pattern pattern, Dictionary<char, Expr> bound, ExprPool pool)
        => pattern.Op is not { } op ? bound[pattern.Variable]
            : op == Op.Constant ? pool.Constant(pattern.Constant)
            : pool.Apply(op, pattern.Arguments.Select(argument => Build(argument, bound, pool)).ToArray());
}
