// The method that goes over the rows, several at once, pass by pass. It is written once for all instruction sets,
// generic over the lanes. Passes go over the elements (RowPass); between them, the numbers that each row has one of are
// computed for a vector of rows at a time.
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal sealed partial class RowEntry
{
    public const string Lanes4 = "TLanes, TVector, TMask, TBits";

    public const string Constraints = "where TLanes : struct, ILanes<TVector, TMask, TBits>";

    /// <summary>The most rows that are taken at once, as Kernels.Loops.RowLayout.MostAtOnce.</summary>
    const int MostAtOnce = 64;

    /// <summary>Kernels.Loops.Sums.Segment.</summary>
    const int Segment = 4096;

    (Pass Pass, RowPass? Elements)[]? passes;

    /// <summary>
    /// The passes, each with what it does with elements: null where it only reduces or computes numbers of rows.
    /// </summary>
    (Pass Pass, RowPass? Elements)[] Passes => passes ??=
        [.. kernel.Passes.Select(pass =>
            (pass, RowPass.HasElements(kernel, pass) ? new RowPass(kernel, pass, activation) : null))];

    /// <summary>The passes of the kernel that go over elements.</summary>
    public IEnumerable<RowPass> ElementPasses => Passes.Select(pass => pass.Elements).OfType<RowPass>();

    IEnumerable<string> PerColumnSources
        => kernel.Sources.Where(source => source.Shape == Shape.PerColumn).Select(source => source.Name);

    /// <summary>The spans that passes leave to later ones with room for whole vectors in each row.</summary>
    IEnumerable<(string Name, string? Destination)> PaddedSpans => kernel.IsDouble
        ? kernel.Kept.Select(kept => kept.Name).Concat(ElementPasses.SelectMany(pass => pass.StoredTerms)).Distinct()
            .Where(name => RowPass.IsKept(kernel, name)).Select(name => (name, (string?)null))
        : kernel.Kept.Where(kept => RowPass.IsKept(kernel, kept.Name)).Select(kept => (kept.Name, kept.Destination));

    IEnumerable<string> AllNumbers => kernel.Passes.SelectMany(pass => pass.Before.Names
        .Concat(pass.Reductions.Select(reduction => reduction.Name)))
        .Concat(kernel.Range?.Names ?? []).Distinct();

    /// <summary>The span of what each row that is taken at once has one of.</summary>
    string Rows(string number)
    {
        var bare = number.TrimStart('@');
        return L("row" + char.ToUpperInvariant(bare[0]) + bare.Substring(1));
    }

    /// <summary>The numbers of the rows that are taken at once.</summary>
    string Those(string number) => $"{Rows(number)}[..{L("rows")}]";

    /// <summary>Where the current rows of a span begin.</summary>
    string Row(string span)
    {
        if (PaddedSpans.Any(padded => padded.Name == span)) return L(span, "Row");
        var kept = kernel.Kept.FirstOrDefault(kept => kept.Name == span);
        if (kept is { Name: not null, Destination: { } holder }) return L(holder, "Row");
        var isInScratch = kept.Name is not null || kernel.Passes.Any(pass => pass.Terms.Contains(span));
        return isInScratch ? $"{FirstOf}({L(span, "Scratch")}.Values)" : L(span, "Row");
    }

    string Identity(Op op) => op switch
    {
        Op.Sum => "0",
        Op.RowMax => lanes.Number + ".NegativeInfinity",
        _ => lanes.Number + ".PositiveInfinity",
    };

    static string Word(Reduction reduction) => reduction switch
    {
        { Times: not null } => "Dot",
        { Op: Op.Sum } => "Sum",
        { Op: Op.RowMax } => "Max",
        _ => "Min",
    };

    /// <summary>The method that the entry calls for each instruction set.</summary>
    public void WriteRows(CodeWriter code)
    {
        var arguments = new[] { $"global::Kernels.Isa {L("isa")}", $"RowLayout {L("layout")}" }.Concat(Spans)
            .Append($"int {L("columns")}").Concat(Position).Concat(member.Declared);
        code.Line($"static void {kernel.Name}Rows<{Lanes4}>({string.Join(", ", arguments)})");
        code.Line($"    {Constraints}");
        using var method = code.Open("");
        Memory(code);
        // Where one row of several needs double lanes, all of these are taken again one by one, until row `single`.
        var hasRare = kernel.Rare is not null;
        if (hasRare) code.Line($"var ({L("rows")}, {L("single")}) = (0, 0);");
        var step = hasRare ? L("rows") : L("group");
        var rows = $"{L("row")} = {L("layout")}.First; {L("row")} < {L("layout")}.Rows";
        var header = $"for (var {rows}; {L("row")} += {step})";
        using (code.Open(header))
        {
            var together = $"Math.Min({L("group")}, {L("layout")}.Rows - {L("row")})";
            code.Line(hasRare ? $"{L("rows")} = {L("row")} < {L("single")} ? 1 : {together};"
                : $"var {L("rows")} = {together};");
            code.Line($"var {L("length")} = {L("rows")} * {L("columns")};");
            code.Line($"var {L("at")} = (nint){L("row")} * {L("layout")}.Stride;");
            FirstElements(code);
            foreach (var (pass, elements) in Passes) WritePass(code, pass, elements);
            if (kernel.Range is { } range)
            {
                ForEachVector(code, range, StoreNumber);
                Rarely(code);
            }
            After(code);
        }
        foreach (var name in kernel.Spans(Target.PerColumn)) code.Line($"{L(name, "Sums")}.End();");
        foreach (var name in kernel.Spans(Target.Total)) code.Line($"{name} = {L(name, "Total")}.End();");
    }

    /// <summary>Declares where the rows that are taken at once begin, in each span of elements.</summary>
    void FirstElements(CodeWriter code)
    {
        var sources = kernel.Sources.Where(source => source.Shape == Shape.Element).Select(source => source.Name);
        foreach (var name in sources.Concat(kernel.Spans(Target.Element)))
            code.Line($"ref var {L(name, "Row")} = ref Unsafe.Add(ref {FirstOf}({name}), {L("at")});");
        foreach (var (name, destination) in PaddedSpans)
        {
            var place = $"ref {FirstOf}({L(name, "Scratch")}.Values)";
            if (destination is not null)
                place = $"ref RowLoop.IsPadded({L("columns")}) ? {place} : ref {L(destination, "Row")}";
            code.Line($"ref var {L(name, "Row")} = {place};");
        }
    }

    /// <summary>Declares the memory that all rows use one after the other.</summary>
    void Memory(CodeWriter code)
    {
        code.Line($"var {L("group")} = {L("layout")}.AtOnce;");
        ElementMemory(code);
        ColumnMemory(code);
        var total = 0;
        foreach (var name in kernel.Spans(Target.Total))
        {
            var scratch = L(name, "Terms");
            code.Line($"using var {scratch} = new Scratch<float>([], {Segment});");
            code.Line($"var {L(name, "Total")} = new RowTotal({scratch}.Values, {L("layout")}, {total++});");
        }
        foreach (var name in kernel.After.Names.Where(IsAdded))
            code.Line($"Span<float> {L(name, "After")} = stackalloc float[{MostAtOnce}];");
        NumberMemory(code);
    }

    /// <summary>Declares a span of memory that is given back at the end.</summary>
    void Scratch(CodeWriter code, string name, string length, string type = "float")
    {
        var onStack = $"stackalloc {type}[{length} <= {Segment} ? {length} : 0]";
        code.Line($"using var {L(name, "Scratch")} = new Scratch<{type}>({onStack}, {length});");
    }

    /// <summary>Memory for the elements that passes keep for each other.</summary>
    void ElementMemory(CodeWriter code)
    {
        var padded = PaddedSpans.ToArray();
        var unpadded = kernel.Kept.Where(kept => kept.Destination is null).Select(kept => kept.Name)
            .Concat(ElementPasses.SelectMany(pass => pass.StoredTerms))
            .Except(padded.Select(kept => kept.Name)).ToArray();
        if (unpadded.Length > 0) code.Line($"var {L("size")} = {L("group")} * {L("columns")};");
        if (padded.Length > 0)
        {
            code.Line($"var {L("keptStep")} = RowLoop.{(kernel.IsDouble ? "WideStep" : "KeptStep")}({L("columns")});");
            code.Line($"var {L("keptSize")} = {L("group")} * {L("keptStep")};");
        }
        foreach (var name in unpadded) Scratch(code, name, L("size"));
        foreach (var (name, destination) in padded)
        {
            if (destination is null)
            {
                Scratch(code, name, L("keptSize"), lanes.Number);
                continue;
            }
            // The elements are kept in the destination, unless its rows have no room for whole vectors.
            var isPadded = $"RowLoop.IsPadded({L("columns")})";
            var size = $"{isPadded} ? {L("keptSize")} : 0";
            code.Line($"using var {L(name, "Scratch")} = new Scratch<float>(stackalloc float[{size}], {size});");
        }
    }

    /// <summary>Memory for what there is one of per column: values that are read, and sums over the rows.</summary>
    void ColumnMemory(CodeWriter code)
    {
        foreach (var name in PerColumnSources)
        {
            var row = $"{FirstOf}({name})";
            if (IsReducedAsItIs(name))
            {
                var size = $"{L("group")} > 1 ? {L("group")} * {L("columns")} : 0";
                code.Line($"using var {L(name, "Scratch")} = new Scratch<float>([], {size});");
                row = $"{L("layout")}.Repeated({name}, {L(name, "Scratch")}.Values)";
            }
            else if (!IsRare)
            {
                code.Line($"Span<float> {L(name, "Room")} = stackalloc float[{L("layout")}.AlignedRoom({name})];");
                row = $"{L("layout")}.Aligned({name}, {L(name, "Room")})";
            }
            code.Line($"ref var {L(name, "Row")} = ref {row};");
        }
        var result = 0;
        foreach (var name in kernel.Spans(Target.PerColumn))
        {
            Scratch(code, name, $"RowLoop.ColumnRoom({L("columns")})");
            var (total, block) = ($"{name}[..{L("columns")}]", $"{L(name, "Scratch")}.Values");
            var accumulate = kernel.Accumulate ? "true" : "false";
            var place = $"{L("layout")}, {result++}";
            code.Line($"var {L(name, "Sums")} = new ColumnSums({total}, {block}, {accumulate}, {place});");
        }
    }

    /// <summary>Memory for the numbers that each row has one of.</summary>
    void NumberMemory(CodeWriter code)
    {
        // RowLoop.Run writes all sums of a pass into one span, one sum behind the other.
        var declared = new HashSet<string>();
        foreach (var pass in ElementPasses.Where(pass => pass.Sums.Count > 0))
        {
            var sums = SumsOf(pass);
            code.Line($"Span<{lanes.Number}> {sums} = stackalloc {lanes.Number}[{MostAtOnce * pass.Sums.Count}];");
            for (var k = 0; k < pass.Sums.Count; k++)
            {
                if (!declared.Add(pass.Sums[k].Name)) continue;
                code.Line($"var {Rows(pass.Sums[k].Name)} = {sums}.Slice({MostAtOnce * k}, {MostAtOnce});");
            }
        }
        foreach (var number in AllNumbers.Where(declared.Add))
            code.Line($"Span<{lanes.Number}> {Rows(number)} = stackalloc {lanes.Number}[{MostAtOnce}];");
    }

    /// <summary>
    /// Whether a source is reduced in place. A reduction of several rows reads consecutive memory, so that one value
    /// per column must then be repeated for each row.
    /// </summary>
    bool IsReducedAsItIs(string source) => Passes.Any(each =>
    {
        var (pass, own) = each;
        bool Reads(Reduction reduction) => reduction.Span == source || reduction.Times == source;
        return pass.Reductions.Any(reduction => Reads(reduction) && own?.Sums.Contains(reduction) != true)
            || own is null && pass.Columns.Any(column => column.Term == source);
    });

    /// <param name="own">What the pass does with elements.</param>
    void WritePass(CodeWriter code, Pass pass, RowPass? own)
    {
        // The element pass adds up its own sums; every other reduction runs before it or behind it.
        bool IsSummed(Reduction reduction) => own?.Sums.Any(sum => sum.Name == reduction.Name) == true;
        var others = pass.Reductions.Where(reduction => !IsSummed(reduction)).ToArray();
        foreach (var reduction in others) code.Line($"{Rows(reduction.Name)}.Fill({Identity(reduction.Op)});");
        ForEachVector(code, pass.Before, StoreNumber);
        if (pass.Before.Names.Contains(kernel.Within)) Rarely(code);
        // Sources are reduced first, because the pass may write its elements over them.
        var before = others.Where(reduction => own?.Stores(reduction.Span) != true).ToArray();
        if (own is null)
            foreach (var (span, result) in pass.Columns)
                code.Line($"{L(result, "Sums")}.Add(in {Row(span)}, 0, {L("length")});");
        foreach (var reduction in before) Reduced(reduction);
        if (own is null) return;
        RunPass(code, own);
        foreach (var result in own.ColumnResults) code.Line($"{L(result, "Sums")}.EndRows({L("rows")});");
        foreach (var reduction in others.Except(before)) Reduced(reduction);

        void Reduced(Reduction reduction)
        {
            var spans = $"in {Row(reduction.Span)}{(reduction.Times is { } times ? $", in {Row(times)}" : "")}";
            // Rows of doubles have gaps between them.
            var isWide = kernel.IsDouble && RowPass.IsKept(kernel, reduction.Span);
            var shape = isWide ? $"{L("columns")}, {L("keptStep")}" : L("length");
            code.Line($"Reduce.{Word(reduction)}({spans}, {shape}, {Those(reduction.Name)});");
        }
    }

    /// <summary>Constructs the element pass and runs it over the rows.</summary>
    void RunPass(CodeWriter code, RowPass pass)
    {
        string Referenced((RowReference Kind, string Name) reference) => reference.Kind switch
        {
            RowReference.Column => L(reference.Name, "Sums") + ".Columns",
            RowReference.Number => Rows(reference.Name) + "[0]",
            RowReference.KeptSource or RowReference.KeptDestination => L(reference.Name, "Row"),
            _ => Row(reference.Name),
        };

        var arguments = pass.References.Select(reference => $"ref {Referenced(reference)}")
            .Concat(pass.Parameters).ToList();
        if (pass.HasOffset) arguments.Add(IsRare ? L("position") : $"(long){L("row")} * {L("columns")}");
        arguments.Add($"(nuint){L("columns")}");
        var kinds = pass.References.Select(reference => reference.Kind);
        if (kinds.Any(kind => kind is RowReference.KeptSource or RowReference.KeptDestination))
            arguments.Add($"(nuint){L("keptStep")}");
        var constructed = $"new {pass.Name}({string.Join(", ", arguments)})";
        var fractions = kernel.IsDouble ? "" : $", {pass.Fractions}";
        var sums = pass.Sums.Count == 0 ? "" : $"{fractions}, {SumsOf(pass)}";
        code.Line($"RowLoop.Run({constructed}, {L("isa")}, {L("rows")}, {L("columns")}{sums});");
    }

    /// <summary>What the sums of a pass are called together.</summary>
    string SumsOf(RowPass pass) => L(char.ToLowerInvariant(pass.Name[0]) + pass.Name.Substring(1), "Sums");

    string StoreNumber(string name, string value) => $"TLanes.Store({value}, ref {Rows(name)}[0], {L("k")});";

    /// <summary>Whether a result that each row has one of is added to something.</summary>
    bool IsAdded(string name) => kernel.Accumulate || IsTotal(name);

    bool IsTotal(string name) => kernel.Results.First(result => result.Name == name).Target == Target.Total;

    /// <summary>Computes and stores the results that are one number per row, or a sum of such numbers.</summary>
    void After(CodeWriter code)
    {
        ForEachVector(code, kernel.After, (name, value) =>
        {
            if (IsAdded(name)) return $"TLanes.Store({value}, ref {L(name, "After")}[0], {L("k")});";
            var origin = $"ref Unsafe.Add(ref {FirstOf}({name}), {L("row")})";
            return $"RowLoop.Store<{Lanes4}>({value}, {origin}, {L("k")}, (nuint){L("rows")} - {L("k")});";
        });
        foreach (var name in kernel.After.Names.Where(IsAdded))
        {
            var header = $"for (var {L("k")} = 0; {L("k")} < {L("rows")}; {L("k")}++)";
            var value = $"{L(name, "After")}[{L("k")}]";
            code.Line(IsTotal(name) ? $"{header} {L(name, "Total")}.Add({value});"
                : $"{header} {name}[{L("row")} + {L("k")}] += {value};");
        }
    }

    /// <summary>
    /// Computes numbers of the rows, a vector of rows at a time. The last vector may go beyond the last row: the
    /// numbers computed there are never read.
    /// </summary>
    void ForEachVector(CodeWriter code, Scalars scalars, Func<string, string, string> assign)
    {
        if (scalars.Names.Count == 0) return;
        var header = $"for (nuint {L("k")} = 0; {L("k")} < (nuint){L("rows")}; {L("k")} += (nuint)TLanes.Count)";
        using var loop = code.Open(header);
        var scope = names.Inner();
        var used = scalars.Body.InputsRead();
        string Local(string name) => scope.Unique(name == Scheduler.Columns ? "columnCount" : name.TrimStart('@'));
        var inputs = scalars.Inputs.Select((name, i) => used.Contains(i) ? Local(name) : name).ToArray();
        for (var i = 0; i < inputs.Length; i++)
            if (used.Contains(i)) code.Line($"var {inputs[i]} = {Loaded(scalars.Inputs[i])};");
        var seeds = activation.Definition.Seeds.Select(seed => activation.Parameters[seed]).ToArray();
        var parameters = activation.Parameters
            .Select(name => seeds.Contains(name) ? name : $"TLanes.Of({name})").ToArray();
        var (statements, outputs) = LaneBody.Print(scalars.Body, lanes.Target, inputs, parameters, scope);
        code.Lines(statements);
        code.Lines(scalars.Names.Zip(outputs, assign));

        string Loaded(string name)
        {
            if (name == Scheduler.Columns) return $"TLanes.Of(({lanes.Number}){L("columns")})";
            var source = kernel.Sources.FirstOrDefault(source => source.Name == name);
            if (source.Name is null) return $"TLanes.Load(ref {Rows(name)}[0], {L("k")})";
            var origin = $"ref Unsafe.Add(ref {FirstOf}({name}), {L("row")})";
            var load = source.IsInteger ? "LoadIntegers" : "Load";
            return $"RowLoop.{load}<{Lanes4}>({origin}, {L("k")}, (nuint){L("rows")} - {L("k")})";
        }
    }
}
