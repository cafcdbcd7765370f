// One pass over the elements of the rows that are taken at once, as a struct: its body stands in it once, generic over the lanes. Terms that are only
// summed never reach memory of their own: they are added to the lanes of a sum, or to the sums of the columns.
using Kernels.Optimise;
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

/// <summary>What a reference of a pass leads to.</summary>
internal enum RowReference : byte
{
    /// <summary>Elements that are read: of rows, or one a column.</summary>
    Source,

    /// <summary>Elements that are written.</summary>
    Destination,

    /// <summary>Elements that an earlier pass has kept.</summary>
    KeptSource,

    /// <summary>Elements that a later pass reads.</summary>
    KeptDestination,

    /// <summary>Sums over the rows, one a column.</summary>
    Column,

    /// <summary>One number a row.</summary>
    Number,
}

internal sealed class RowPass
{
    readonly RowKernel kernel;
    readonly Pass pass;
    readonly Kernel elements;
    readonly EquatableArray<string> numbers;

    public RowPass(RowKernel kernel, Pass pass, ActivationModel activation)
    {
        (this.kernel, this.pass, elements) = (kernel, pass, pass.Elements!);
        numbers = RowEntry.NumbersOf(pass, activation);
        Sums = [.. pass.Reductions.Where(reduction => IsSummed(pass, reduction))];
        StoredTerms = [.. pass.Terms.Where(term => pass.Reductions.Any(reduction => !IsSummed(pass, reduction) && (reduction.Span == term || reduction.Times == term)))];
    }

    public string Name => elements.Name;

    /// <summary>The sums that it takes of what it makes.</summary>
    public IReadOnlyList<Reduction> Sums { get; }

    /// <summary>The terms that something else reduces when the pass is over.</summary>
    public IReadOnlyList<string> StoredTerms { get; }

    /// <summary>A bit for each sum: whether it is one of fractions.</summary>
    public uint Fractions => (uint)Enumerable.Range(0, Sums.Count).Where(k => Sums[k].OfFractions).Sum(k => 1 << k);

    public bool HasOffset => elements.Offset is not null;

    /// <summary>The parameters of the member that it needs.</summary>
    public IEnumerable<string> Parameters => pass.Parameters.Where(name => !numbers.Contains(name));

    /// <summary>The results that are sums over the rows of what it makes.</summary>
    public IEnumerable<string> ColumnResults => pass.Columns.Where(column => Makes(column.Term)).Select(column => column.Result);

    /// <summary>Whether the span is one of its results.</summary>
    public bool Makes(string span) => elements.Destinations.Contains(span);

    /// <summary>Whether it stores the span.</summary>
    public bool Stores(string span) => Makes(span) && (!pass.Terms.Contains(span) || StoredTerms.Contains(span));

    /// <summary>The references that it is made of, in order.</summary>
    public IEnumerable<(RowReference Kind, string Name)> References =>
    [
        .. Loaded.Select(name => (SourceKind(name), name)), .. Stored.Select(name => (DestinationKind(name), name)),
        .. ColumnResults.Select(name => (RowReference.Column, name)), .. numbers.Select(name => (RowReference.Number, name)),
    ];

    RowReference SourceKind(string span) => IsKept(kernel, span) ? RowReference.KeptSource : RowReference.Source;

    RowReference DestinationKind(string span) => IsKept(kernel, span) ? RowReference.KeptDestination : RowReference.Destination;

    /// <summary>Whether the span is kept for passes alone: what is reduced where it lies has no room between its rows.</summary>
    public static bool IsKept(RowKernel kernel, string span) => kernel.Kept.Any(kept => kept.Name == span)
        && kernel.Passes.All(pass => pass.Reductions.All(reduction => reduction.Span != span && reduction.Times != span || IsSummed(pass, reduction))
            && pass.Moments.All(moments => moments.Span != span) && pass.Columns.All(column => column.Term != span || pass.Elements?.Destinations.Contains(span) == true));

    // A sum of products may have a factor that no body reads.
    IEnumerable<string> Loaded => elements.Sources.Concat(Sums.SelectMany(sum => new[] { sum.Span, sum.Times }).OfType<string>().Where(span => !Makes(span)))
        .Where(name => name != kernel.Index).Distinct();

    IEnumerable<string> Stored => elements.Destinations.Where(Stores);

    static bool IsSummed(Pass pass, Reduction reduction) => reduction.Op == Op.Sum && pass.Elements is { } elements
        && (elements.Destinations.Contains(reduction.Span) || reduction.Times is { } times && elements.Destinations.Contains(times));

