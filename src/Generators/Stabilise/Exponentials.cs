// Rational functions of an exponential, however they are written. As quotients of polynomials in n = eᵘ they are
// compared with the stable functions: ((1 + n)² - 1)/((1 + n)² + 1) is tanh(softplus(u)), and so is 1 - 2/(1 + (1 +
// n)²).
namespace Kernels.Stabilise;

internal static class Exponentials
{
    const int HighestPower = 8, MostNodes = 64, MostFactors = 16, Deepest = 16;
    const double Tolerance = 1e-13;

    /// <summary>The coefficients of both polynomials, lowest power first.</summary>
    sealed record Rational(double[] Over, double[] Under);

    sealed record Stable(Rational Form, Func<ExprPool, Expr, Expr> Build);

    static readonly Stable[] Table =
    [
        new(new([0, 1], [1, 1]), (p, u) => p.Apply(Op.Sigmoid, u)),
        new(new([1], [1, 1]), (p, u) => p.Apply(Op.Sigmoid, p.Neg(u))),
        new(new([0, 0, 1], [1, 0, 1]), (p, u) => p.Apply(Op.Sigmoid, p.Mul(2, u))),
        new(new([1], [1, 0, 1]), (p, u) => p.Apply(Op.Sigmoid, p.Mul(-2, u))),
        new(new([-1, 1], [1, 1]), (p, u) => p.Apply(Op.Tanh, p.Mul(0.5, u))),
        new(new([-1, 0, 1], [1, 0, 1]), (p, u) => p.Apply(Op.Tanh, u)),
        new(new([0, 1], [1, 2, 1]), (p, u) => p.Apply(Op.LogisticPdf, u)),
        new(new([0, 2, 1], [2, 2, 1]), (p, u) => p.Apply(Op.TanhSoftplus, u)),
        new(new([1, 2], [1, 2, 2]), (p, u) => p.Apply(Op.TanhSoftplus, p.Neg(u))),
    ];

    /// <summary>
    /// The expression with its factors that are rational in one exponential as a stable function; null if there is
    /// none.
    /// </summary>
    public static Expr? Run(Expr e, ExprPool pool)
    {
        if (e.Op is not (Op.Add or Op.Sub or Op.Mul or Op.Div) || e.Depth > Deepest || Units(e) is not { } units)
            return null;
        var (over, under) = (new List<Expr>(), new List<Expr>());
        if (e.Op is Op.Add or Op.Sub) over.Add(e);
        else if (!Split(e, false, over, under)) return null;
        foreach (var unit in units)
        {
            var (top, bottom) = (over.Where(Reads).ToArray(), under.Where(Reads).ToArray());
            // A single function is stable already.
            if (top.Concat(bottom).All(factor => factor.IsConstant)
                || (bottom.Length == 0 && top.Count(factor => !factor.IsConstant) == 1 && top.All(IsFunction)))
                continue;
            if (Product(top, unit) is not { } numerator || Product(bottom, unit) is not { } denominator) continue;
            var whole =
                new Rational(Times(numerator.Over, denominator.Under), Times(numerator.Under, denominator.Over));
            foreach (var row in Table)
            {
                if (Ratio(Times(whole.Over, row.Form.Under), Times(row.Form.Over, whole.Under)) is not { } constant)
                    continue;
                var stable = over.Except(top).Aggregate(constant * row.Build(pool, unit),
                    (product, factor) => factor * product);
                return under.Except(bottom).Aggregate(stable, pool.Div);
            }

            bool Reads(Expr factor) => Read(factor, unit) is not null;
        }
        return null;
    }

    static bool IsFunction(Expr e) => e.IsConstant || e.Op.Row().Level == Level.Formula;

    /// <summary>
    /// False if there are too many factors: a formula with shared products may have exponentially many.
    /// </summary>
    static bool Split(Expr e, bool isUnder, List<Expr> over, List<Expr> under)
    {
        if (e.Op is Op.Mul or Op.Div)
            return Split(e[0], isUnder, over, under) && Split(e[1], isUnder != (e.Op == Op.Div), over, under);
        (isUnder ? under : over).Add(e);
        return over.Count + under.Count <= MostFactors;
    }

