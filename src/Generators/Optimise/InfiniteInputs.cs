// An input that is infinite while the others are finite: where the kernel has not the limit there, it is chosen. The limit is
// found from the growth of the formula, whatever the signs of the other inputs and of the hyperparameters, and believed
// where evaluation far out does not say otherwise. A kernel that is right at all samples stays as it is.
namespace Kernels.Optimise;

/// <summary>A formula as a kernel computes it, at points with the same hyperparameters.</summary>
/// <param name="inputs">For each input its values at the points.</param>
internal delegate double[] Trial(double[][] inputs, double[] parameters);

internal static class InfiniteInputs
{
    /// <summary>A kernel this near to a finite limit has it.</summary>
    const double Near = 1e-4;

    /// <param name="formula">What the kernel computes.</param>
    /// <param name="truth">The formula before limits were mended.</param>
    /// <param name="trial">Compiles a formula to try it.</param>
    public static Body Run(Body formula, Body truth, int inputs, double[] parameters, Func<Body, Trial> trial, CancellationToken cancellation)
    {
        if (formula.Instructions.Any(instruction => instruction.Op == Op.Uniform)) return formula;
        var samples = Sample.All(inputs, parameters);
        var kernel = new Lazy<Trial>(() => trial(formula));
        var pool = new ExprPool();
        var (result, exact) = (formula.Load(pool)[0], truth.Load(pool)[0]);
        for (var input = 0; input < inputs; input++)
        {
            var x = pool.Input(input);
            if (!Body.Reached(exact).Contains(x)) continue;
            var (left, right) = (Mended(x, -1), Mended(x, 1));
            if (left is not null && left == right) result = At(pool.Node(Op.Eq, pool.Apply(Op.Abs, x), pool.Constant(double.PositiveInfinity)), left);
            else foreach (var (limit, end) in (ReadOnlySpan<(Expr?, double)>)[(left, double.NegativeInfinity), (right, double.PositiveInfinity)])
                if (limit is not null) result = At(pool.Node(Op.Eq, x, pool.Constant(end)), limit);

            Expr At(Expr isThere, Expr limit) => pool.Select(Among(pool, isThere, x, inputs, exact), limit, result);
        }
        return Body.From(result);

        // The limit where the kernel has another; null where it has that.
        Expr? Mended(Expr x, int side)
        {
            var end = side * double.PositiveInfinity;
            if (LimitCases.Of(new(pool, x, null, side, samples, cancellation), exact) is not { } cases) return null;
            var seen = Kernel(x, end);
            var wrong = samples.Where((sample, k) => cases.At(sample) is { } limit && !Same(seen[k], limit)).ToArray();
            if (wrong.Length == 0 || IsProductWithZero(exact, wrong) || !samples.All(sample => cases.At(sample) is not { } limit || Plausible(sample, x, side, limit))) return null;
            return cases.Choice(wrong, result);
        }

        // What the kernel has at the samples with the input at that end.
        double[] Kernel(Expr x, double end)
        {
            var seen = new double[samples.Length];
            foreach (var group in samples.Select((sample, k) => (Sample: sample.With(x, end), k)).GroupBy(each => string.Join(" ", each.Sample.Parameters)))
            {
                var some = group.ToArray();
                double[][] points = [.. Enumerable.Range(0, inputs).Select(input => some.Select(each => each.Sample.Inputs[input]).ToArray())];
                var results = kernel.Value(points, some[0].Sample.Parameters);
                for (var i = 0; i < some.Length; i++) seen[some[i].k] = results[i];
            }
            return seen;
        }

        bool Plausible(Sample sample, Expr x, int side, double limit)
            => Ends.Limit(k => sample.With(x, side * Math.Pow(2, k)) is var far ? Interpreter.Run(truth, far.Inputs, far.Parameters)[0] : 0) is not { } seen || double.IsNaN(seen) || Same(seen, limit);
    }

    /// <summary>∞·0 of two inputs is NaN, as IEEE 754 has it.</summary>
    static bool IsProductWithZero(Expr formula, Sample[] wrong) => formula.Op is Op.Mul or Op.Neg && wrong.All(sample => sample.Inputs.Contains(0));

    /// <summary>The condition, where all other inputs are finite: NaN stays NaN, and of two infinities there is no limit.</summary>
    internal static Expr Among(ExprPool pool, Expr condition, Expr x, int inputs, Expr formula)
    {
        var reached = Body.Reached(formula);
        var others = Enumerable.Range(0, inputs).Select(input => pool.Input(input)).Where(other => other != x && reached.Contains(other)).ToArray();
        if (others.Length == 0) return condition;
        var nothing = others.Select(other => pool.Node(Op.Mul, pool.Constant(0), other)).Aggregate(pool.Add);
        return pool.Apply(Op.And, condition, pool.Node(Op.Eq, nothing, pool.Constant(0)));
    }

    static bool Same(double seen, double limit)
    {
        var (a, b) = ((float)seen, (float)limit);
        return a == b || !float.IsInfinity(b) && Math.Abs(seen - limit) <= Near * Math.Abs(limit);
    }
}
