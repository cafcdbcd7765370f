// Prints one pass over the elements of rows as a struct. Its body is written once, generic over the lanes, and goes
// over all rows that are taken at once; an element-wise kernel is one pass over one row. Terms that are only summed are
// never stored: the pass adds them to the lanes of a sum, or to the sums of the columns.
using Kernels.Optimise;
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

/// <summary>What a reference field of a pass points to.</summary>
internal enum RowReference : byte
{
    /// <summary>Elements that are read: those of the rows, or one per column.</summary>
    Source,

    /// <summary>Elements that are written.</summary>
    Destination,

    /// <summary>Elements that an earlier pass has kept.</summary>
    KeptSource,

    /// <summary>Elements that are kept for a later pass.</summary>
    KeptDestination,

    /// <summary>Sums over the rows, one per column.</summary>
    Column,

    /// <summary>One number per row.</summary>
    Number,
}

internal sealed class RowPass
{
    /// <summary>
    /// The longest body, in operations, that is computed for two vectors side by side. The JIT does not inline every
    /// operation of a longer one (see Kernels.Loops.ILanes).
    /// </summary>
    const int LargestPair = 50;

    /// <summary>The longest one over rows that is computed for four: all 64 lanes of its sums.</summary>
    const int LargestFour = 12;

    /// <summary>The longest one of which half as many registers hold as many vectors.</summary>
    const int LargestEight = 5;

    readonly RowKernel kernel;
    readonly Pass pass;
    readonly Kernel elements;
    readonly EquatableArray<string> numbers;
    readonly CpuLanes lanes;
    readonly bool hasRows;

    /// <param name="isDouble">Whether an element-wise kernel computes in double lanes; rows say so themselves.</param>
    RowPass(RowKernel kernel, Pass pass, ActivationModel activation, bool hasRows, bool isDouble)
    {
        (this.kernel, this.pass, this.hasRows) = (kernel, pass, hasRows);
        elements = pass.Elements ?? OnlySums(kernel, pass);
        lanes = isDouble ? CpuLanes.Doubles : CpuLanes.Floats;
        numbers = RowEntry.NumbersOf(pass, activation);
        Sums = [.. pass.Reductions.Where(reduction => IsSummed(kernel, pass, reduction))];
        var reducedLater = pass.Reductions.Except(Sums).ToArray();
        StoredTerms = [.. pass.Terms.Where(term => reducedLater.Any(reduction => Reads(reduction, term)))];
    }

    /// <summary>A pass over rows.</summary>
    public RowPass(RowKernel kernel, Pass pass, ActivationModel activation)
        : this(kernel, pass, activation, hasRows: true, kernel.IsDouble)
    {
    }

    /// <summary>Whether a pass goes over elements: it makes some, or adds some up as they are.</summary>
    public static bool HasElements(RowKernel kernel, Pass pass)
        => pass.Elements is not null || pass.Reductions.Any(reduction => IsSummed(kernel, pass, reduction));

    static Kernel OnlySums(RowKernel kernel, Pass pass)
        => new(kernel.Member, new([]), new([]), Accumulate: false, new(new([]), new([])))
        {
            Pass = kernel.Passes.ToList().IndexOf(pass) + 1,
            Form = kernel.Form,
        };

    /// <summary>The single pass of an element-wise kernel, whose elements are one row.</summary>
    public static RowPass OfElements(Kernel kernel, ActivationModel activation, bool isDouble)
    {
        var (row, parameters) = RowNames.Free(OneRow(kernel, activation.Parameters), activation.Parameters);
        return new(row, row.Passes[0], activation with { Parameters = parameters }, hasRows: false, isDouble);
    }

    static RowKernel OneRow(Kernel kernel, EquatableArray<string> parameters)
    {
        var sources = kernel.Sources.Select(name => new Source(name, Shape.Element)).ToEquatable();
        var destinations = kernel.Destinations.Select(name => new Result(name, Target.Element));
        var totals = kernel.Sums.Select(name => new Result(name, Target.Total));
        var results = destinations.Concat(totals).ToEquatable();
        var passes = new[] { OnePass(kernel, parameters) }.ToEquatable();
        return new(kernel.Member, kernel.Accumulate, sources, results, passes, new([]), NoScalars, null);
    }

