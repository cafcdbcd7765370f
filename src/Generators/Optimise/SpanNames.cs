// What the spans of the generated members are called: y, dy, dx, dydx, dBeta, ddx, ddy in the ordinary case, and something near where
// the user's own names are these.
using Kernels.Text;

namespace Kernels.Optimise;

/// <param name="Directions">What arrives at the gradients, in BackwardBackward.</param>
/// <param name="UpstreamGradient">The gradient of the upstream gradient.</param>
/// <param name="Offset">The position of the first element.</param>
internal sealed record SpanNames(
    string Value, string Upstream, EquatableArray<string> Gradients, EquatableArray<string> Partials, EquatableArray<string> Sums, EquatableArray<string> Directions, string UpstreamGradient, string Offset)
{
    /// <summary>The same where these inputs alone are followed: the others have no gradient and no direction.</summary>
    public SpanNames Following(EquatableArray<int> followed)
    {
        return this with { Gradients = Of(Gradients), Partials = Of(Partials), Directions = Of(Directions) };

        EquatableArray<string> Of(EquatableArray<string> names) => followed.Select(input => names[input]).ToEquatable();
    }

    /// <param name="inputs">Names of the inputs, as generated code spells them; likewise <paramref name="parameters"/>.</param>
    /// <param name="trainables">Which of the parameters have gradients.</param>
    public static SpanNames For(EquatableArray<string> inputs, EquatableArray<string> parameters, params IEnumerable<int> trainables)
    {
        var names = new NameScope(inputs.Concat(parameters));
        var value = names.Unique("y");
        var upstream = names.Unique("d" + value);
        string Bare(string name) => name.TrimStart('@');
        string Pascal(string name) => char.ToUpperInvariant(Bare(name)[0]) + Bare(name).Substring(1);
        var gradients = inputs.Select(input => names.Unique("d" + Bare(input))).ToEquatable();
        return new(
            value,
            upstream,
            gradients,
            inputs.Select(input => names.Unique($"d{value}d{Bare(input)}")).ToEquatable(),
            trainables.Select(index => names.Unique("d" + Pascal(parameters[index]))).ToEquatable(),
            gradients.Select(gradient => names.Unique("d" + gradient)).ToEquatable(),
            names.Unique("d" + upstream),
            names.Unique("offset"));
    }
}
