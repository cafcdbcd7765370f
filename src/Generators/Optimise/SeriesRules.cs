// The power series of each operation beside 0, one line an operation: from the series of its operands. What an extreme
// or a comparison chooses there depends on the side, so there are two series, left and right of 0. The series
// of a function without a line is the integral of its slope's; where that leads back to the function itself, it is
// the series of the simpler functions that its record makes it of.
using System.Collections.Concurrent;

namespace Kernels.Optimise;

using Rule = Func<PowerSeries, PowerSeries, PowerSeries, int, PowerSeries?>;

internal static class SeriesRules
{
    static readonly PowerSeries One = PowerSeries.Of(1), Zero = PowerSeries.Of(0);

    static readonly Dictionary<Op, Rule> ByOp = new()
    {
        [Op.Add] = (a, b, _, _) => a + b,
        [Op.Sub] = (a, b, _, _) => a - b,
        [Op.Mul] = (a, b, _, _) => a * b,
        [Op.Div] = (a, b, _, _) => PowerSeries.Quotient(a, b),
        [Op.Neg] = (a, _, _, _) => -a,
        [Op.Detach] = (a, _, _, _) => a,
        [Op.Abs] = (a, _, _, side) => a.Sign(side) < 0 ? -a : a,
        [Op.Sqrt] = (a, _, _, side) => Root(a, side),
        [Op.Select] = (a, b, c, _) => a.IsZero ? c : b,
        [Op.Lt] = (a, b, _, side) => Mask((a - b).Sign(side) < 0),
        [Op.Le] = (a, b, _, side) => Mask((a - b).Sign(side) <= 0),
        [Op.Gt] = (a, b, _, side) => Mask((a - b).Sign(side) > 0),
        [Op.Ge] = (a, b, _, side) => Mask((a - b).Sign(side) >= 0),
        [Op.Eq] = (a, b, _, side) => Mask((a - b).Sign(side) == 0),
        [Op.And] = (a, b, _, _) => a.IsZero ? a : b,
        [Op.Or] = (a, b, _, _) => a.IsZero ? b : a,
        [Op.Not] = (a, _, _, _) => Mask(a.IsZero),
        [Op.Min] = (a, b, _, side) => Smaller(a, b, side),
        [Op.Max] = (a, b, _, side) => -Smaller(-a, -b, side),
        [Op.Clamp] = (a, b, c, side) => Smaller(-Smaller(-a, -b, side), c, side),

        [Op.Exp] = Finite(Exp),
        [Op.Pow] = (a, b, _, _) => a.Low == 0 && a[0] > 0 && b.Coefficients.Skip(1).All(c => c == 0) && b.Low == 0
            ? PowerSeries.Power(a, b[0])
            : null,
        [Op.Sin] = Finite(a => Turn(a, a[0])),
        [Op.Cos] = Finite(a => Turn(a, a[0] + 0.5 * Math.PI)),
        [Op.Tanh] = Finite(Tanh),
        [Op.Sigmoid] = Finite(Sigmoid),
        [Op.InverseMills] = Finite(InverseMills),
        [Op.InverseMillsSlope] = Finite(a => -(InverseMills(a) * (a + InverseMills(a)))),
        [Op.ZeroProduct] = (a, b, _, _) => a.IsZero ? a : a * b,
    };

    /// <summary>The slope of each function, and what it is made of, over its operands as inputs.</summary>
    static readonly ConcurrentDictionary<Op, (Expr? Slope, Expr? Made)> Forms = new();

    /// <summary>The series of a formula from those of its inputs; null where it has none.</summary>
    /// <param name="within">Functions whose slope this is part of.</param>
    public static PowerSeries? Of(Expr e, Func<int, PowerSeries> input, int side, params Op[] within)
    {
        var known = new Dictionary<Expr, PowerSeries?>();
        foreach (var node in Body.Reached(e))
            known[node] = node.IsConstant ? PowerSeries.Of(node.Constant) : node.Op == Op.Input ? input(node.Index)
                : node.Arguments.Any(argument => known[argument] is null) ? Chosen(node, known)
                : Apply(node.Op, node.Arguments.Select(argument => known[argument]!).ToArray(), side, within);
        return known[e];
    }