    static Pass OnePass(Kernel kernel, EquatableArray<string> parameters)
    {
        var elements = kernel with { Destinations = kernel.Results.ToEquatable(), Sums = default };
        var reductions = kernel.Sums.Select(name => new Reduction(Op.Sum, name, name)).ToEquatable();
        return new(NoScalars, elements, parameters, kernel.Sums, reductions, new([]));
    }

    static Scalars NoScalars => new(new(new([]), new([])), new([]), new([]));

    public string Name => elements.Name + (hasRows ? "" : "Pass");

    /// <summary>The sums of its outputs that the pass computes while it runs.</summary>
    public IReadOnlyList<Reduction> Sums { get; }

    /// <summary>The terms that must be stored, because they are reduced when the pass is over.</summary>
    public IReadOnlyList<string> StoredTerms { get; }

    /// <summary>One bit per sum: whether its terms lie from 0 to 1 and are summed as fractions.</summary>
    public uint Fractions
        => (uint)Enumerable.Range(0, Sums.Count).Where(k => IsCut(Sums[k])).Sum(k => 1 << k);

    /// <summary>Whether a sum is cut in two parts on the way. Doubles lose nothing that a float shows.</summary>
    bool IsCut(Reduction sum) => sum.OfFractions && !lanes.IsDouble;

    public bool HasOffset => elements.Offset is not null;

    /// <summary>The parameters of the member that the pass needs.</summary>
    public IEnumerable<string> Parameters => pass.Parameters.Where(name => !numbers.Contains(name));

    /// <summary>The results that sum over the rows what the pass makes or reads.</summary>
    public IEnumerable<string> ColumnResults => pass.Columns.Select(column => column.Result);

    /// <summary>Whether the span is an output of the pass.</summary>
    public bool Makes(string span) => elements.Destinations.Contains(span);

    /// <summary>Whether the pass writes the span to memory.</summary>
    public bool Stores(string span) => Makes(span) && (!pass.Terms.Contains(span) || StoredTerms.Contains(span));

    /// <summary>The references that the struct is constructed from, in order.</summary>
    public IEnumerable<(RowReference Kind, string Name)> References =>
    [
        .. Loaded.Select(name => (SourceKind(name), name)),
        .. Stored.Select(name => (DestinationKind(name), name)),
        .. ColumnResults.Select(name => (RowReference.Column, name)),
        .. numbers.Select(name => (RowReference.Number, name)),
    ];

    RowReference SourceKind(string span) => IsKept(kernel, span) ? RowReference.KeptSource : RowReference.Source;

    RowReference DestinationKind(string span)
        => IsKept(kernel, span) ? RowReference.KeptDestination : RowReference.Destination;

    /// <summary>How many vectors side by side the body is short enough for.</summary>
    int Vectors
    {
        get
        {
            var operations = elements.Body.Operations;
            var all = operations + Sums.Sum(sum => sum.Times is null ? 1 : 2);
            // In rows, four vectors need not be consecutive, so none may ask for the numbers of its columns.
            var isFree = AreInRegisters && kernel.Index is null && elements.Offset is null;
            if (isFree && all <= LargestEight) return 8;
            if (isFree && all <= LargestFour) return 4;
            return operations <= LargestPair ? 2 : 1;
        }
    }

    /// <summary>
    /// How many sums are added to as x·1 + sum, which rounds the same: processors multiply and add elsewhere than they
    /// add, and a short pass that mostly adds would leave the one idle.
    /// </summary>
    int Fused
    {
        get
        {
            if (Vectors < 4 || lanes.IsDouble) return 0;
            var all = elements.Body.Instructions;
            var adds = all.Count(each => each.Op is Op.Add or Op.Sub) + Sums.Count;
            var multiplies = all.Count(each => each.Op is Op.Mul or Op.Fma) + Sums.Count(sum => sum.Times is not null);
            return Math.Min(Sums.Count, Math.Max(0, (adds - multiplies) / 2));
        }
    }

