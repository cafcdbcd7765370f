// Logarithms of exponentials with coefficients, which a pattern cannot express. The logarithm of a product becomes a
// sum of logarithms for each factor that may overflow. In the logarithm of a sum the larger term is taken out, so that
// what remains is near the coefficients.
namespace Kernels.Stabilise;

internal static class Logarithms
{
    const int MostFactors = 16;

    const double LowestHeld = -1;

    public static Expr? Run(Expr e, ExprPool pool) => e.Op switch
    {
        Op.Log when e[0].Op == Op.Add
            => Sum(e[0][0].Is(1) ? pool.Apply(Op.Log1P, e[0][1]) : e, e[0][0], e[0][1], pool),
        Op.Log => Product(e[0], pool),
        Op.Log1P => Sum(e, pool.Constant(1), e[0], pool),
        _ => null,
    };

    /// <summary>
    /// For values that are not differentiated again: the growth of an exponential is taken out. log((eᵘ - 1)·v) becomes
    /// u + log((1 - e⁻ᵘ)·v) from 1 on, and for sinh likewise on both sides. The sum of a root is written out, because
    /// the table of identities has the rest.
    /// </summary>
    public static Expr? Growth(Expr e, ExprPool pool)
    {
        if (e.Op == Op.LogRootSum)
        {
            var root = pool.Apply(Op.Sqrt, e[1] + e[0] * e[0]);
            return pool.Apply(Op.Log, e[0] + root);
        }
        if (e.Op != Op.Log || e[0].Op is not (Op.Mul or Op.Div) || pool.HasRows || e[0][0].IsConstant) return null;
        var factor = e[0].Arguments.FirstOrDefault(argument => argument.Op is Op.ExpM1 or Op.Sinh);
        if (factor is null || factor == e[0][1] && e[0].Op == Op.Div) return null;
        var (u, one) = (factor[0], pool.Constant(1));
        if (factor.Op == Op.ExpM1) return pool.Select(u > one, u + Rest(-u, -1), e);
        var below = pool.Select(u < -one, Rest(2 * u, 0.5) - u, e);
        return pool.Select(u > one, u + Rest(-2 * u, -0.5), below);

        Expr Rest(Expr exponent, double scale)
        {
            var rest = scale * pool.Apply(Op.ExpM1, exponent);
            var arguments = e[0].Arguments.Select(argument => argument == factor ? rest : argument);
            return pool.Apply(Op.Log, pool.Apply(e[0].Op, arguments.ToArray()));
        }
    }

    /// <summary>
    /// log(u + √(a + v)) where v is the square of u in any order of its factors. The table of identities has it for
    /// u·u.
    /// </summary>
    public static Expr? RootSum(Expr e, ExprPool pool)
    {
        if (e.Op != Op.Log || e[0].Op is not (Op.Add or Op.Sub)) return null;
        var isDifference = e[0].Op == Op.Sub;
        foreach (var (root, other) in ((Expr, Expr)[])[(e[0][1], e[0][0]), (e[0][0], e[0][1])])
        {
            if (root.Op != Op.Sqrt || root[0].Op != Op.Add || (isDifference && root == e[0][1])) continue;
            var (a, square) = (root[0][0], root[0][1]);
            if (IsSquare(a, other)) (a, square) = (square, a);
            if (IsSquare(square, other)) return pool.Apply(Op.LogRootSum, isDifference ? -other : other, a);
        }
        return null;
    }

    static bool IsSquare(Expr square, Expr root)
    {
        var (a, b) = (Factors(square), Factors(root));
        return a.Ids.SequenceEqual(b.Ids.SelectMany(id => (int[])[id, id]))
            && Math.Abs(a.Coefficient - b.Coefficient * b.Coefficient) <= 4e-16 * a.Coefficient;
    }

    /// <summary>The constant and the factors of a product; quotients by constants are opened.</summary>
    static (double Coefficient, int[] Ids) Factors(Expr e)
    {
        var (coefficient, ids, open) = (1.0, new List<int>(), new Stack<Expr>([e]));
        while (open.Count > 0 && ids.Count + open.Count <= MostFactors)
        {
            var node = open.Pop();
            if (node.IsConstant) coefficient *= node.Constant;
            else if (node.Op == Op.Mul)
            {
                open.Push(node[0]);
                open.Push(node[1]);
            }
            else if (node.Op == Op.Div && node[1].IsConstant)
            {
                coefficient /= node[1].Constant;
                open.Push(node[0]);
            }
            else ids.Add(node.Id);
        }
        ids.Sort();
        return (coefficient, [.. ids]);
    }