    /// <summary>Of a choice only the branch taken must have a series.</summary>
    static PowerSeries? Chosen(Expr e, Dictionary<Expr, PowerSeries?> known)
        => e.Op != Op.Select || known[e[0]] is not { } condition ? null : condition.IsZero ? known[e[2]] : known[e[1]];

    static PowerSeries? Apply(Op op, PowerSeries[] x, int side, Op[] within)
    {
        if (ByOp.TryGetValue(op, out var rule))
            return rule(x[0], x.Length > 1 ? x[1] : Zero, x.Length > 2 ? x[2] : Zero, side);
        if (op.Function() is not { } function || !x[0].IsFiniteAtZero || within.Contains(op)) return null;
        var (slope, made) = Forms.GetOrAdd(op, _ => FormsOf(function));
        return Integral(x[0], op, Series(slope, [.. within, op])) ?? Series(made, within);

        PowerSeries? Series(Expr? form, Op[] within) => form is null ? null : Of(form, i => x[i], side, within);
    }

    static (Expr? Slope, Expr? Made) FormsOf(FunctionRow function)
    {
        var pool = new ExprPool();
        var e = pool.Node(function.Op, [.. Enumerable.Range(0, function.Arity).Select(i => pool.Input(i))]);
        return (function.Arity == 1 ? function.Derivative(pool, e, pool.Constant(1))[0] : null,
            function.Made?.Invoke(pool, e));
    }

    static Rule Finite(Func<PowerSeries, PowerSeries?> function)
        => (a, _, _, _) => a.IsFiniteAtZero ? function(a) : null;

    static PowerSeries Mask(bool value) => value ? One : Zero;

    static PowerSeries Smaller(PowerSeries a, PowerSeries b, int side) => (a - b).Sign(side) < 0 ? a : b;

    /// <summary>√(x²ⁿ·g) is |x|ⁿ·√g.</summary>
    static PowerSeries? Root(PowerSeries a, int side)
    {
        if (a.IsZero) return a;
        if (a.Low % 2 != 0 || a.Coefficients[0] < 0) return null;
        var root = PowerSeries.Power(a with { Low = 0 }, 0.5) with { Low = a.Low / 2 };
        return side < 0 && root.Low % 2 != 0 ? -root : root;
    }

    static PowerSeries? Integral(PowerSeries a, Op op, PowerSeries? slope)
        => slope is { IsFiniteAtZero: true } && Start(op, a) is var start && !double.IsNaN(start - start)
            ? PowerSeries.Flow(a, start, (_, k) => slope[k])
            : null;

    static double Start(Op op, PowerSeries a) => Interpreter.Apply(op, a[0], 0, 0);

    static PowerSeries Exp(PowerSeries a) => PowerSeries.Flow(a, Start(Op.Exp, a), (y, k) => y[k]);

    static PowerSeries Tanh(PowerSeries a)
        => PowerSeries.Flow(a, Start(Op.Tanh, a), (y, k) => (k == 0 ? 1 : 0) - PowerSeries.Convolved(y, y, k));

    static PowerSeries Sigmoid(PowerSeries a)
        => PowerSeries.Flow(a, Start(Op.Sigmoid, a), (y, k) => y[k] - PowerSeries.Convolved(y, y, k));

    static PowerSeries NormalPdf(PowerSeries a) => 0.39894228040143267794 * Exp(-0.5 * (a * a));

    static PowerSeries InverseMills(PowerSeries a)
        => PowerSeries.Quotient(NormalPdf(a), Integral(a, Op.NormalCdf, NormalPdf(a))!)!;

    /// <summary>sin(φ + v), where v is a without its constant: its derivatives are turns by a quarter.</summary>
    static PowerSeries Turn(PowerSeries a, double phase)
    {
        double At(int quarters)
            => Math.Abs(phase) == 0 ? (quarters % 2 == 0 ? 0 : quarters % 4 == 1 ? 1 : -1)
                : phase == 0.5 * Math.PI ? (quarters % 2 != 0 ? 0 : quarters % 4 == 0 ? 1 : -1)
                : Math.Sin(phase + 0.5 * Math.PI * quarters);
        var (v, power, sum, factorial) = (a - PowerSeries.Of(a[0]), One, PowerSeries.Of(At(0)), 1.0);
        for (var n = 1; n < 20 && !v.IsZero; n++)
        {
            (power, factorial) = (power * v, factorial * n);
            sum += At(n) / factorial * power;
        }
        return sum;
    }
}