    /// <summary>
    /// Whether the lanes of a sum lie in registers while a row is gone over: so the pass takes every 64th column first.
    /// The single row of an element-wise kernel is long, and is read in the order of its memory.
    /// </summary>
    bool AreInRegisters => hasRows;

    /// <summary>
    /// Whether there may be gaps between the rows of the span. It is kept for other passes; in float lanes nothing else
    /// reads it, because a reduction of stored floats reads them as consecutive memory. Kept doubles always have gaps.
    /// </summary>
    public static bool IsKept(RowKernel kernel, string span)
        => kernel.IsDouble ? kernel.Passes.Any(pass => pass.Elements?.DoubleSpans.Contains(span) == true)
        : kernel.Kept.Any(kept => kept.Name == span)
            && !kernel.Passes.Any(pass => IsReducedInPlace(kernel, pass, span));

    /// <summary>Whether the pass reduces the stored elements of the span.</summary>
    static bool IsReducedInPlace(RowKernel kernel, Pass pass, string span)
    {
        if (pass.Reductions.Any(reduction => Reads(reduction, span) && !IsSummed(kernel, pass, reduction))) return true;
        return !HasElements(kernel, pass) && pass.Columns.Any(column => column.Term == span);
    }

    static bool Reads(Reduction reduction, string span) => reduction.Span == span || reduction.Times == span;

    IEnumerable<string> Loaded
    {
        get
        {
            // A sum of products may have a factor that no body reads, and a source itself may be summed.
            var factors = Sums.SelectMany(sum => new[] { sum.Span, sum.Times }).OfType<string>();
            var summed = factors.Concat(pass.Columns.Select(column => column.Term)).Where(span => !Makes(span));
            return elements.Sources.Concat(summed).Where(name => name != kernel.Index).Distinct();
        }
    }

    IEnumerable<string> Stored => elements.Destinations.Where(Stores);

    /// <summary>
    /// Whether the pass adds up the reduction while it runs: it is a sum. In double lanes, only if the pass makes what
    /// is summed or a factor of it.
    /// </summary>
    static bool IsSummed(RowKernel kernel, Pass pass, Reduction reduction)
    {
        if (reduction.Op != Op.Sum) return false;
        if (!kernel.IsDouble) return true;
        if (pass.Elements is not { } elements) return false;
        var made = elements.Destinations;
        return made.Contains(reduction.Span) || reduction.Times is { } times && made.Contains(times);
    }

    bool IsPerColumn(string span)
        => kernel.Sources.Any(source => source.Name == span && source.Shape == Shape.PerColumn);

    public void Write(CodeWriter code)
    {
        var references = References.ToArray();
        var taken = references.Select(reference => reference.Name)
            .Concat(elements.Given(pass.Parameters)).Concat(RowNames.Reserved);
        var names = new NameScope(taken);
        string Local((RowReference Kind, string Name) reference)
            => names.Unique(Bare(reference.Name) + Suffix(reference.Kind));
        var own = new Names(names, references.ToDictionary(reference => reference, Local));
        var fields = Fields(own, references);

        var constructor = string.Join(", ", fields.Select(field => $"{field.Type} {field.Name}"));
        using var type = code.Open($"readonly ref struct {Name}({constructor}) : IRowPass");
        foreach (var (fieldType, name) in fields)
        {
            var value = (fieldType.StartsWith("ref ") ? "ref " : "") + name;
            code.Line($"readonly {fieldType} _{Bare(name)} = {value};");
        }
        code.Line();
        code.Line($"public static bool IsDouble => {Keyword(lanes.IsDouble)};");
        code.Line($"public static int Vectors => {Vectors};");
        code.Line($"public static bool SumsInRegisters => {Keyword(AreInRegisters)};");
        PinnedMemory(code, own, references);
        code.Line();
        code.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        var range = $"int {own.Rows}, nuint {own.From}, nuint {own.To}, ref float {own.Lanes}";
        code.Line($"public void Run<{RowEntry.Lanes4}, TEdge>(TEdge {own.Edge}, {range})");
        code.Line($"    {RowEntry.Constraints} where TEdge : struct, IEdge<TVector>");
        using var method = code.Open("");
        FieldsToLocals(code, own, references);
        if (MayGoByColumns && pass.Columns.Count > 0)
        {
            ByColumns(code, own, references);
            return;
        }
        if (MayGoByColumns)
        {
            using var branch = code.Open($"if (RowLoop.GoesByColumns(this._{own.Columns}))");
            ByColumns(code, own, references);
            code.Line("return;");
        }
        var sums = SumLanes(code, own);
        if (!hasRows)
        {
            Row(code, own, sums);
            return;
        }
        if (Fused > 0) code.Line($"var {own.One} = TLanes.Of(1f);");
        if (sums.Length > 0) code.Line($"var {own.Step} = {own.Edge}.Step(this._{own.Columns});");
        using var rowLoop = EachRow(code, own);
        Row(code, own, sums);
        NextRow(code, own, references, sums);
    }

