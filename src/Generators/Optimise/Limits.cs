// Limits at infinity. x·σ(x) is -∞·0 at -∞ where the limit is -0, and x³ overflows a float long before x does. Where
// a formula has reached its limit, as a float, before such trouble starts, the factor x is held at that point: one
// native extreme on that side, in the arithmetic only (the functions take any argument). Found by evaluation, so it
// holds for any formula; checked again after the change, and dropped where it does not help.
namespace Kernels.Optimise;

internal static class Limits
{
    static readonly double[] Others = [float.MaxValue, 1 + 1.0 / (1 << 23), 1 - 1.0 / (1 << 24), 0];
    const int LastPoint = 255;

    /// <summary>
    /// 1, 1½, 2, 3, 4, 6 … 1½·2¹²⁷: how far a formula may go decides what its arguments need,
    /// so powers of two alone are too coarse.
    /// </summary>
    static double Point(int k) => (1 + 0.5 * (k % 2)) * Math.Pow(2, k / 2);

    /// <summary>
    /// Where else the other inputs may be, and how far the hyperparameters
    /// from their defaults, without noticing a hold.
    /// </summary>
    static readonly double[] Elsewhere = [-float.MaxValue, -1e3, -10, -1, -0.1, 0, 0.1, 10, 1e3, float.MaxValue],
        Variations = [0.0625, 1, 16];

    /// <summary>Formulas of the same inputs (one output each), held where that mends a limit.</summary>
    /// <param name="lanes">In wide lanes nothing overflows on the way.</param>
    /// <param name="known">The holds of formulas before these; those of these are added.</param>
    /// <param name="trial">Compiles a formula to try it.</param>
    public static Body[] Run(
        IEnumerable<Body> formulas, int inputs, double[] parameters, Lanes lanes, List<InputClamp> known,
        Func<Body, Trial> trial, CancellationToken cancellation)
    {
        // What holds for one draw of a random number says nothing of the next.
        if (formulas.Any(formula => formula.Instructions.Any(instruction => instruction.Op == Op.Uniform)))
            return formulas.ToArray();
        // Wide lanes have no trouble on the way to infinity: there the end is all.
        if (lanes == Lanes.Wide && inputs == 1)
            return Chosen(formulas.Select(formula => LimitsAtInfinity.Run(formula, formula, inputs, parameters)));
        // So it is of several inputs: what holds one of them another notices, that may be next to 0 or as large as any.
        var mended = formulas.Select(formula => lanes == Lanes.Wide ? (Formula: formula, Holds: new List<InputClamp>())
            : Mend(formula, inputs, parameters, lanes, cancellation)).ToArray();
        var all = known.Concat(mended.SelectMany(each => each.Holds)).Distinct().ToArray();
        known.AddRange(all.Except(known).ToArray());
        // What one formula holds in the argument of a function, the others hold too where they do not notice: the
        // exponential is then the same expression in all of them, and computed once.
        return [.. Chosen(mended.Select(each => all.Except(each.Holds).Aggregate(each.Formula, (current, hold) =>
        {
            var candidate = hold.InArguments(current);
            var ray = new Ray(hold.Input, inputs, Math.Sign(hold.At), parameters, lanes);
            return ray.Agree(candidate, current) && ray.Unnoticed(candidate, current, hold) ? candidate : current;
        })).Zip(formulas, (held, formula) => LimitsAtInfinity.Run(held, formula, inputs, parameters)))
            .Select(chosen => Filled(chosen, inputs, parameters, lanes))];

        Body[] Chosen(IEnumerable<Body> held)
            => InfiniteInputs.Run([.. held], [.. formulas], inputs, parameters, lanes, trial, cancellation);
    }

    static (Body Formula, List<InputClamp> Holds) Mend(
        Body formula, int inputs, double[] parameters, Lanes lanes, CancellationToken cancellation)
    {
        var holds = new List<InputClamp>();
        for (var input = 0; input < inputs; input++)
            foreach (var side in (ReadOnlySpan<double>)[-1, 1])
            {
                cancellation.ThrowIfCancellationRequested();
                var ray = new Ray(input, inputs, side, parameters, lanes);
                var truth = ray.Values(formula, others: 1, asLane: false);
                if (FirstTrouble(formula, truth, ray) is not { } trouble) continue;
                // The limit must be reached whatever another input brings: as a factor it may be large,
                // as the base of a power next to 1.
                var start = inputs == 1 ? ConstantFrom(truth)
                    : Math.Max(ConstantFrom(truth), Others.Max(others => ray.Unevens.Max(
                        uneven => ConstantFrom(ray.Values(formula, others, asLane: false, uneven: uneven)))));
                if (start > trouble) continue;
                // Where the limit was reached; or, where another input or a hyperparameter moves that, at the last
                // float, or where small multiples of x are floats yet, which another input would notice.
                double[] points =
                    [start <= LastPoint ? Point(start) : float.MaxValue, float.MaxValue, Math.Pow(2, 120)];
                foreach (var at in inputs == 1 ? points : points.Take(2))
                {
                    var hold = new InputClamp(input, side * at);
                    var held = hold.Everywhere(formula);
                    if (FirstTrouble(held, truth, ray) is not null || !ray.Unnoticed(held, formula, hold)) continue;
                    formula = held;
                    holds.Add(hold);
                    break;
                }
            }
        return (formula, holds);
    }

