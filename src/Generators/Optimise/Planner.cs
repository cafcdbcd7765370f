// From value and partial derivatives to the kernels of a definition: what each reads, writes and shares.
namespace Kernels.Optimise;

internal static class Planner
{
    /// <param name="inputs">Names of the element-wise inputs.</param>
    /// <param name="withPartials">The value, then one partial derivative for each input.</param>
    /// <param name="fromOutput">The derivative as a function of the value, where there is one.</param>
    /// <param name="names">Names of the value, the upstream gradient, the gradients and the partial derivatives.</param>
    /// <param name="stabilises">Whether limits at infinity are mended and, in float lanes, derivatives expanded at their roots.</param>
    /// <param name="doubles">Whether lanes are doubles, which have digits to spare.</param>
    public static EquatableArray<Kernel> Run(
        EquatableArray<string> inputs, Body withPartials, Body? fromOutput, double[] parameters, SpanNames names, bool stabilises, bool doubles, CancellationToken cancellation)
    {
        var pool = new ExprPool();
        var roots = (stabilises ? Limits.Run(Outputs(withPartials), inputs.Count, parameters, doubles, cancellation) : Outputs(withPartials)).Select(body => body.Load(pool)[0]).ToArray();
        var (value, partials) = (roots[0], roots.Skip(1).Select(partial => stabilises && !doubles ? Roots.Expand(pool, partial, cancellation) : partial).ToArray());

        var kernels = new List<Kernel>
        {
            Make(Member.Forward, inputs, [names.Value], _ => [value]),
            Make(Member.ForwardWithDerivative, inputs, [names.Value, .. names.Partials], _ => [value, .. partials]),
        };
        Backward(Member.Backward, inputs, partials);
        if (fromOutput is not null) Backward(Member.BackwardFromOutput, new([names.Value]), fromOutput.Load(pool, i => i.Op == Op.Output ? pool.Input(0) : null));
        return kernels.ToEquatable();

        void Backward(Member member, EquatableArray<string> reads, Expr[] derivatives)
        {
            var sources = reads.Append(names.Upstream).ToEquatable();
            // A derivative that is zero everywhere passes nothing on, not even an infinite upstream gradient.
            var gradients = derivatives.Select(derivative => derivative.Is(0) ? derivative : pool.Mul(pool.Input(reads.Count), derivative)).ToArray();
            kernels.Add(Make(member, sources, names.Gradients, _ => gradients));
            kernels.Add(Make(member, sources, names.Gradients, sum => gradients.Select((gradient, i) => pool.Add(sum(i), gradient)).ToArray(), accumulate: true));
        }

        Kernel Make(Member member, EquatableArray<string> sources, IEnumerable<string> destinations, Func<Func<int, Expr>, Expr[]> outputs, bool accumulate = false)
            => new(member, sources, destinations.ToEquatable(), accumulate, Body.From(outputs(i => pool.Input(sources.Count + i))));
    }

    /// <summary>Each output as a body of its own.</summary>
    static IEnumerable<Body> Outputs(Body body) => body.Load(new ExprPool()).Select(root => Body.From(root));
}