    /// <summary>Opens the loop over the rows, with their numbers.</summary>
    IDisposable EachRow(CodeWriter code, Names own)
    {
        var rowLoop = code.Open($"for (var {own.Row} = 0; {own.Row} < {own.Rows}; {own.Row}++)");
        foreach (var name in numbers)
        {
            var first = $"ref Unsafe.AsRef(in this._{own.Locals[(RowReference.Number, name)]})";
            code.Line($"var {name} = TLanes.Of(Unsafe.Add({first}, {own.Row}));");
        }
        return rowLoop;
    }

    /// <summary>
    /// Whether a vector of columns may be gone down all rows before the next one: then what there is one of per column,
    /// sums and sources, lies in registers meanwhile. What is the same for a row would have to be computed again.
    /// </summary>
    bool MayGoByColumns
        => hasRows && (pass.Columns.Count > 0 || References.Count(each => IsPerColumn(each.Name)) > 1)
            && Sums.Count == 0 && !lanes.IsDouble && elements.Offset is null
            && Invariants.Of(elements.Body, pass.Parameters.Count).Row.Operations == 0;

    void ByColumns(CodeWriter code, Names own, (RowReference Kind, string Name)[] references)
    {
        using var columnLoop = code.Open(
            $"for (var {own.I} = {own.From}; {own.I} < {own.To}; {own.I} += (nuint)TLanes.Count)");
        foreach (var result in ColumnResults)
        {
            own.ColumnSums[result] = own.Scope.Unique(Bare(result) + "Sum");
            var column = own.Locals[(RowReference.Column, result)];
            code.Line($"var {own.ColumnSums[result]} = TLanes.Load(in {column}, {own.I});");
        }
        var shared = new Dictionary<string, string>();
        foreach (var (kind, name) in references.Where(each => IsPerColumn(each.Name)))
        {
            shared[name] = own.Scope.Unique(Bare(name) + "Lane");
            code.Line($"var {shared[name]} = {own.Edge}.Load(in {own.Locals[(kind, name)]}, {own.I});");
        }
        var moving = references.Where(IsMoving).ToArray();
        foreach (var reference in moving)
        {
            var local = own.Locals[reference];
            code.Line($"{local} = ref this._{local};");
        }
        using (EachRow(code, own))
        {
            Body(code, own, [], elements.Body, pass.Parameters.ToArray(), shared);
            NextRow(code, own, references, []);
        }
        foreach (var result in ColumnResults)
        {
            var column = own.Locals[(RowReference.Column, result)];
            code.Line($"TLanes.Store({own.ColumnSums[result]}, ref {column}, {own.I});");
        }
    }

    /// <summary>Whether a reference goes from row to row.</summary>
    bool IsMoving((RowReference Kind, string Name) reference)
        => reference.Kind is not (RowReference.Number or RowReference.Column) && !IsPerColumn(reference.Name);

