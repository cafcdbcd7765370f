// From value and partial derivatives to the kernels of a definition: what each reads, writes and shares.
namespace Kernels.Optimise;

/// <summary>What all members of a definition have in common.</summary>
/// <param name="Inputs">Names of the element-wise inputs.</param>
/// <param name="Followed">The inputs that get a gradient.</param>
/// <param name="Names">What the spans are called, those of gradients and
/// directions of the followed inputs alone.</param>
/// <param name="IsStep">Whether there is no backward.</param>
/// <param name="Stabilises">
/// Whether limits at infinity are mended and, in float lanes, derivatives expanded at their roots.
/// </param>
/// <param name="Trial">Compiles a formula to try it.</param>
internal sealed record Plan(
    EquatableArray<string> Inputs,
    double[] Parameters,
    EquatableArray<int> Followed,
    SpanNames Names,
    bool IsStep,
    bool Stabilises,
    Lanes Lanes,
    Func<Body, Trial> Trial);

/// <summary>One result of a definition.</summary>
/// <param name="First">The value, then one partial derivative for each input,
/// then for each trainable parameter.</param>
/// <param name="Second">The second derivatives by the inputs, the upper triangle of their matrix.</param>
/// <param name="FromOutput">The derivative as a function of the value, where there is one.</param>
internal sealed record Function(Body First, Body Second, Body? FromOutput);

internal static class Planner
{
    /// <summary>
    /// The members of a definition. Of one with several results some are left out: ForwardWithDerivative would write a
    /// span for each result and input, BackwardBackward reads as many second derivatives for each result.
    /// </summary>
    public static EquatableArray<Kernel> Run(
        Plan plan, IReadOnlyList<Function> functions, CancellationToken cancellation)
    {
        var (inputs, followed, names) = (plan.Inputs, plan.Followed, plan.Names);
        var pool = new ExprPool();
        var holds = new List<InputClamp>();
        var first = functions.Select(function => Held(function.First, function)).ToArray();
        Expr[] values = [.. first.Select(outputs => outputs[0])];
        if (plan.IsStep) return new([Make(Member.Step, inputs, names.Values, _ => values)]);

        var partials = first.Select(outputs => outputs.Skip(1)
            .Where((_, variable) => variable >= inputs.Count || followed.Contains(variable))
            .Select(Expanded).ToArray()).ToArray();
        var slopes = partials.Select(each => each.Take(followed.Count).ToArray()).ToArray();
        var isOne = functions.Count == 1;

        var kernels = new List<Kernel> { Make(Member.Forward, inputs, names.Values, _ => values) };
        if (isOne)
            kernels.Add(Make(Member.ForwardWithDerivative, inputs, [names.Value, .. names.Partials],
                _ => [values[0], .. slopes[0]]));
        Backward(Member.Backward, inputs, partials);
        if (isOne && functions[0].FromOutput is { } fromOutput)
            Backward(Member.BackwardFromOutput, new([names.Value]),
                [fromOutput.Load(pool, i => i.Op == Op.Output ? pool.Input(0) : null)]);
        // Along directions of the inputs; trainable scalars stand still.
        kernels.Add(Make(Member.Tangent, new([.. inputs, .. names.Gradients]), names.Upstreams,
            _ => [.. slopes.Select(each => Along(each, inputs.Count))]));
        if (!isOne) return kernels.ToEquatable();

        var curvatures = Held(functions[0].Second, functions[0]).Select(Expanded).ToArray();
        kernels.Add(Make(Member.BackwardBackward, new([.. inputs, names.Upstream, .. names.Directions]),
            [.. names.Gradients, names.UpstreamGradient],
            _ => [.. followed.Select(row => Passed(inputs.Count, Along(Row(curvatures, row), inputs.Count + 1))),
                Along(slopes[0], inputs.Count + 1)]));
        return kernels.ToEquatable();

        // Limits of the second derivatives follow those of the first,
        // not the other way round: Backward stays what it is.
        Expr[] Held(Body body, Function function)
            => Planner.Held(pool, body, function.First, inputs.Count, plan.Parameters, plan.Stabilises, plan.Lanes,
                holds, plan.Trial, cancellation);

        Expr Expanded(Expr derivative) => Planner.Expanded(pool, derivative, plan.Stabilises, plan.Lanes, cancellation);

        Expr[] Row(Expr[] curvatures, int row)
            => [.. followed.Select(column => curvatures[UpperTriangle.Position(row, column, inputs.Count)])];

        // A derivative that is zero everywhere passes nothing on, not even an infinite upstream gradient.
        Expr Passed(int upstream, Expr derivative) => derivative.Is(0) ? derivative : pool.Input(upstream) * derivative;

        // The derivative in the direction that the spans from that input on give.
        Expr Along(Expr[] derivatives, int direction)
            => derivatives.Select((derivative, i) => Passed(direction + i, derivative)).Aggregate(pool.Add);

        // What arrives at each result goes on to a variable through the result's derivative by it.
        void Backward(Member member, EquatableArray<string> reads, Expr[][] derivatives)
        {
            var sources = reads.Concat(names.Upstreams).ToEquatable();
            var gradients = derivatives[0]
                .Select((_, variable) => Along([.. derivatives.Select(each => each[variable])], reads.Count)).ToArray();
            kernels.Add(Make(member, sources, names.Gradients, _ => gradients) with { Sums = names.Sums });
            Expr[] Added(Func<int, Expr> sum)
                => [.. gradients.Select((gradient, i) => i < followed.Count ? sum(i) + gradient : gradient)];
            kernels.Add(Make(member, sources, names.Gradients, Added, accumulate: true) with { Sums = names.Sums });
        }

        Kernel Make(Member member, EquatableArray<string> sources, IEnumerable<string> destinations,
            Func<Func<int, Expr>, Expr[]> outputs, bool accumulate = false)
            => new(member, sources, destinations.ToEquatable(), accumulate,
                Body.From(outputs(i => pool.Input(sources.Count + i))));
    }