    bool IsPerColumn(string span) => kernel.Sources.Any(source => source.Name == span && source.Shape == Shape.PerColumn);

    public void Write(CodeWriter code)
    {
        var references = References.ToArray();
        var names = new NameScope(references.Select(reference => reference.Name).Concat(elements.Given(pass.Parameters)).Concat(CpuKernel.Reserved));
        // What is both read and written has two references to the same elements.
        var locals = references.ToDictionary(reference => reference, reference => names.Unique(Bare(reference.Name) + Suffix(reference.Kind)));
        var seeds = elements.Seeds.ToArray();
        var fields = references.Select(reference => $"ref {(IsRead(reference.Kind) ? "readonly " : "")}float {locals[reference]}")
            .Concat(Parameters.Select(name => $"{(seeds.Contains(name) ? "uint" : "float")} {name}"))
            .Concat(elements.Offset is { } declared ? [$"long {declared}"] : []).ToArray();
        var (columns, keptStep) = (names.Unique("columns"), names.Unique("keptStep"));
        var hasKept = references.Any(reference => reference.Kind is RowReference.KeptSource or RowReference.KeptDestination);
        fields = [.. fields, $"nuint {columns}", .. hasKept ? [$"nuint {keptStep}"] : Array.Empty<string>()];

        code.Line($"readonly ref struct {Name}({string.Join(", ", fields)}) : IRowPass");
        using var type = code.Open("");
        foreach (var reference in references)
            code.Line($"readonly ref {(IsRead(reference.Kind) ? "readonly " : "")}float _{locals[reference]} = ref {locals[reference]};");
        foreach (var name in Parameters) code.Line($"readonly {(seeds.Contains(name) ? "uint" : "float")} _{Bare(name)} = {name};");
        if (elements.Offset is { } offset) code.Line($"readonly long _{offset} = {offset};");
        code.Line($"readonly nuint _{columns} = {columns};");
        if (hasKept) code.Line($"readonly nuint _{keptStep} = {keptStep};");
        code.Line();
        code.Line($"public static bool IsShort => {(CpuKernel.Operations(elements.Body) <= CpuKernel.LargestPair ? "true" : "false")};");
        code.Line();
        code.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        var (edge, rows, from, to, lanes, row, i) = (names.Unique("edge"), names.Unique("rows"), names.Unique("from"), names.Unique("to"), names.Unique("lanes"), names.Unique("row"), names.Unique("i"));
        code.Line($"public void Run<{RowEntry.Lanes3}, TEdge>(TEdge {edge}, int {rows}, nuint {from}, nuint {to}, ref float {lanes})");
        code.Line($"    {RowEntry.Constraints} where TEdge : struct, IEdge<TFloats>");
        using var method = code.Open("");
        foreach (var reference in references.Where(reference => reference.Kind != RowReference.Number))
            code.Line($"ref {(IsRead(reference.Kind) ? "readonly " : "")}float {locals[reference]} = ref this._{locals[reference]};");
        foreach (var name in Parameters) code.Line($"var {name} = {(seeds.Contains(name) ? $"this._{Bare(name)}" : $"TFloats.Of(this._{Bare(name)})")};");
        if (elements.Offset is not null) code.Line($"var {elements.Offset} = this._{elements.Offset};");
        var sums = new string[Sums.Count];
        for (var (k, slot) = (0, 0); k < sums.Length; slot += Sums[k++].OfFractions ? 3 : 1)
        {
            sums[k] = names.Unique(Bare(Sums[k].Name) + "Lanes");
            code.Line($"ref var {sums[k]} = ref {(slot == 0 ? lanes : $"Unsafe.Add(ref {lanes}, {slot} * RowLoop.Slot)")};");
        }
        using var rowLoop = code.Open($"for (var {row} = 0; {row} < {rows}; {row}++)");
        foreach (var name in numbers)
        {
            var reference = locals[(RowReference.Number, name)];
            code.Line($"var {name} = TFloats.Of(Unsafe.Add(ref Unsafe.AsRef(in this._{reference}), {row}));");
        }
        var invariants = Invariants.Of(elements.Body, pass.Parameters.Count);
        var values = pass.Parameters.Select(name => seeds.Contains(name) ? $"{name}, {elements.Offset} + (long){i}" : name).ToArray();
        var (invariant, held) = LaneBody.Print(invariants.Row, CpuTargets.AnyFloats, [], values, names);
        code.Lines(invariant);
        if (Sums.Any(sum => sum.OfFractions)) Cut();
        else using (code.Open($"for (var {i} = {from}; {i} < {to}; {i} += (nuint)TFloats.Count)")) Body();
        foreach (var reference in references.Where(reference => reference.Kind is not (RowReference.Number or RowReference.Column) && !IsPerColumn(reference.Name)))
        {
            var origin = IsRead(reference.Kind) ? $"ref Unsafe.AsRef(in {locals[reference]})" : $"ref {locals[reference]}";
            var isKept = reference.Kind is RowReference.KeptSource or RowReference.KeptDestination;
            code.Line($"{locals[reference]} = ref Unsafe.Add({origin}, this._{(isKept ? keptStep : columns)});");
        }
        foreach (var sum in sums) code.Line($"{sum} = ref Unsafe.Add(ref {sum}, RowLoop.LanesOf(this._{columns}));");
        if (elements.Offset is not null) code.Line($"{elements.Offset} += (long)this._{columns};");

        void Cut()
        {
            var (start, end) = (names.Unique("start"), names.Unique("end"));
            using var part = code.Open($"for (nuint {start} = {from}, {end}; {start} < {to}; {start} = {end})");
            code.Line($"{end} = RowLoop.CutBehind({start}, {to});");
            using (code.Open($"for (var {i} = {start}; {i} < {end}; {i} += (nuint)TFloats.Count)")) Body();
            for (var k = 0; k < sums.Length; k++)
                if (Sums[k].OfFractions) code.Line($"RowLoop.Cut<{RowEntry.Lanes3}>(ref {sums[k]}, {end}, this._{columns});");
        }

        void Body()
        {
            var used = new HashSet<int>(elements.Body.Instructions.Where(instruction => instruction.Op == Op.Input).Select(instruction => instruction.Index));
            var spans = elements.Inputs.ToArray();
            var lane = new Dictionary<string, string>();
            var inputs = spans.Select((span, k) => used.Contains(k) ? lane.TryGetValue(Key(span, k), out var known) ? known : lane[Key(span, k)] = Load(span, k >= elements.Sources.Count) : "").ToArray();
            string Key(string span, int k) => k < elements.Sources.Count ? span : span + " of before";
            var (statements, outputs) = LaneBody.Print(invariants.Loop, CpuTargets.AnyFloats, inputs, [.. values, .. held], names);
            code.Lines(statements);
            string Value(string span) => elements.Destinations.ToList().IndexOf(span) is >= 0 and var at ? outputs[at] : lane.TryGetValue(span, out var known) ? known : lane[span] = Load(span, false);
            // Loads before the first store: a destination may be a source.
            var terms = Sums.Select(sum => sum.Times is { } times ? $"{Value(sum.Span)} * {Value(times)}" : Value(sum.Span)).ToArray();
            foreach (var name in Stored)
                code.Line($"{edge}.Store{(IsKept(kernel, name) ? "Kept" : "")}({outputs[elements.Destinations.ToList().IndexOf(name)]}, ref {locals[(DestinationKind(name), name)]}, {i});");
            for (var k = 0; k < terms.Length; k++) code.Line($"{edge}.Add({terms[k]}, ref {sums[k]}, {i});");
            foreach (var (term, result) in pass.Columns.Where(column => Makes(column.Term)))
            {
                var reference = locals[(RowReference.Column, result)];
                code.Line($"TFloats.Store(TFloats.Load(in {reference}, {i}) + {outputs[elements.Destinations.ToList().IndexOf(term)]}, ref {reference}, {i});");
            }
        }

        string Load(string span, bool isDestination)
        {
            var name = names.Unique(Bare(span) + "Lane");
            code.Line(span == kernel.Index && !isDestination ? $"var {name} = TFloats.From({i});"
                : $"var {name} = {edge}.Load{(IsKept(kernel, span) ? "Kept" : "")}(in {locals[(isDestination ? DestinationKind(span) : SourceKind(span), span)]}, {i});");
            return name;
        }
    }

    static bool IsRead(RowReference kind) => kind is RowReference.Source or RowReference.KeptSource or RowReference.Number;

    static string Suffix(RowReference kind) => kind switch { RowReference.Column => "Columns", RowReference.Number => "OfRows", RowReference.Destination or RowReference.KeptDestination => "Out", _ => "In" };

    static string Bare(string name) => name.TrimStart('@');
}
