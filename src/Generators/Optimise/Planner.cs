// From value and partial derivatives to the kernels of a definition: what each reads, writes and shares.
namespace Kernels.Optimise;

internal static class Planner
{
    /// <param name="inputs">Names of the element-wise inputs.</param>
    /// <param name="withPartials">The value, then one partial derivative for each input, then for each trainable parameter.</param>
    /// <param name="second">The second derivatives by the inputs, the upper triangle of their matrix.</param>
    /// <param name="fromOutput">The derivative as a function of the value, where there is one.</param>
    /// <param name="followed">The inputs that get a gradient.</param>
    /// <param name="names">What the spans are called, those of gradients and directions of the followed inputs alone.</param>
    /// <param name="stabilises">Whether limits at infinity are mended and, in float lanes, derivatives expanded at their roots.</param>
    /// <param name="lanes">What the kernels compute in.</param>
    /// <param name="trial">Compiles a formula to try it.</param>
    public static EquatableArray<Kernel> Run(
        EquatableArray<string> inputs, Body withPartials, Body second, Body? fromOutput, double[] parameters, EquatableArray<int> followed, SpanNames names, bool stabilises, Lanes lanes, Func<Body, Trial> trial,
        CancellationToken cancellation)
    {
        var pool = new ExprPool();
        var holds = new List<Hold>();
        var first = Held(withPartials);
        var (value, partials) = (first[0], first.Skip(1).Where((_, variable) => variable >= inputs.Count || followed.Contains(variable)).Select(Expanded).ToArray());
        var (slopes, curvatures) = (partials.Take(followed.Count).ToArray(), Held(second).Select(Expanded).ToArray());

        var kernels = new List<Kernel>
        {
            Make(Member.Forward, inputs, [names.Value], _ => [value]),
            Make(Member.ForwardWithDerivative, inputs, [names.Value, .. names.Partials], _ => [value, .. slopes]),
        };
        Backward(Member.Backward, inputs, partials);
        if (fromOutput is not null) Backward(Member.BackwardFromOutput, new([names.Value]), fromOutput.Load(pool, i => i.Op == Op.Output ? pool.Input(0) : null));
        // Along directions of the inputs; trainable scalars stand still.
        kernels.Add(Make(Member.Tangent, new([.. inputs, .. names.Gradients]), [names.Upstream], _ => [Along(slopes, inputs.Count)]));
        kernels.Add(Make(Member.BackwardBackward, new([.. inputs, names.Upstream, .. names.Directions]), [.. names.Gradients, names.UpstreamGradient],
            _ => [.. followed.Select(row => Passed(inputs.Count, Along(Row(row), inputs.Count + 1))), Along(slopes, inputs.Count + 1)]));
        return kernels.ToEquatable();

        // Limits of the second derivatives follow those of the first, not the other way round: Backward stays what it is.
        Expr[] Held(Body body) => Planner.Held(pool, body, withPartials, inputs.Count, parameters, stabilises, lanes, holds, trial, cancellation);

        Expr Expanded(Expr derivative) => Planner.Expanded(pool, derivative, stabilises, lanes, cancellation);

        Expr[] Row(int row) => [.. followed.Select(column => curvatures[UpperTriangle.Position(row, column, inputs.Count)])];

        // A derivative that is zero everywhere passes nothing on, not even an infinite upstream gradient.
        Expr Passed(int upstream, Expr derivative) => derivative.Is(0) ? derivative : pool.Mul(pool.Input(upstream), derivative);

        // The derivative in the direction that the spans from that input on give.
        Expr Along(Expr[] derivatives, int direction)
            => derivatives.Select((derivative, i) => Passed(direction + i, derivative)).Aggregate(pool.Add);

        void Backward(Member member, EquatableArray<string> reads, Expr[] derivatives)
        {
            var sources = reads.Append(names.Upstream).ToEquatable();
            var gradients = derivatives.Select(derivative => Passed(reads.Count, derivative)).ToArray();
            kernels.Add(Make(member, sources, names.Gradients, _ => gradients) with { Sums = names.Sums });
            kernels.Add(Make(member, sources, names.Gradients, sum => gradients.Select((gradient, i) => i < followed.Count ? pool.Add(sum(i), gradient) : gradient).ToArray(), accumulate: true) with { Sums = names.Sums });
        }

        Kernel Make(Member member, EquatableArray<string> sources, IEnumerable<string> destinations, Func<Func<int, Expr>, Expr[]> outputs, bool accumulate = false)
            => new(member, sources, destinations.ToEquatable(), accumulate, Body.From(outputs(i => pool.Input(sources.Count + i))));
    }

    /// <summary>The value and so many of its slopes, by the inputs and then by trainable parameters, as the kernels compute them.</summary>
    public static Body Both(int inputs, int slopes, Body withPartials, double[] parameters, bool stabilises, Lanes lanes, Func<Body, Trial> trial, CancellationToken cancellation)
    {
        var pool = new ExprPool();
        var outputs = Body.From(withPartials.Load(pool).Take(1 + slopes).ToArray());
        var held = Held(pool, outputs, outputs, inputs, parameters, stabilises, lanes, [], trial, cancellation);
        return Body.From([held[0], .. held.Skip(1).Select(slope => Expanded(pool, slope, stabilises, lanes, cancellation))]);
    }

    /// <param name="value">A body whose first output is the value that the others are derivatives of.</param>
    static Expr[] Held(
        ExprPool pool, Body body, Body value, int inputs, double[] parameters, bool stabilises, Lanes lanes, List<Hold> holds, Func<Body, Trial> trial, CancellationToken cancellation)
    {
        var outputs = Outputs(body).ToArray();
        if (stabilises)
        {
            var function = Outputs(value).First();
            var mended = Limits.Run(outputs, inputs, parameters, lanes, holds, trial, cancellation);
            mended = [.. mended.Zip(outputs, (output, truth) => Poles.Run(output, truth, inputs, parameters, cancellation))];
            outputs = [.. mended.Zip(outputs, (output, truth)
                => truth == function ? output : PointsBetween.Run(output, truth, function, inputs, parameters, cancellation))];
        }
        return [.. outputs.Select(held => held.Load(pool)[0])];
    }

    static Expr Expanded(ExprPool pool, Expr derivative, bool stabilises, Lanes lanes, CancellationToken cancellation)
        => stabilises && lanes == Lanes.Float ? Roots.Expand(pool, derivative, cancellation) : derivative;

    /// <summary>Each output as a body of its own.</summary>
    static IEnumerable<Body> Outputs(Body body) => body.Load(new ExprPool()).Select(root => Body.From(root));
}