    /// <summary>
    /// The value and so many of its slopes, by the inputs and then by
    /// trainable parameters, as the kernels compute them.
    /// </summary>
    public static Body Both(int inputs, int slopes, Body withPartials, double[] parameters, bool stabilises,
        Lanes lanes, Func<Body, Trial> trial, CancellationToken cancellation)
    {
        var pool = new ExprPool();
        var outputs = Body.From(withPartials.Load(pool).Take(1 + slopes).ToArray());
        var held = Held(pool, outputs, outputs, inputs, parameters, stabilises, lanes, [], trial, cancellation);
        return Body.From(
            [held[0], .. held.Skip(1).Select(slope => Expanded(pool, slope, stabilises, lanes, cancellation))]);
    }

    /// <param name="value">A body whose first output is the value that the others are derivatives of.</param>
    static Expr[] Held(
        ExprPool pool, Body body, Body value, int inputs, double[] parameters, bool stabilises, Lanes lanes,
        List<InputClamp> holds, Func<Body, Trial> trial, CancellationToken cancellation)
    {
        var outputs = Outputs(body).ToArray();
        if (stabilises)
        {
            var function = Outputs(value).First();
            var mended = Limits.Run(outputs, inputs, parameters, lanes, holds, trial, cancellation);
            mended =
                [.. mended.Zip(outputs, (output, truth) => Poles.Run(output, truth, inputs, parameters, cancellation))];
            outputs = [.. mended.Zip(outputs, (output, truth)
                => truth == function ? output
                    : PointsBetween.Run(output, truth, function, inputs, parameters, cancellation))];
        }
        return [.. outputs.Select(held => held.Load(pool)[0])];
    }

    static Expr Expanded(ExprPool pool, Expr derivative, bool stabilises, Lanes lanes, CancellationToken cancellation)
        => stabilises && lanes == Lanes.Float ? RootExpansion.Expand(pool, derivative, cancellation) : derivative;

    /// <summary>Each output as a body of its own.</summary>
    static IEnumerable<Body> Outputs(Body body) => body.Load(new ExprPool()).Select(root => Body.From(root));
}
