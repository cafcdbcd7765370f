// The names of a kernel, moved out of the way of what generated code calls by short names: an input may be called Math.
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class RowNames
{
    /// <summary>What generated code calls by its short name: no local may have it.</summary>
    public static readonly string[] Reserved =
    [
        "Math", "MethodImpl", "MethodImplOptions", "Reduce", "RowLayout", "RowLoop",
        "TBits", "TEdge", "TLanes", "TMask", "TVector", "Unsafe",
    ];

    /// <summary>The kernel and the parameters of its definition under names that the entry can use.</summary>
    public static (RowKernel Kernel, EquatableArray<string> Parameters) Free(
        RowKernel kernel, EquatableArray<string> parameters)
    {
        var all = kernel.Sources.Select(source => source.Name)
            .Concat(kernel.Results.Select(result => result.Name)).Concat(parameters)
            .Concat(kernel.Passes.SelectMany(pass => pass.Reductions.Select(reduction => reduction.Name)
                .Concat(pass.Before.Names).Concat(pass.Terms)))
            .Concat(kernel.Kept.Select(kept => kept.Name))
            .Concat(kernel.Index is { } index ? [index] : []).Distinct().ToArray();
        if (!all.Any(IsReserved)) return (kernel, parameters);
        var scope = new NameScope(all.Concat(Reserved));
        var free = all.Where(IsReserved).ToDictionary(name => name, name => scope.Unique(name.TrimStart('@')));

        return (kernel with
        {
            Sources = kernel.Sources.Select(source => source with { Name = Of(source.Name) }).ToEquatable(),
            Results = kernel.Results.Select(result => result with { Name = Of(result.Name) }).ToEquatable(),
            Passes = kernel.Passes.Select(OfPass).ToEquatable(),
            Kept = kernel.Kept.Select(
                kept => new Kept(Of(kept.Name), kept.Destination is { } holder ? Of(holder) : null)).ToEquatable(),
            After = OfScalars(kernel.After),
            Within = kernel.Within is { } within ? Of(within) : null,
            Range = kernel.Range is { } range ? OfScalars(range) : null,
            Index = kernel.Index is { } numbers ? Of(numbers) : null,
        }, All(parameters));

        bool IsReserved(string name) => Reserved.Contains(name.TrimStart('@'));
        string Of(string name) => free.TryGetValue(name, out var other) ? other : name;
        EquatableArray<string> All(EquatableArray<string> names) => names.Select(Of).ToEquatable();
        Scalars OfScalars(Scalars scalars) => scalars with { Inputs = All(scalars.Inputs), Names = All(scalars.Names) };
        Pass OfPass(Pass pass) => pass with
        {
            Before = OfScalars(pass.Before),
            Elements = pass.Elements is { } elements ? elements with
            {
                Sources = All(elements.Sources),
                Destinations = All(elements.Destinations),
                Seeds = All(elements.Seeds),
                DoubleSpans = All(elements.DoubleSpans)
            } : null,
            Parameters = All(pass.Parameters),
            Terms = All(pass.Terms),
            Reductions = pass.Reductions.Select(reduction => reduction with
            {
                Span = Of(reduction.Span),
                Name = Of(reduction.Name),
                Times = reduction.Times is { } times ? Of(times) : null
            }).ToEquatable(),
            Columns = pass.Columns.Select(column => (Of(column.Term), Of(column.Result))).ToEquatable(),
        };
    }
}