    /// <summary>log(v·eᵘ) becomes u + log v; likewise for quotients by eᵘ, and for Φ and σ, which tend to 0.</summary>
    static Expr? Product(Expr e, ExprPool pool)
    {
        if (e.Op is not (Op.Mul or Op.Div) || pool.HasRows) return null;
        var (rest, sum) = (pool.Constant(1), pool.Constant(0));
        var (open, count, found) = (new Stack<(Expr Node, bool IsUnder)>([(e, false)]), 0, false);
        while (open.Count > 0)
        {
            var (node, isUnder) = open.Pop();
            if (++count > 2 * MostFactors) return null;
            if (node.Op is Op.Mul or Op.Div)
            {
                open.Push((node[1], isUnder != (node.Op == Op.Div)));
                open.Push((node[0], isUnder));
            }
            else if (OfFactor(node, pool) is { } log)
            {
                found = true;
                sum = isUnder ? sum - log : sum + log;
            }
            else rest = isUnder ? rest / node : rest * node;
        }
        return !found ? null : rest.Is(1) ? sum : pool.Apply(Op.Log, rest) + sum;
    }

    static Expr? OfFactor(Expr factor, ExprPool pool) => factor.Op switch
    {
        Op.Exp => factor[0],
        Op.Sigmoid => -pool.Apply(Op.Softplus, -factor[0]),
        Op.NormalCdf => pool.Apply(Op.LogNormalCdf, factor[0]),
        // A sum of exponentials is positive, and overflows with one of them: log(½·(eᵘ + eᵛ)).
        Op.Add when factor[0].Op == Op.Exp && factor[1].Op == Op.Exp => pool.Apply(Op.Log, factor),
        _ => null,
    };

    /// <summary>c·eᵘ, or c if there is no exponential.</summary>
    readonly record struct Term(Expr Coefficient, Expr? Exponent)
    {
        public bool IsUnit => Coefficient.Is(1) || Coefficient.Is(-1);

        public bool IsPositive => Coefficient.IsConstant && Coefficient.Constant > 0;

        public static Term Of(Expr e, ExprPool pool)
        {
            if (e.Op == Op.Exp) return new(pool.Constant(1), e[0]);
            if (e.Op == Op.Neg && Of(e[0], pool) is { Exponent: { } u } negative)
                return new(-negative.Coefficient, u);
            if (e.Op == Op.Mul && e[1].Op == Op.Exp) return new(e[0], e[1][0]);
            if (e.Op == Op.Mul && e[0].Op == Op.Exp) return new(e[1], e[0][0]);
            return e.Op == Op.Div && e[0].Op == Op.Exp ? new(1 / e[1], e[0][0]) : new(e, null);
        }

        /// <summary>The logarithm of a term with a positive coefficient.</summary>
        public Expr Log(ExprPool pool) => pool.Apply(Op.Log, Coefficient) + (Exponent ?? pool.Constant(0));
    }

    static Expr? Sum(Expr e, Expr left, Expr right, ExprPool pool)
    {
        var (a, b) = (Term.Of(left, pool), Term.Of(right, pool));
        if (a.Exponent is null) (a, b) = (b, a);
        if (pool.HasRows && (IsShifted(a.Exponent) || IsShifted(b.Exponent))) return null;
        if (a.Exponent is not { } u || IsHeld(u) || (b.Exponent is { } other && IsHeld(other))) return null;
        // The table of identities has it for coefficients ±1.
        if (a.IsUnit && b.IsUnit) return null;
        if (a.IsPositive && b.IsPositive)
        {
            var (first, second) = (a.Log(pool), b.Log(pool));
            return b.Exponent is null ? Above(second, first, pool)
                : pool.Select(first > second, Above(first, second, pool), Above(second, first, pool));
        }
        if (b.Exponent is not { } v)
        {
            var grown = u + Shifted(a.Coefficient, b.Coefficient, u, pool);
            return pool.Select(u > 0, grown, e);
        }
        var overV = u + Shifted(a.Coefficient, b.Coefficient, u - v, pool);
        var overU = v + Shifted(b.Coefficient, a.Coefficient, v - u, pool);
        return pool.Select(u > v, overV, overU);
    }

    /// <summary>
    /// log(a + b·e⁻ᵈ) for d ≥ 0. The clamp tells later passes that d is not negative, so that they do not take out a
    /// larger term again; it keeps the slope at 0, and NaN.
    /// </summary>
    static Expr Shifted(Expr a, Expr b, Expr d, ExprPool pool)
    {
        var lowest = pool.Constant(LowestHeld);
        var held = pool.Select(d < lowest, lowest, d);
        var small = b * pool.Apply(Op.Exp, -held);
        return a.Is(1) ? pool.Apply(Op.Log1P, small) : pool.Apply(Op.Log, a + small);
    }

    /// <summary>Whether the largest term has been taken out already.</summary>
    static bool IsShifted(Expr? exponent)
        => exponent is { Op: Op.Neg or Op.Sub } && exponent.Arguments[exponent.Arguments.Length - 1].Op == Op.Detach;

    static bool IsHeld(Expr exponent)
        => exponent.Op == Op.Neg && exponent[0].Op == Op.Select && exponent[0][1].Is(LowestHeld);

    /// <summary>log(eᵘ + eᵛ) as u + softplus(v - u).</summary>
    static Expr Above(Expr u, Expr v, ExprPool pool) => u + pool.Apply(Op.Softplus, v - u);
}
