// What the spans of the generated members are called: y, dy, dx, dydx, dbeta, ddx, ddy in the ordinary case, and
// something near where the user's own names are these.
using Kernels.Text;

namespace Kernels.Optimise;

/// <param name="Values">The results; likewise <paramref name="Upstreams"/>, what arrives at each.</param>
/// <param name="Directions">What arrives at the gradients, in BackwardBackward.</param>
/// <param name="UpstreamGradient">The gradient of the upstream gradient.</param>
/// <param name="Offset">The position of the first element.</param>
internal sealed record SpanNames(
    EquatableArray<string> Values, EquatableArray<string> Upstreams, EquatableArray<string> Gradients,
    EquatableArray<string> Partials, EquatableArray<string> Sums, EquatableArray<string> Directions,
    string UpstreamGradient, string Offset)
{
    public string Value => Values[0];

    public string Upstream => Upstreams[0];

    /// <summary>The same where these inputs alone are followed: the others have no gradient and no direction.</summary>
    public SpanNames Following(EquatableArray<int> followed)
    {
        return this with { Gradients = Of(Gradients), Partials = Of(Partials), Directions = Of(Directions) };

        EquatableArray<string> Of(EquatableArray<string> names) => followed.Select(input => names[input]).ToEquatable();
    }

    /// <param name="inputs">Names of the inputs, as generated code spells them;
    /// likewise <paramref name="parameters"/>.</param>
    /// <param name="trainables">Which of the parameters have gradients.</param>
    /// <param name="results">Names of the results, where there are several.</param>
    public static SpanNames For(
        EquatableArray<string> inputs, EquatableArray<string> parameters, IEnumerable<int> trainables,
        EquatableArray<string> results = default)
    {
        var names = new NameScope(inputs.Concat(parameters));
        string Bare(string name) => name.TrimStart('@');
        string Pascal(string name) => char.ToUpperInvariant(Bare(name)[0]) + Bare(name).Substring(1);
        // The new value of an input that is a result too.
        string Result(string name)
            => names.Unique(inputs.Concat(parameters).Contains(name) ? "new" + Pascal(name) : Bare(name));
        var values = results.Count == 0 ? new([names.Unique("y")]) : results.Select(Result).ToEquatable();
        var upstreams = values.Select(value => names.Unique("d" + Bare(value))).ToEquatable();
        var gradients = inputs.Select(input => names.Unique("d" + Bare(input))).ToEquatable();
        return new(
            values,
            upstreams,
            gradients,
            inputs.Select(input => names.Unique($"d{Bare(values[0])}d{Bare(input)}")).ToEquatable(),
            trainables.Select(index => names.Unique("d" + Bare(parameters[index]))).ToEquatable(),
            gradients.Select(gradient => names.Unique("d" + Bare(gradient))).ToEquatable(),
            names.Unique("d" + Bare(upstreams[0])),
            names.Unique("offset"));
    }
}