    /// <summary>The fields of the struct, which are also the parameters of its constructor.</summary>
    (string Type, string Name)[] Fields(Names own, (RowReference Kind, string Name)[] references)
    {
        var hasKept = references.Any(reference => IsKept(reference.Kind));
        return
        [
            .. references.Select(reference => (ReferenceTo(reference.Kind), own.Locals[reference])),
            .. Parameters.Select(name => (IsSeed(name) ? "uint" : "float", name)),
            .. elements.Offset is { } offset ? [("long", offset)] : Array.Empty<(string, string)>(),
            .. hasRows ? [("nuint", own.Columns)] : Array.Empty<(string, string)>(),
            .. hasKept ? [("nuint", own.KeptStep)] : Array.Empty<(string, string)>(),
        ];
    }

    /// <summary>
    /// The references through which parts of vectors are loaded and stored: the loop pins what they point to.
    /// </summary>
    void PinnedMemory(CodeWriter code, Names own, (RowReference Kind, string Name)[] references)
    {
        var memories = references
            .Where(reference => reference.Kind is not (RowReference.Column or RowReference.Number))
            .Where(reference => !(lanes.IsDouble && IsKept(reference.Kind)))
            .Select(reference => $"this._{own.Locals[reference]}").ToArray();
        code.Line($"public static int Memories => {memories.Length};");
        var k = own.Scope.Inner().Unique("k");
        string Choice(int at)
            => at == memories.Length - 1 ? memories[at] : $"{k} == {at} ? ref {memories[at]} : ref {Choice(at + 1)}";
        var choice = memories.Length == 0 ? "Unsafe.NullRef<float>()" : Choice(0);
        code.Line($"public ref readonly float Memory(int {k}) => ref {choice};");
    }

    void FieldsToLocals(CodeWriter code, Names own, (RowReference Kind, string Name)[] references)
    {
        foreach (var reference in references.Where(reference => reference.Kind != RowReference.Number))
        {
            var local = own.Locals[reference];
            code.Line($"{ReferenceTo(reference.Kind)} {local} = ref this._{local};");
        }
        foreach (var name in Parameters)
        {
            var field = $"this._{Bare(name)}";
            code.Line($"var {name} = {(IsSeed(name) ? field : $"TLanes.Of({field})")};");
        }
        if (elements.Offset is not null) code.Line($"var {elements.Offset} = this._{elements.Offset};");
    }

    /// <summary>
    /// Whether sums are doubles: those of rows in double lanes. What all elements share is summed in floats.
    /// </summary>
    bool HasWideSums => hasRows && lanes.IsDouble;

    /// <summary>Declares a reference to the lanes of each sum.</summary>
    /// <returns>The names of these references.</returns>
    string[] SumLanes(CodeWriter code, Names own)
    {
        var sums = new string[Sums.Count];
        var slot = 0;
        for (var k = 0; k < sums.Length; k++)
        {
            sums[k] = own.Scope.Unique(Bare(Sums[k].Name) + "Lanes");
            own.Sums.Add(own.Scope.Unique(Bare(Sums[k].Name)));
            var first = HasWideSums ? $"Unsafe.As<float, double>(ref {own.Lanes})" : own.Lanes;
            var place = slot == 0 ? first : $"Unsafe.Add(ref {first}, {slot} * RowLoop.Slot)";
            code.Line($"ref var {sums[k]} = ref {place};");
            // Kernels.Loops.RowLoop.FractionSlots.
            slot += IsCut(Sums[k]) ? 3 : 1;
        }
        return sums;
    }

    /// <summary>Moves the references to the next row.</summary>
    void NextRow(CodeWriter code, Names own, (RowReference Kind, string Name)[] references, string[] sums)
    {
        foreach (var reference in references)
        {
            if (!IsMoving(reference)) continue;
            var local = own.Locals[reference];
            var origin = IsRead(reference.Kind) ? $"ref Unsafe.AsRef(in {local})" : $"ref {local}";
            var step = IsKept(reference.Kind) ? own.KeptStep : own.Columns;
            code.Line($"{local} = ref Unsafe.Add({origin}, this._{step});");
        }
        foreach (var sum in sums)
            code.Line($"{sum} = ref Unsafe.Add(ref {sum}, {own.Step});");
        if (elements.Offset is not null) code.Line($"{elements.Offset} += (long)this._{own.Columns};");
    }

