// Points where the branches of a formula meet. A value may be given at one point where the function is smooth (sin
// x/x), and kinks may cancel in a sum (max(x, 0) - t·x + log(1 + e^-|x|)). The rules of differentiation then give a
// slope there that is neither that of one side nor between both. If the limits of the derivative from both sides say
// so, the derivative at the point becomes their limit.
namespace Kernels.Optimise;

internal static class PointsBetween
{
    /// <summary>The most points that are tried for one formula.</summary>
    const int Most = 8;

    const double Same = 1e-6;

    static readonly double[] Steps = [1e-2, 1e-3, 1e-4, 1e-5];

    /// <param name="derivative">A derivative of the value, as it is computed.</param>
    /// <param name="truth">The same before limits were mended.</param>
    public static Body Run(
        Body derivative, Body truth, Body value, int inputs, double[] parameters, CancellationToken cancellation)
    {
        if (value.Instructions.Any(instruction => instruction.Op == Op.Uniform)) return derivative;
        var pool = new ExprPool();
        var (formula, result, function) = (truth.Load(pool)[0], derivative.Load(pool)[0], value.Load(pool)[0]);
        foreach (var (variable, point) in Points(pool, formula, function).Take(Most))
        {
            var samples = Sample.All(inputs, parameters);
            var at = new Sides(pool, variable, point, 1, samples, cancellation);
            bool IsGood(Sample sample)
                => sample.Inputs.Concat(sample.Parameters).All(number => Math.Abs(number) < 10)
                    && IsFinite(at.At(point, sample));
            samples = [.. samples.Where(IsGood).Select(sample => sample.With(variable, at.At(point, sample)))];
            if (samples.Length == 0) continue;
            var right = at with { Samples = samples };
            var left = right with { Side = -1 };
            double Given(Expr e, Sample sample) => right.At(e, sample);
            if (LimitCases.Of(left, function) is not { } before || LimitCases.Of(right, function) is not { } after)
                continue;
            var smooth = samples.Where(sample => Agree(before.At(sample), after.At(sample))
                && Agree(before.At(sample), Given(function, sample))).ToArray();
            // Branches with other values, as for a switch by a hyperparameter, differ at some sample: no smooth
            // function.
            if (samples.Except(smooth).Any(sample => IsDefault(sample, variable) && before.At(sample) is { } limit
                && !Agree(limit, Given(function, sample))))
                continue;
            if (smooth.Length == 0
                || LimitCases.Of(left, formula) is not { } low || LimitCases.Of(right, formula) is not { } high)
                continue;
            var wrong = smooth.Where(sample => low.At(sample) is { } a && high.At(sample) is { } b && IsFinite(a)
                && IsFinite(b) && !IsBetween(Given(result, sample), a, b)).ToArray();
            // If only some hyperparameters make it so, such as two equal bounds, nothing is changed.
            if (!wrong.Any(sample => IsDefault(sample, variable))
                || !wrong.All(sample => IsSeen(left, sample, low) && IsSeen(right, sample, high)))
                continue;
            var isThere = InfiniteInputs.Among(pool, pool.Node(Op.Eq, variable, point), variable, inputs, formula);
            var choice = low.Choice(wrong, result);
            if (Body.Reached(choice, result).Count - Body.Reached(result).Count <= InfiniteInputs.MostNodes)
                result = pool.Select(isThere, choice, result);
        }
        return Body.From(result);

        bool IsDefault(Sample sample, Expr variable)
            => parameters.Select((value, i) => value == sample.Parameters[i]
                || variable.Op == Op.Parameter && variable.Index == i).All(same => same);

        bool IsSeen(Sides side, Sample sample, LimitCases cases)
        {
            var (limit, place) = (cases.At(sample)!.Value, side.At(side.Point!, sample));
            return Steps.Any(step => sample.With(side.Variable, place + side.Side * step) is var beside
                && Math.Abs(side.At(formula, beside) - limit) < 1e-2 * (1 + Math.Abs(limit)));
        }
    }

    static bool IsFinite(double x) => !double.IsNaN(x) && !double.IsInfinity(x);

    static bool Agree(double? a, double? b) => a is { } x && b is { } y && Math.Abs(x - y) <= Same * (1 + Math.Abs(y));

    static bool IsBetween(double given, double a, double b)
        => given >= Math.Min(a, b) && given <= Math.Max(a, b) || Agree(given, a) || Agree(given, b);

    /// <summary>Where branches meet, for each input or hyperparameter that enters a condition linearly.</summary>
    static IEnumerable<(Expr Variable, Expr Point)> Points(ExprPool pool, Expr formula, Expr function)
    {
        var reached = Body.Reached(formula, function);
        var leaves = reached.Where(leaf => leaf.Op is Op.Input or Op.Parameter).ToArray();
        var meetings = reached.SelectMany(e => e.Op switch
        {
            Op.Lt or Op.Le or Op.Gt or Op.Ge or Op.Eq or Op.Max or Op.Min => (Expr[])[e[0] - e[1]],
            Op.Clamp => [e[0] - e[1], e[0] - e[2]],
            Op.Abs => [e[0]],
            _ => [],
        }).Distinct().ToArray();
        return meetings.SelectMany(meeting => leaves.Select(leaf => (leaf, Linear(pool, meeting, leaf))))
            .Where(each => each.Item2 is { Slope: var slope } && !slope.Is(0))
            .Select(each => (each.leaf, -(each.Item2!.Value.Constant / each.Item2.Value.Slope)))
            .Select(each => (each.leaf, each.Item2.Is(0) ? pool.Constant(0) : each.Item2))
            .Distinct();
    }

    /// <summary>An expression as slope·leaf + constant.</summary>
    static (Expr Slope, Expr Constant)? Linear(ExprPool pool, Expr e, Expr leaf)
    {
        if (e == leaf) return (pool.Constant(1), pool.Constant(0));
        if (!Body.Reached(e).Contains(leaf)) return (pool.Constant(0), e);
        if (e.Op is not (Op.Add or Op.Sub or Op.Mul or Op.Div or Op.Neg)) return null;
        if (Linear(pool, e[0], leaf) is not var (a, b)) return null;
        if (e.Op == Op.Neg) return (-a, -b);
        if (Linear(pool, e[1], leaf) is not var (c, d)) return null;
        return e.Op switch
        {
            Op.Add => (a + c, b + d),
            Op.Sub => (a - c, b - d),
            Op.Mul when a.Is(0) => (b * c, b * d),
            Op.Mul when c.Is(0) => (a * d, b * d),
            Op.Div when c.Is(0) => (a / d, b / d),
            _ => null,
        };
    }
}
