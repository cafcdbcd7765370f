// The ends of the line. At an infinite input arithmetic may give no number, ∞ - ∞, or a wrong one, although the
// function has a limit there. Doubles go on far beyond the largest float: where the function settles, grows or decays
// on the way to 2¹⁶⁵, whatever its hyperparameters, that limit is chosen when the input is infinite. And at 0 a sum has
// lost the sign that a zero should have; beside 0 it is seen.
namespace Kernels.Optimise;

internal static class LimitsAtInfinity
{
    /// <summary>Exponents on the way: the first where exponentials are still numbers, the others far out.</summary>
    static readonly int[] Near = [5, 6, 7, 8, 9], Far = [130, 135, 140, 145, 150, 155, 160, 165];

    /// <summary>So far of the near ones the square of an exponential is a number.</summary>
    const int Squares = 4;

    /// <summary>Hyperparameters far from their defaults must not change what is found.</summary>
    static readonly double[] Variations = [1, 0.7, 1.9];

    /// <param name="truth">The formula before anything was held: what the limits are.</param>
    public static Body Run(Body formula, Body truth, int inputs, double[] parameters)
    {
        if (inputs != 1) return formula;
        formula = Held(formula, truth, parameters);
        var pool = new ExprPool();
        var (root, x) = (formula.Load(pool)[0], pool.Input(0));
        var result = root;
        foreach (var end in (ReadOnlySpan<double>)[double.NegativeInfinity, double.PositiveInfinity])
        {
            var limits = Limits(truth, end, parameters).Distinct().ToArray();
            if (limits.Length == 1 && limits[0] is { } limit && !Same(At(formula, end, parameters), limit))
                result = pool.Select(pool.Node(Op.Eq, x, pool.Constant(end)), pool.Constant(limit), result);
        }
        return Body.From(result);
    }

    /// <summary>
    /// A limit that hyperparameters move is what the formula has at the last float,
    /// if that is no more to be told from it.
    /// </summary>
    static Body Held(Body formula, Body truth, double[] parameters)
    {
        foreach (var end in (ReadOnlySpan<double>)[double.NegativeInfinity, double.PositiveInfinity])
        {
            var limits = Limits(truth, end, parameters);
            if (limits.Any(limit => limit is null or double.NegativeInfinity or double.PositiveInfinity)
                || limits.Distinct().Count() == 1)
                continue;
            var held = new InputClamp(0, Math.Sign(end) * float.MaxValue).Everywhere(formula);
            bool Settles(Body body)
                => Hyperparameters.Around(parameters, Variations).Zip(limits,
                    (setting, limit) => Same(At(body, end, setting), limit!.Value)).All(same => same);
            if (!Settles(formula) && Settles(held)) formula = held;
        }
        return formula;
    }

    static double?[] Limits(Body truth, double end, double[] parameters)
        => Hyperparameters.Around(parameters, Variations)
            .Select(setting => Limit(k => At(truth, Math.Sign(end) * Math.Pow(2, k), setting))).ToArray();

    static double At(Body formula, double at, double[] parameters) => Interpreter.Run(formula, [at], parameters)[0];

    /// <summary>The value, the first output, with the sign of a zero at 0 that it has beside 0.</summary>
    public static Body SignedZero(Body value, int inputs, double[] parameters)
    {
        if (inputs != 1) return value;
        var pool = new ExprPool();
        var (roots, x) = (value.Load(pool), pool.Input(0));
        var signs = Hyperparameters.Around(parameters, Variations).Select(
            setting => (Left: Sign(At(value, -1e-30, setting)), Right: Sign(At(value, 1e-30, setting))))
            .Distinct().ToArray();
        var (left, right) = signs[0];
        var (negative, positive) = (At(value, -0.0, parameters), At(value, 0, parameters));
        if (signs.Length > 1 || left == 0 || right == 0 || negative != 0
            || (IsNegative(negative) == left < 0 && IsNegative(positive) == right < 0))
            return value;
        var zero = left == right ? pool.Constant(left < 0 ? -0.0 : 0) : left < 0 ? x : -x;
        roots[0] = pool.Select(pool.Node(Op.Eq, x, pool.Constant(0)), zero, roots[0]);
        return Body.From(roots);
    }

    /// <summary>What the values tend to, as a float; null where they do not say.</summary>
    public static double? Limit(Func<int, double> at)
    {
        var far = Far.Select(at).ToArray();
        var (near, last) = (Near.Select(at).ToArray(), far[far.Length - 1]);
        if (far.All(double.IsNaN))
            return near.All(value => Same(value, near[near.Length - 1]))
                ? near[0]
                : Exponential(near.Take(Squares).ToArray());
        if (far.Any(double.IsNaN)) return null;
        if (far.All(value => Same(value, last))) return (float)last;
        if (!far.All(value => Sign(value) == Sign(last))) return null;
        var steps = far.Zip(far.Skip(1), (a, b) => Math.Abs(b) - Math.Abs(a)).ToArray();
        if (steps.All(step => step > 0) && steps[steps.Length - 1] > 0.3 * steps[0])
            return last * double.PositiveInfinity;
        return steps.All(step => step < 0) && Math.Abs(last) < 1e-3 * Math.Abs(far[0]) ? last < 0 ? -0.0 : 0 : null;
    }

    /// <summary>What grows or decays as exponentials do is beyond the floats before these are no numbers.</summary>
    static double? Exponential(double[] near)
    {
        var last = near[near.Length - 1];
        if (!near.All(value => Sign(value) == Sign(last))) return null;
        var steps = near.Zip(near.Skip(1), (a, b) => Math.Abs(b) - Math.Abs(a)).ToArray();
        if (steps.All(step => step > 0) && Math.Abs(last) > 1e60) return last * double.PositiveInfinity;
        return steps.All(step => step < 0) && Math.Abs(last) < 1e-60 ? last < 0 ? -0.0 : 0 : null;
    }

    /// <summary>Unlike Math.Sign it takes NaN, and gives 0.</summary>
    static int Sign(double value) => value > 0 ? 1 : value < 0 ? -1 : 0;

    static bool IsNegative(double value) => BitConverter.DoubleToInt64Bits(value) < 0;

    static bool Same(double a, double b)
        => BitConverter.DoubleToInt64Bits((float)a) == BitConverter.DoubleToInt64Bits((float)b);
}
