// An input that is infinite while the others are finite: where the kernel has not the limit there, it is chosen. The
// limit is found from the growth of the formula, whatever the signs of the other inputs and of the hyperparameters, and
// believed where evaluation far out does not say otherwise. A kernel that is right at all samples stays as it is.
namespace Kernels.Optimise;

/// <summary>A formula as a kernel computes it, at points with the same hyperparameters.</summary>
/// <param name="inputs">For each input its values at the points.</param>
internal delegate double[] Trial(double[][] inputs, double[] parameters);

internal sealed class InfiniteInputs
{
    /// <summary>A kernel this near to a finite limit has it.</summary>
    const double Near = 1e-4;

    /// <summary>
    /// 2³⁸⁴: over the square of the largest float it is beyond the floats, and the square of what it is over a small
    /// one is a double. Where that is too far, 2²⁰⁰: five such numbers multiply.
    /// </summary>
    static readonly double[] FarOut = [3.9402006196394479e115, 1.6069380442589903e60];

    /// <summary>2⁹⁰⁰: where doubles still hold it, and much that is small times it is large.</summary>
    const double FurtherOut = 8.452712498170644e270;

    static readonly double[] OnTheWay = [0.37, 1.7, 32];

    /// <summary>A limit that is a larger formula than this is not worth it.</summary>
    internal const int MostNodes = 32;

    /// <summary>
    /// Formulas of the same inputs. What one of them needs in double lanes all have where that is right,
    /// so that they share what they compute.
    /// </summary>
    /// <param name="formulas">What the kernels compute.</param>
    /// <param name="truths">The formulas before limits were mended.</param>
    /// <param name="lanes">What the kernels compute in.</param>
    /// <param name="trial">Compiles a formula to try it.</param>
    public static Body[] Run(Body[] formulas, Body[] truths, int inputs, double[] parameters, Lanes lanes,
        Func<Body, Trial> trial, CancellationToken cancellation)
    {
        if (truths.Any(formula => formula.Instructions.Any(instruction => instruction.Op == Op.Uniform)))
            return formulas;
        InfiniteInputs[] all = [.. truths.Select(
            (truth, i) => new InfiniteInputs(formulas[i], truth, inputs, parameters, trial, cancellation))];
        InfiniteInputs[] wrong = lanes == Lanes.Float ? [] : [.. all.Where(each => !each.IsRight(each.kernel.Value))];
        if (wrong.Length == 0) return [.. all.Select(each => each.Mended())];
        // One place for all of them, so that they share what they compute: where more of them are right.
        var place = all.All(IsRightAt(0)) ? 0 : all.Count(IsRightAt(0)) >= all.Count(IsRightAt(1)) ? 0 : 1;
        var isBeyond = wrong.Any(IsRightAt(place));
        return [.. all.Select(each => isBeyond && each.beyond[place].Value is { } beyond ? beyond : each.Mended())];

        static Func<InfiniteInputs, bool> IsRightAt(int place) => each => each.beyond[place].Value is not null;
    }

    readonly int inputs;
    readonly ExprPool pool = new();
    readonly Expr formula, exact;
    readonly Body truth;
    readonly Sample[] samples;
    readonly CancellationToken cancellation;
    readonly Lazy<Trial> kernel;

    /// <summary>The formula of inputs held at each place far out; null where it has not its limits so.</summary>
    readonly Lazy<Body?>[] beyond;
    readonly Dictionary<(Expr, int), LimitCases?> found = [];

    InfiniteInputs(Body formula, Body truth, int inputs, double[] parameters, Func<Body, Trial> trial,
        CancellationToken cancellation)
    {
        (this.formula, exact, this.truth, this.inputs, this.cancellation) =
            (formula.Load(pool)[0], truth.Load(pool)[0], truth, inputs, cancellation);
        samples = Sample.All(inputs, parameters);
        kernel = new(() => trial(formula));
        beyond = [.. FarOut.Select(place => new Lazy<Body?>(() =>
        {
            var held = Body.From(Enumerable.Range(0, inputs)
                .Aggregate(exact, (current, input) => Beyond(current, pool.Input(input), place)));
            return IsRight(trial(held)) ? held : null;
        }))];
    }

    bool IsRight(Trial tried)
        => Enumerable.Range(0, inputs).All(input => Ends(input).All(end => Wrong(end.X, end.Side, tried).Length == 0));

    Body Mended()
    {
        var result = formula;
        for (var input = 0; input < inputs; input++)
        {
            var x = pool.Input(input);
            if (!Body.Reached(exact).Contains(x)) continue;
            var (left, right) = (Mended(x, -1, result), Mended(x, 1, result));
            if (left is not null && left == right)
                result = At(pool.Node(Op.Eq, pool.Apply(Op.Abs, x), pool.Constant(double.PositiveInfinity)), left);
            else
                foreach (var (limit, end) in (ReadOnlySpan<(Expr?, double)>)[(left, double.NegativeInfinity),
                    (right, double.PositiveInfinity)])
                    if (limit is not null) result = At(pool.Node(Op.Eq, x, pool.Constant(end)), limit);

            Expr At(Expr isThere, Expr limit) => pool.Select(Among(pool, isThere, x, inputs, exact), limit, result);
        }
        return Body.From(result);
    }

