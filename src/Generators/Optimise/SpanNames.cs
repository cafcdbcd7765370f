// What the spans of the generated members are called: y, dy, dx, dydx, ddx, ddy in the ordinary case, and something near where
// the user's own names are these.
using Kernels.Text;

namespace Kernels.Optimise;

internal sealed record SpanNames(string Value, string Upstream, EquatableArray<string> Gradients, EquatableArray<string> Partials, EquatableArray<string> SecondUpstream, string UpstreamGradient)
{
    /// <param name="inputs">Names of the inputs, as generated code spells them; likewise <paramref name="parameters"/>.</param>
    public static SpanNames For(EquatableArray<string> inputs, EquatableArray<string> parameters)
    {
        var names = new NameScope(inputs.Concat(parameters));
        var value = names.Unique("y");
        var upstream = names.Unique("d" + value);
        string Bare(string name) => name.TrimStart('@');
        var gradients = inputs.Select(input => names.Unique("d" + Bare(input))).ToEquatable();
        return new(
            value,
            upstream,
            gradients,
            inputs.Select(input => names.Unique($"d{value}d{Bare(input)}")).ToEquatable(),
            gradients.Select(gradient => names.Unique("d" + gradient)).ToEquatable(),
            names.Unique("d" + upstream));
    }
}