    /// <summary>
    /// Of several inputs one may be infinite where another takes its factor away, as in x·max(0, gate): where there is
    /// no number, that of the last floats stands in.
    /// </summary>
    static Body Filled(Body formula, int inputs, double[] parameters, Lanes lanes)
    {
        if (inputs == 1 || !IsOpen(formula)) return formula;
        var pool = new ExprPool();
        var held = Enumerable.Range(0, inputs)
            .SelectMany(input => (InputClamp[])[new(input, -float.MaxValue), new(input, float.MaxValue)])
            .Aggregate(formula, (current, hold) => hold.Everywhere(current)).Load(pool)[0];
        var root = formula.Load(pool)[0];
        var filled = Body.From(pool.Select(pool.Node(Op.Eq, root, root), root, held));
        return IsOpen(filled) ? formula : filled;

        bool IsOpen(Body body)
            => Enumerable.Range(0, inputs)
                .Any(input => ((double[])[-1, 1]).Any(side => ((double[])[1, -1.5]).Any(others =>
                {
                    var ray = new Ray(input, inputs, side, parameters, lanes);
                    var truth = ray.Values(formula, others, asLane: false);
                    return ConstantFrom(truth) <= LastPoint && !double.IsInfinity(truth[LastPoint])
                        && double.IsNaN(ray.Values(body, others, asLane: true)[LastPoint + 1]);
                })));
    }

    /// <summary>The points of one input on one side of 0 and, last, infinity; the others stand still.</summary>
    readonly record struct Ray(int Input, int Inputs, double Side, double[] Parameters, Lanes Lanes)
    {
        /// <summary>
        /// Whether the others differ from each other: of those that are
        /// the same a difference is 0, whatever divides it.
        /// </summary>
        public bool[] Unevens => Inputs > 2 ? [false, true] : [false];

        /// <param name="from">The first of the points.</param>
        /// <param name="uneven">Whether the other inputs are not all the same.</param>
        public double[] Values(Body formula, double others, bool asLane, int from = 0, bool uneven = false)
        {
            var values = new double[LastPoint + 2 - from];
            double[] at =
                [.. Enumerable.Range(0, Inputs).Select(input => uneven && input % 2 != 0 ? -0.5 * others : others)];
            for (var k = from; k <= LastPoint + 1; k++)
            {
                at[Input] = k <= LastPoint ? Side * Point(k) : Side * double.PositiveInfinity;
                values[k - from] = Interpreter.Run(formula, at, Parameters,
                    round: asLane && Lanes != Lanes.Wide ? FloatRange : null)[0];
            }
            return values;
        }

        /// <summary>
        /// Whether the held formula is the same function, whatever the other inputs and hyperparameters.
        /// As far as the hold lets it, it is.
        /// </summary>
        public bool Unnoticed(Body held, Body formula, InputClamp hold)
        {
            var from = Enumerable.Range(0, LastPoint + 1).Count(k => Point(k) <= Math.Abs(hold.At));
            var (ray, elsewhere, settings) =
                (this, Inputs == 1 ? [1] : Elsewhere, Hyperparameters.Around(Parameters, Variations));
            return Unevens.All(uneven => elsewhere.All(others => settings.All(setting =>
            {
                var varied = ray with { Parameters = setting };
                var (mended, truth) = (varied.Values(held, others, asLane: false, from, uneven),
                    varied.Values(formula, others, asLane: false, from, uneven));
                return mended.Zip(truth, (x, y) => double.IsNaN(y) || double.IsInfinity(y) || (float)x == (float)y)
                    .All(same => same);
            })));
        }

        public bool Agree(Body a, Body b)
            => Values(a, others: 1, asLane: true)
                .Zip(Values(b, others: 1, asLane: true), (x, y) => ((float)x).Equals((float)y)).All(equal => equal);
    }

    static double FloatRange(double value)
        => Math.Abs(value) > float.MaxValue ? value * double.PositiveInfinity : value;

    /// <summary>
    /// The first point where the lane's range gives no number although there is one; infinity counts,
    /// where the values before it settle.
    /// </summary>
    static int? FirstTrouble(Body formula, double[] truth, Ray ray)
    {
        var seen = ray.Values(formula, others: 1, asLane: true);
        var settles = ConstantFrom(truth) <= LastPoint;
        for (var k = 0; k < seen.Length; k++)
        {
            var expected = (float)truth[Math.Min(k, LastPoint)];
            var isNumber = !float.IsNaN(expected) && !float.IsInfinity(expected);
            // At infinity, where the way there settles, any other number is wrong.
            if (isNumber && k > LastPoint && settles && (float)seen[k] != expected) return k;
            if (isNumber && (double.IsNaN(seen[k]) || (double.IsInfinity(seen[k]) && (k <= LastPoint || settles))))
                return k;
        }
        return null;
    }

    /// <summary>The first point from which the value, as a float, no longer changes.</summary>
    static int ConstantFrom(double[] truth)
    {
        var k = LastPoint;
        while (k > 0 && (float)truth[k - 1] == (float)truth[LastPoint]) k--;
        return k == LastPoint ? LastPoint + 1 : k;
    }
}
