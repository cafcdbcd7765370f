// Sums of products of two spans are taken where these lie: the products need no memory in between.
using Kernels.Optimise;
using Kernels.Schedule;

namespace Kernels.Emit;

internal static class DotProducts
{
    public static Pass Of(Pass pass)
    {
        if (pass.Elements is not { } elements) return pass;
        var (body, inputs) = (elements.Body, elements.Inputs.ToArray());
        var dots = new Dictionary<string, Reduction>();
        foreach (var reduction in pass.Reductions.Where(reduction => reduction.Op == Op.Sum && pass.Terms.Contains(reduction.Span)))
        {
            var product = body.Instructions[body.Outputs[IndexOf(elements.Destinations, reduction.Span)]];
            var isDot = product.Op == Op.Mul && body.Instructions[product.A].Op == Op.Input && body.Instructions[product.B].Op == Op.Input
                && pass.Columns.All(column => column.Term != reduction.Span) && pass.Reductions.Count(other => other.Span == reduction.Span) == 1;
            if (isDot) dots[reduction.Span] = reduction with { Span = inputs[body.Instructions[product.A].Index], Times = inputs[body.Instructions[product.B].Index] };
        }
        if (dots.Count == 0) return pass;
        var kept = Enumerable.Range(0, elements.Destinations.Count).Where(i => !dots.ContainsKey(elements.Destinations[i])).ToArray();
        return pass with
        {
            Elements = kept.Length == 0 ? null : elements with
            {
                Destinations = kept.Select(i => elements.Destinations[i]).ToEquatable(),
                Body = Body.From([.. body.Load(new ExprPool()).Where((_, i) => kept.Contains(i))]),
            },
            Terms = pass.Terms.Where(term => !dots.ContainsKey(term)).ToEquatable(),
            Reductions = pass.Reductions.Select(reduction => dots.TryGetValue(reduction.Span, out var dot) ? dot : reduction).ToEquatable(),
        };
    }

    static int IndexOf(EquatableArray<string> names, string name) => Enumerable.Range(0, names.Count).First(i => names[i] == name);
}
