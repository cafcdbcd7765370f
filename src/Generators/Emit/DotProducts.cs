// Sums of products of two spans are taken where these lie: the products need no memory in between.
using Kernels.Optimise;
using Kernels.Schedule;

namespace Kernels.Emit;

internal static class DotProducts
{
    public static Pass Of(Pass pass, RowKernel kernel)
    {
        if (pass.Elements is not { } elements) return pass;
        var (body, inputs) = (elements.Body, elements.Inputs.ToArray());
        var dots = new Dictionary<string, Reduction>();
        var sums = pass.Reductions.Where(reduction => reduction.Op == Op.Sum && pass.Terms.Contains(reduction.Span)
            && pass.Columns.All(column => column.Term != reduction.Span)
            && pass.Reductions.Count(other => other.Span == reduction.Span) == 1).ToArray();
        foreach (var sum in sums)
        {
            var product = Made(sum.Span);
            if (product.Op == Op.Mul && Read(product.A) is { } left && Read(product.B) is { } right
                && IsDouble(left) == IsDouble(right))
                dots[sum.Span] = sum with { Span = left, Times = right };
        }
        // The square of what is a term itself, as of a distance from the mean.
        foreach (var sum
            in sums.Where(sum => !dots.ContainsKey(sum.Span) && dots.Values.All(dot => dot.Span != sum.Span)).ToArray())
        {
            var product = Made(sum.Span);
            if (product.Op == Op.Mul && product.A == product.B && TermOf(product.A) is { } term && term != sum.Span)
                dots[sum.Span] = sum with { Span = term, Times = term };
        }
        if (dots.Count == 0) return pass;
        return Without(pass, dots.Keys) with
        {
            Reductions = pass.Reductions
                .Select(reduction => dots.TryGetValue(reduction.Span, out var dot) ? dot : reduction).ToEquatable(),
        };

        string? Read(int at)
            => body.Instructions[at].Op == Op.Input && inputs[body.Instructions[at].Index] is var span
                && !BeginsAnew(span) ? span : null;

        // One value a column would have to be repeated for each of several rows;
        // a pass in float lanes adds its products as cheaply.
        bool BeginsAnew(string span)
            => kernel.Form == RowForm.Float
                && kernel.Sources.Any(source => source.Name == span && source.Shape == Shape.PerColumn);

        bool IsDouble(string span) => elements.DoubleSpans.Contains(span);

        Instruction Made(string term) => body.Instructions[body.Outputs[IndexOf(elements.Destinations, term)]];

        string? TermOf(int at) => Enumerable.Range(0, elements.Destinations.Count).Where(i => body.Outputs[i] == at)
            .Select(i => elements.Destinations[i])
            .FirstOrDefault(name => pass.Terms.Contains(name) && !dots.ContainsKey(name));
    }

    /// <summary>The pass without some of its terms.</summary>
    public static Pass Without(Pass pass, ICollection<string> terms)
    {
        var elements = pass.Elements!;
        var kept = Enumerable.Range(0, elements.Destinations.Count)
            .Where(i => !terms.Contains(elements.Destinations[i])).ToArray();
        return pass with
        {
            Elements = kept.Length == 0 ? null : elements with
            {
                Destinations = kept.Select(i => elements.Destinations[i]).ToEquatable(),
                Body = Body.From([.. elements.Body.Load(new ExprPool()).Where((_, i) => kept.Contains(i))]),
            },
            Terms = pass.Terms.Where(term => !terms.Contains(term)).ToEquatable(),
        };
    }

    static int IndexOf(EquatableArray<string> names, string name)
        => Enumerable.Range(0, names.Count).First(i => names[i] == name);
}