    /// <summary>One row: first the values that are the same for all its elements, then the loop over them.</summary>
    void Row(CodeWriter code, Names own, string[] sums)
    {
        var invariants = Invariants.Of(elements.Body, pass.Parameters.Count);
        string Value(string name) => IsSeed(name) ? $"{name}, {elements.Offset} + (long){own.I}" : name;
        var values = pass.Parameters.Select(Value).ToArray();
        var (statements, held) = LaneBody.Print(invariants.Row, lanes.Target, [], values, own.Scope);
        code.Lines(statements);
        void Loop(string from, string to)
        {
            if (!AreInRegisters || sums.Length == 0)
            {
                OneByOne(from, to, "(nuint)TLanes.Count");
                return;
            }
            // All lanes, or one part of them after the other.
            var (lane, last) = (own.Scope.Unique("lane"), $"nuint.Min({to}, {from} + (nuint)TEdge.Span)");
            code.Line($"var {lane} = {from};");
            using (code.Open("do"))
            {
                for (var k = 0; k < sums.Length; k++)
                    code.Line($"var {own.Sums[k]} = {own.Edge}.Begin(in {sums[k]}, {lane});");
                OneByOne(lane, to, "RowLoop.Lanes");
                for (var k = 0; k < sums.Length; k++)
                    code.Line($"{own.Edge}.End({own.Sums[k]}, ref {sums[k]}, {lane});");
                code.Line($"{lane} += (nuint)TEdge.Width;");
            }
            code.Line($"while (TEdge.Width < TEdge.Span && {lane} < {last});");
        }

        void OneByOne(string from, string to, string step)
        {
            using var loop = code.Open($"for (var {own.I} = {from}; {own.I} < {to}; {own.I} += {step})");
            Body(code, own, sums, invariants.Loop, [.. values, .. held]);
        }

        if (!Sums.Any(IsCut))
        {
            Loop(own.From, own.To);
            return;
        }
        // Sums of fractions are cut in two parts every few columns, between two loops.
        var (start, end) = (own.Scope.Unique("start"), own.Scope.Unique("end"));
        using var part = code.Open($"for (nuint {start} = {own.From}, {end}; {start} < {own.To}; {start} = {end})");
        code.Line($"{end} = RowLoop.CutBehind({start}, {own.To});");
        Loop(start, end);
        for (var k = 0; k < sums.Length; k++)
        {
            if (!IsCut(Sums[k])) continue;
            code.Line($"RowLoop.Cut<{RowEntry.Lanes4}>(ref {sums[k]}, {end}, this._{own.Columns});");
        }
    }