    IEnumerable<(Expr X, int Side)> Ends(int input)
        => Body.Reached(exact).Contains(pool.Input(input)) ? [(pool.Input(input), -1), (pool.Input(input), 1)] : [];

    LimitCases? Cases(Expr x, int side)
    {
        if (found.TryGetValue((x, side), out var known)) return known;
        var cases = LimitCases.Of(new(pool, x, null, side, samples, cancellation), exact);
        return found[(x, side)] = cases is not null && samples.All(
            sample => cases.At(sample) is not { } limit || Plausible(sample, x, side, limit)) ? cases : null;
    }

    // Where a kernel has another limit.
    Sample[] Wrong(Expr x, int side, Trial trial)
    {
        if (Cases(x, side) is not { } cases) return [];
        var seen = Kernel(x, side * double.PositiveInfinity, trial);
        Sample[] wrong = [.. samples.Where((sample, k) => cases.At(sample) is { } limit && !Same(seen[k], limit))];
        return IsProductWithZero(exact, wrong) ? [] : wrong;
    }

    // The limit where the kernel has another; null where it has that.
    Expr? Mended(Expr x, int side, Expr result)
    {
        if (Wrong(x, side, kernel.Value) is not { Length: > 0 } wrong) return null;
        var choice = Cases(x, side)!.Choice(wrong, result);
        return Body.Reached(choice, result).Count - Body.Reached(result).Count <= MostNodes ? choice : null;
    }

    // What the kernel has at the samples with the input at that end.
    double[] Kernel(Expr x, double end, Trial trial)
    {
        var seen = new double[samples.Length];
        foreach (var group in samples.Select((sample, k) => (Sample: sample.With(x, end), k))
            .GroupBy(each => string.Join(" ", each.Sample.Parameters)))
        {
            var some = group.ToArray();
            double[][] points = [.. Enumerable.Range(0, inputs)
                .Select(input => some.Select(each => each.Sample.Inputs[input]).ToArray())];
            var results = trial(points, some[0].Sample.Parameters);
            for (var i = 0; i < some.Length; i++) seen[some[i].k] = results[i];
        }
        return seen;
    }

    bool Plausible(Sample sample, Expr x, int side, double limit)
    {
        double At(double at)
            => sample.With(x, side * at) is var far ? Interpreter.Run(truth, far.Inputs, far.Parameters)[0] : 0;
        if (LimitsAtInfinity.Limit(k => At(Math.Pow(2, k))) is not { } seen || double.IsNaN(seen)
            || Same(seen, limit)) return true;
        // Beside a factor such as σ(-150) the way is longer.
        if (Same(At(FurtherOut), limit)) return true;
        // At a pole of another input, as log(1 + y) has one at -1, it is infinite all the way: that says nothing of the
        // way to the end.
        return OnTheWay.All(at => double.IsInfinity(At(at)));
    }

    /// <summary>
    /// In double lanes an infinite input may be a number that no float is as large as:
    /// the arithmetic there does the rest.
    /// </summary>
    Expr Beyond(Expr e, Expr x, double place)
    {
        var held = pool.Apply(Op.Clamp, x, pool.Constant(-place), pool.Constant(place));
        return pool.Replaced(e, new Dictionary<Expr, Expr> { [x] = held });
    }

    /// <summary>
    /// ∞·0 is NaN, as IEEE 754 has it, where the 0 is another input and the formula a product,
    /// or where the 0 is a hyperparameter.
    /// </summary>
    static bool IsProductWithZero(Expr formula, Sample[] wrong)
        => wrong.All(sample => sample.Parameters.Contains(0) || IsProduct(formula) && sample.Inputs.Contains(0));

    static bool IsProduct(Expr e) => e.IsConstant || e.Op switch
    {
        Op.Mul or Op.Div => true,
        Op.Neg or Op.Detach => IsProduct(e[0]),
        Op.Select => IsProduct(e[1]) && IsProduct(e[2]),
        _ => false,
    };

    /// <summary>
    /// The condition, where all other inputs are finite: NaN stays NaN, and of two infinities there is no limit.
    /// </summary>
    internal static Expr Among(ExprPool pool, Expr condition, Expr x, int inputs, Expr formula)
    {
        var reached = Body.Reached(formula);
        var others = Enumerable.Range(0, inputs).Select(input => pool.Input(input))
            .Where(other => other != x && reached.Contains(other)).ToArray();
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
