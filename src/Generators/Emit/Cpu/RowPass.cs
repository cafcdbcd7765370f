// One pass over elements as a struct: its body stands in it once, generic over the lanes. It goes over the rows that are taken at once; an element-wise
// kernel is one pass over one row. Terms that are only summed never reach memory of their own: they are added to the lanes of a sum, or to the sums of
// the columns.
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
    /// <summary>Operations up to which two vectors are computed side by side: of more the JIT does not inline all (see Kernels.Loops.ILanes).</summary>
    const int LargestPair = 50;

    readonly RowKernel kernel;
    readonly Pass pass;
    readonly Kernel elements;
    readonly EquatableArray<string> numbers;
    readonly LaneTarget target = CpuTargets.AnyFloats;
    readonly bool hasRows = true;

    /// <summary>An element-wise kernel.</summary>
    public RowPass(Kernel kernel, ActivationModel activation, bool isDouble)
        : this(OneRow(kernel), OnePass(kernel, activation.Parameters), activation)
    {
        hasRows = false;
        if (isDouble) target = CpuTargets.AnyDoubles;
    }

    static RowKernel OneRow(Kernel kernel) => new(
        kernel.Member, kernel.Accumulate, kernel.Sources.Select(name => new Source(name, Shape.Element)).ToEquatable(),
        kernel.Destinations.Select(name => new Result(name, Target.Element)).Concat(kernel.Sums.Select(name => new Result(name, Target.Total))).ToEquatable(),
        new([]), new([]), NoScalars, null);

    static Pass OnePass(Kernel kernel, EquatableArray<string> parameters) => new(
        NoScalars, kernel with { Destinations = kernel.Results.ToEquatable(), Sums = default }, parameters, kernel.Sums,
        kernel.Sums.Select(name => new Reduction(Op.Sum, name, name)).ToEquatable(), new([]));

    static Scalars NoScalars => new(new(new([]), new([])), new([]), new([]));

    public RowPass(RowKernel kernel, Pass pass, ActivationModel activation)
    {
        (this.kernel, this.pass, elements) = (kernel, pass, pass.Elements!);
        numbers = RowEntry.NumbersOf(pass, activation);
        Sums = [.. pass.Reductions.Where(reduction => IsSummed(pass, reduction))];
        StoredTerms = [.. pass.Terms.Where(term => pass.Reductions.Any(reduction => !IsSummed(pass, reduction) && (reduction.Span == term || reduction.Times == term)))];
    }

    public string Name => elements.Name + (hasRows ? "" : "Pass");

    /// <summary>The sums that it takes of what it makes.</summary>
    public IReadOnlyList<Reduction> Sums { get; }

    /// <summary>The terms that something else reduces when the pass is over.</summary>
    public IReadOnlyList<string> StoredTerms { get; }

    /// <summary>A bit for each sum: whether it is one of fractions.</summary>
    public uint Fractions => (uint)Enumerable.Range(0, Sums.Count).Where(k => Sums[k].OfFractions).Sum(k => 1 << k);

    public bool HasOffset => elements.Offset is not null;

    /// <summary>The parameters of the member that it needs.</summary>
    public IEnumerable<string> Parameters => pass.Parameters.Where(name => !numbers.Contains(name));

    /// <summary>The results that are sums over the rows of what it makes or reads.</summary>
    public IEnumerable<string> ColumnResults => pass.Columns.Select(column => column.Result);

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
            && pass.Moments.All(moments => moments.Span != span) && pass.Columns.All(column => column.Term != span || pass.Elements is not null));

    // A sum of products may have a factor that no body reads, and a source itself may be summed.
    IEnumerable<string> Loaded => elements.Sources.Concat(Sums.SelectMany(sum => new[] { sum.Span, sum.Times }).OfType<string>()
            .Concat(pass.Columns.Select(column => column.Term)).Where(span => !Makes(span)))
        .Where(name => name != kernel.Index).Distinct();

    IEnumerable<string> Stored => elements.Destinations.Where(Stores);

    static bool IsSummed(Pass pass, Reduction reduction) => reduction.Op == Op.Sum && pass.Elements is { } elements
        && (elements.Destinations.Contains(reduction.Span) || reduction.Times is { } times && elements.Destinations.Contains(times));

    bool IsPerColumn(string span) => kernel.Sources.Any(source => source.Name == span && source.Shape == Shape.PerColumn);

    public void Write(CodeWriter code)
    {
        var references = References.ToArray();
        var names = new NameScope(references.Select(reference => reference.Name).Concat(elements.Given(pass.Parameters)).Concat(CpuKernel.Reserved));
        var own = new Names(names, references.ToDictionary(reference => reference, reference => names.Unique(Bare(reference.Name) + Suffix(reference.Kind))));
        var hasKept = references.Any(reference => IsKept(reference.Kind));
        (string Type, string Name)[] fields =
        [
            .. references.Select(reference => (ReferenceTo(reference.Kind), own.Locals[reference])),
            .. Parameters.Select(name => (IsSeed(name) ? "uint" : "float", name)),
            .. elements.Offset is { } offset ? [("long", offset)] : Array.Empty<(string, string)>(),
            .. hasRows ? [("nuint", own.Columns)] : Array.Empty<(string, string)>(),
            .. hasKept ? [("nuint", own.KeptStep)] : Array.Empty<(string, string)>(),
        ];

        using var type = code.Open($"readonly ref struct {Name}({string.Join(", ", fields.Select(field => $"{field.Type} {field.Name}"))}) : IRowPass");
        foreach (var field in fields)
            code.Line($"readonly {field.Type} _{Bare(field.Name)} = {(field.Type.StartsWith("ref ") ? "ref " : "")}{field.Name};");
        code.Line();
        code.Line($"public static bool IsDouble => {(target == CpuTargets.AnyDoubles ? "true" : "false")};");
        code.Line($"public static bool IsShort => {(CpuKernel.Operations(elements.Body) <= LargestPair ? "true" : "false")};");
        code.Line();
        code.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        code.Line($"public void Run<{RowEntry.Lanes4}, TEdge>(TEdge {own.Edge}, int {own.Rows}, nuint {own.From}, nuint {own.To}, ref float {own.Lanes})");
        code.Line($"    {RowEntry.Constraints} where TEdge : struct, IEdge<TVector>");
        using var method = code.Open("");
        foreach (var reference in references.Where(reference => reference.Kind != RowReference.Number))
            code.Line($"{ReferenceTo(reference.Kind)} {own.Locals[reference]} = ref this._{own.Locals[reference]};");
        foreach (var name in Parameters) code.Line($"var {name} = {(IsSeed(name) ? $"this._{Bare(name)}" : $"TLanes.Of(this._{Bare(name)})")};");
        if (elements.Offset is not null) code.Line($"var {elements.Offset} = this._{elements.Offset};");
        var sums = new string[Sums.Count];
        for (var (k, slot) = (0, 0); k < sums.Length; slot += Sums[k++].OfFractions ? 3 : 1)
        {
            sums[k] = names.Unique(Bare(Sums[k].Name) + "Lanes");
            code.Line($"ref var {sums[k]} = ref {(slot == 0 ? own.Lanes : $"Unsafe.Add(ref {own.Lanes}, {slot} * RowLoop.Slot)")};");
        }
        if (!hasRows)
        {
            Row(code, own, sums);
            return;
        }
        using var rowLoop = code.Open($"for (var {own.Row} = 0; {own.Row} < {own.Rows}; {own.Row}++)");
        foreach (var name in numbers)
            code.Line($"var {name} = TLanes.Of(Unsafe.Add(ref Unsafe.AsRef(in this._{own.Locals[(RowReference.Number, name)]}), {own.Row}));");
        Row(code, own, sums);
        foreach (var reference in references.Where(reference => reference.Kind is not (RowReference.Number or RowReference.Column) && !IsPerColumn(reference.Name)))
        {
            var local = own.Locals[reference];
            var origin = IsRead(reference.Kind) ? $"ref Unsafe.AsRef(in {local})" : $"ref {local}";
            code.Line($"{local} = ref Unsafe.Add({origin}, this._{(IsKept(reference.Kind) ? own.KeptStep : own.Columns)});");
        }
        foreach (var sum in sums) code.Line($"{sum} = ref Unsafe.Add(ref {sum}, RowLoop.LanesOf(this._{own.Columns}));");
        if (elements.Offset is not null) code.Line($"{elements.Offset} += (long)this._{own.Columns};");
    }

    /// <summary>The elements of one row: what is the same for all of them, and the loop.</summary>
    void Row(CodeWriter code, Names own, string[] sums)
    {
        var invariants = Invariants.Of(elements.Body, pass.Parameters.Count);
        var values = pass.Parameters.Select(name => IsSeed(name) ? $"{name}, {elements.Offset} + (long){own.I}" : name).ToArray();
        var (statements, held) = LaneBody.Print(invariants.Row, target, [], values, own.Scope);
        code.Lines(statements);
        void Loop(string from, string to)
        {
            using var loop = code.Open($"for (var {own.I} = {from}; {own.I} < {to}; {own.I} += (nuint)TLanes.Count)");
            Body(code, own, sums, invariants.Loop, [.. values, .. held]);
        }

        if (!Sums.Any(sum => sum.OfFractions))
        {
            Loop(own.From, own.To);
            return;
        }
        var (start, end) = (own.Scope.Unique("start"), own.Scope.Unique("end"));
        using var part = code.Open($"for (nuint {start} = {own.From}, {end}; {start} < {own.To}; {start} = {end})");
        code.Line($"{end} = RowLoop.CutBehind({start}, {own.To});");
        Loop(start, end);
        for (var k = 0; k < sums.Length; k++)
            if (Sums[k].OfFractions) code.Line($"RowLoop.Cut<{RowEntry.Lanes4}>(ref {sums[k]}, {end}, this._{own.Columns});");
    }

    /// <summary>One vector of elements.</summary>
    void Body(CodeWriter code, Names own, string[] sums, Body body, IReadOnlyList<string> parameters)
    {
        var destinations = elements.Destinations.ToList();
        var used = new HashSet<int>(elements.Body.Instructions.Where(instruction => instruction.Op == Op.Input).Select(instruction => instruction.Index));
        var (lanes, before) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        // Behind the sources are the destinations that are added to.
        var inputs = elements.Inputs.Select((span, k) => !used.Contains(k) ? "" : k < elements.Sources.Count ? Source(span) : Destination(span)).ToArray();
        var (statements, outputs) = LaneBody.Print(body, target, inputs, parameters, own.Scope);
        code.Lines(statements);
        // Loads before the first store: a destination may be a source.
        var terms = Sums.Select(sum => sum.Times is { } times ? $"TLanes.Multiply({Value(sum.Span)}, {Value(times)})" : Value(sum.Span)).ToArray();
        var columns = pass.Columns.Select(column => (Value: Value(column.Term), Sum: own.Locals[(RowReference.Column, column.Result)])).ToArray();
        foreach (var name in Stored)
        {
            var kind = DestinationKind(name);
            code.Line($"{own.Edge}.Store{(IsKept(kind) ? "Kept" : "")}({outputs[destinations.IndexOf(name)]}, ref {own.Locals[(kind, name)]}, {own.I});");
        }
        for (var k = 0; k < terms.Length; k++) code.Line($"{own.Edge}.Add({terms[k]}, ref {sums[k]}, {own.I});");
        foreach (var (value, sum) in columns)
            code.Line($"TLanes.Store(TLanes.Add(TLanes.Load(in {sum}, {own.I}), {value}), ref {sum}, {own.I});");

        string Value(string span) => destinations.IndexOf(span) is >= 0 and var at ? outputs[at] : Source(span);
        string Source(string span) => lanes.TryGetValue(span, out var known) ? known : lanes[span] = Load(span, SourceKind(span));
        string Destination(string span) => before.TryGetValue(span, out var known) ? known : before[span] = Load(span, DestinationKind(span));

        string Load(string span, RowReference kind)
        {
            var name = own.Scope.Unique(Bare(span) + "Lane");
            code.Line(span == kernel.Index ? $"var {name} = TLanes.From({own.I});"
                : $"var {name} = {own.Edge}.Load{(IsKept(kind) ? "Kept" : "")}(in {own.Locals[(kind, span)]}, {own.I});");
            return name;
        }
    }

    /// <summary>What the text calls its own.</summary>
    sealed class Names(NameScope scope, Dictionary<(RowReference Kind, string Name), string> locals)
    {
        public NameScope Scope => scope;
        public Dictionary<(RowReference Kind, string Name), string> Locals => locals;
        public string Columns { get; } = scope.Unique("columns");
        public string KeptStep { get; } = scope.Unique("keptStep");
        public string Edge { get; } = scope.Unique("edge");
        public string Rows { get; } = scope.Unique("rows");
        public string From { get; } = scope.Unique("from");
        public string To { get; } = scope.Unique("to");
        public string Lanes { get; } = scope.Unique("lanes");
        public string Row { get; } = scope.Unique("row");
        public string I { get; } = scope.Unique("i");
    }

    bool IsSeed(string parameter) => elements.Seeds.Contains(parameter);

    static string ReferenceTo(RowReference kind) => IsRead(kind) ? "ref readonly float" : "ref float";

    static bool IsKept(RowReference kind) => kind is RowReference.KeptSource or RowReference.KeptDestination;

    static bool IsRead(RowReference kind) => kind is RowReference.Source or RowReference.KeptSource or RowReference.Number;

    static string Suffix(RowReference kind) => kind switch { RowReference.Column => "Columns", RowReference.Number => "OfRows", RowReference.Destination or RowReference.KeptDestination => "Out", _ => "In" };

    static string Bare(string name) => name.TrimStart('@');
}