    /// <summary>One vector of elements.</summary>
    /// <param name="loaded">The lanes of sources that have been loaded.</param>
    void Body(CodeWriter code, Names own, string[] sums, Body body, IReadOnlyList<string> parameters,
        IReadOnlyDictionary<string, string>? loaded = null)
    {
        var destinations = elements.Destinations.ToList();
        var used = elements.Body.InputsRead();
        var sourceLanes = loaded?.ToDictionary(each => each.Key, each => each.Value) ?? [];
        var destinationLanes = new Dictionary<string, string>();
        var inputs = elements.Inputs.Select(Input).ToArray();
        var (statements, outputs) = LaneBody.Print(body, lanes.Target, inputs, parameters, own.Scope);
        code.Lines(statements);
        // Everything is loaded before the first store, because a destination may also be a source.
        var terms = Sums.Select(Term).ToArray();
        var columnTerms = pass.Columns.Select(column => Value(column.Term)).ToArray();
        foreach (var name in Stored)
        {
            var kind = DestinationKind(name);
            var store = IsKept(kind) ? "StoreKept" : "Store";
            code.Line($"{own.Edge}.{store}({Output(name)}, ref {own.Locals[(kind, name)]}, {own.I});");
        }
        for (var k = 0; k < terms.Length; k++)
            code.Line(AreInRegisters ? $"{own.Sums[k]} = {Plus(k, $"{own.Edge}.Term({terms[k]}, {own.I})")};"
                : $"{own.Edge}.Add({terms[k]}, ref {sums[k]}, {own.I});");
        for (var k = 0; k < columnTerms.Length; k++)
        {
            var result = pass.Columns[k].Result;
            if (own.ColumnSums.TryGetValue(result, out var sum))
                code.Line($"{sum} = TLanes.Add({sum}, {columnTerms[k]});");
            else code.Line($"TLanes.Add({columnTerms[k]}, ref {own.Locals[(RowReference.Column, result)]}, {own.I});");
        }

        string Plus(int k, string term)
            => k < Fused ? $"RowLoop.Plus<{RowEntry.Lanes4}>({own.Sums[k]}, {term}, {own.One})"
                : $"TLanes.Add({own.Sums[k]}, {term})";

        // The inputs behind the sources are the destinations that are added to.
        string Input(string span, int k)
            => !used.Contains(k) ? "" : k < elements.Sources.Count ? Source(span) : Destination(span);

        string Term(Reduction sum)
            => sum.Times is { } times ? $"TLanes.Multiply({Value(sum.Span)}, {Value(times)})" : Value(sum.Span);

        string Output(string span) => outputs[destinations.IndexOf(span)];

        string Value(string span) => Makes(span) ? Output(span) : Source(span);

        string Source(string span)
            => sourceLanes.TryGetValue(span, out var known) ? known : sourceLanes[span] = Load(span, SourceKind(span));

        string Destination(string span)
        {
            if (destinationLanes.TryGetValue(span, out var known)) return known;
            return destinationLanes[span] = Load(span, DestinationKind(span));
        }

        string Load(string span, RowReference kind)
        {
            var name = own.Scope.Unique(Bare(span) + "Lane");
            if (span == kernel.Index)
            {
                code.Line($"var {name} = TLanes.From({own.I});");
                return name;
            }
            var load = IsKept(kind) ? "LoadKept" : "Load";
            code.Line($"var {name} = {own.Edge}.{load}(in {own.Locals[(kind, span)]}, {own.I});");
            return name;
        }
    }

    /// <summary>The names that the generated struct uses for its own fields, parameters and locals.</summary>
    sealed class Names(NameScope scope, Dictionary<(RowReference Kind, string Name), string> locals)
    {
        public NameScope Scope => scope;

        /// <summary>The registers of the sums.</summary>
        public List<string> Sums { get; } = [];

        /// <summary>Those of the sums of columns, by result.</summary>
        public Dictionary<string, string> ColumnSums { get; } = [];

        public Dictionary<(RowReference Kind, string Name), string> Locals => locals;
        public string Columns { get; } = scope.Unique("columns");
        public string KeptStep { get; } = scope.Unique("keptStep");
        public string Edge { get; } = scope.Unique("edge");
        public string Rows { get; } = scope.Unique("rows");
        public string From { get; } = scope.Unique("from");
        public string To { get; } = scope.Unique("to");
        public string Lanes { get; } = scope.Unique("lanes");
        public string Row { get; } = scope.Unique("row");
        public string Step { get; } = scope.Unique("step");
        public string One { get; } = scope.Unique("one");
        public string I { get; } = scope.Unique("i");
    }

    bool IsSeed(string parameter) => elements.Seeds.Contains(parameter);

    static string Keyword(bool value) => value ? "true" : "false";

    /// <summary>What passes keep, and the numbers of the rows, are as wide as the lanes.</summary>
    string ReferenceTo(RowReference kind)
    {
        var number = IsKept(kind) || kind == RowReference.Number ? lanes.Number : "float";
        return IsRead(kind) ? $"ref readonly {number}" : $"ref {number}";
    }

    static bool IsKept(RowReference kind) => kind is RowReference.KeptSource or RowReference.KeptDestination;

    static bool IsRead(RowReference kind)
        => kind is RowReference.Source or RowReference.KeptSource or RowReference.Number;

    static string Suffix(RowReference kind) => kind switch
    {
        RowReference.Column => "Columns",
        RowReference.Number => "OfRows",
        RowReference.Destination or RowReference.KeptDestination => "Out",
        _ => "In",
    };

    static string Bare(string name) => name.TrimStart('@');
}