    /// <summary>
    /// The arguments of exponentials, one for all that are multiples of each other. Null for an expression without any,
    /// or a large one.
    /// </summary>
    static Expr[]? Units(Expr e)
    {
        var (open, seen, found) = (new Stack<Expr>([e]), new HashSet<Expr>(), new List<Expr>());
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (!seen.Add(node)) continue;
            if (seen.Count > MostNodes) return null;
            if (node.Op is Op.Exp or Op.ExpM1 or Op.Sinh or Op.Cosh or Op.Sigmoid) found.Add(node[0]);
            else if (node.Op is Op.Add or Op.Sub or Op.Mul or Op.Div or Op.Neg)
                foreach (var operand in node.Arguments) open.Push(operand);
        }
        return found.Count == 0 ? null
            : [.. found.GroupBy(u => Constants.Factor(u).Value)
                .Select(group => group.OrderBy(u => Math.Abs(Constants.Factor(u).Constant)).ThenBy(u => u.Id).First())];
    }

    /// <summary>The expression as a quotient of polynomials in eᵘ; null if it is none.</summary>
    static Rational? Read(Expr e, Expr u) => e.Op switch
    {
        Op.Constant when !double.IsNaN(e.Constant) && !double.IsInfinity(e.Constant) => new([e.Constant], [1]),
        Op.Exp => Power(e[0], u),
        Op.ExpM1 when Power(e[0], u) is { } n => Sum(n, new([-1], [1])),
        Op.Sinh when Power(e[0], u) is { } n
            => new(Sum(Times(n.Over, n.Over), Times(n.Under, n.Under), -1), Times([2], Times(n.Over, n.Under))),
        Op.Cosh when Power(e[0], u) is { } n
            => new(Sum(Times(n.Over, n.Over), Times(n.Under, n.Under), 1), Times([2], Times(n.Over, n.Under))),
        Op.Sigmoid when Power(e[0], u) is { } n => new(n.Over, Sum(n.Over, n.Under, 1)),
        Op.Neg when Read(e[0], u) is { } a => new(Times([-1], a.Over), a.Under),
        Op.Add or Op.Sub when Read(e[0], u) is { } a && Read(e[1], u) is { } b
            => Sum(a, e.Op == Op.Add ? b : new(Times([-1], b.Over), b.Under)),
        Op.Mul when Read(e[0], u) is { } a && Read(e[1], u) is { } b
            => Small(new(Times(a.Over, b.Over), Times(a.Under, b.Under))),
        Op.Div when Read(e[0], u) is { } a && Read(e[1], u) is { } b
            => Small(new(Times(a.Over, b.Under), Times(a.Under, b.Over))),
        _ => null,
    };

    /// <summary>e^(k·u) as a power of n, for a small whole k.</summary>
    static Rational? Power(Expr argument, Expr u)
    {
        var (k, unit) = (Constants.Factor(argument), Constants.Factor(u));
        var power = k.Constant / unit.Constant;
        if (k.Value != unit.Value || power != Math.Floor(power) || Math.Abs(power) is 0 or > HighestPower / 2)
            return null;
        double[] n = [.. new double[(int)Math.Abs(power)], 1];
        return power > 0 ? new(n, [1]) : new([1], n);
    }

    static Rational? Product(IEnumerable<Expr> factors, Expr u)
        => factors.Aggregate((Rational?)new Rational([1], [1]),
            (product, factor) => product is not null && Read(factor, u) is { } next
                ? Small(new(Times(product.Over, next.Over), Times(product.Under, next.Under)))
                : null);

    static Rational? Sum(Rational a, Rational b)
        => Small(new(Sum(Times(a.Over, b.Under), Times(b.Over, a.Under), 1), Times(a.Under, b.Under)));

    static Rational? Small(Rational e) => e.Over.Length <= HighestPower && e.Under.Length <= HighestPower ? e : null;

    static double[] Times(double[] a, double[] b)
    {
        var product = new double[a.Length + b.Length - 1];
        for (var i = 0; i < a.Length; i++)
            for (var k = 0; k < b.Length; k++) product[i + k] += a[i] * b[k];
        return product;
    }

    static double[] Sum(double[] a, double[] b, double sign)
        => [.. Enumerable.Range(0, Math.Max(a.Length, b.Length))
            .Select(k => (k < a.Length ? a[k] : 0) + sign * (k < b.Length ? b[k] : 0))];

    /// <summary>The constant factor between two polynomials; null if there is none.</summary>
    static double? Ratio(double[] a, double[] b)
    {
        var scale = b.Max(Math.Abs);
        var at = Array.FindIndex(b, c => Math.Abs(c) > Tolerance * scale);
        if (at < 0 || at >= a.Length || a[at] == 0) return null;
        var ratio = a[at] / b[at];
        return Sum(a, Times([ratio], b), -1).All(rest => Math.Abs(rest) <= Tolerance * Math.Abs(ratio) * scale)
            ? ratio
            : null;
    }
}
