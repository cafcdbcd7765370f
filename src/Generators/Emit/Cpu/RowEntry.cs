// The entry of a row kernel: the contract checked before the first write, then group by group of rows its passes. A
// group is one row, or several short ones that lie one behind the other and are as one to all but the reductions. A
// pass whose results are reduced goes over a long row in segments, whose terms stay in the first cache.
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal sealed partial class RowEntry
{
    /// <summary>Kernels.Loops.Sums.Segment.</summary>
    const int Segment = 4096;

    /// <summary>Room for a whole vector of doubles.</summary>
    const int Slack = 8;

    /// <summary>So many have room on the stack, 256 KiB; the room of more is rented.</summary>
    const int SegmentsOnStack = 16;

    const string Classes = "global::Kernels.Loops.Labels.";

    const string Origin = "global::System.Runtime.InteropServices.MemoryMarshal.GetReference";

    readonly RowKernel kernel;
    readonly ActivationModel activation;
    readonly IReadOnlyList<Label> labels;
    readonly CpuTier tier;
    readonly NameScope names;
    readonly Dictionary<string, string> local = [];
    readonly HashSet<string> spread = [];

    public RowEntry(RowKernel kernel, ActivationModel activation, CpuTier tier)
    {
        (this.kernel, this.activation, this.tier) = (kernel, activation, tier);
        labels = kernel.Member == Optimise.Member.BackwardFromOutput ? [] : Labels.Of(activation.Definition);
        var numbers = kernel.Passes.SelectMany(pass => pass.Terms);
        names = new(kernel.Sources.Select(source => source.Name).Concat(kernel.Results.Select(result => result.Name))
            .Concat(activation.Parameters)
            .Concat(numbers).Concat(kernel.Kept.Select(kept => kept.Name))
            .Concat(kernel.Index is { } index ? [index] : []));
    }

    /// <summary>A local of the entry: the name wished for, or one near it.</summary>
    string L(string wish) => local.TryGetValue(wish, out var known) ? known : local[wish] = names.Unique(wish);

    /// <summary>A local that belongs to a span.</summary>
    string L(string span, string suffix) => L(span.TrimStart('@') + suffix);

    /// <summary>One value for each row of a group.</summary>
    string Rows(string number)
        => L("row" + char.ToUpperInvariant(number.TrimStart('@')[0]) + number.TrimStart('@').Substring(1));

    /// <summary>The same value for each element of its row.</summary>
    string Lanes(string number) => L(number, "Lanes");

    IEnumerable<string> AllNumbers
        => kernel.Passes
            .SelectMany(pass => pass.Before.Names.Concat(pass.Reductions.Select(reduction => reduction.Name))
                .Concat(pass.Moments.SelectMany(moments => new[] { moments.Sum, moments.Squares }))
                .Concat(pass.Online?.Own ?? [])).Concat(kernel.Range?.Names ?? []).Distinct();

    /// <summary>Which parameters of a pass are numbers of the row.</summary>
    public static EquatableArray<string> NumbersOf(Pass pass, ActivationModel activation)
        => pass.Parameters.Where(name => !activation.Parameters.Contains(name)).ToEquatable();

    /// <summary>All that is handed on to it behind the spans.</summary>
    public static IEnumerable<string> Numbers(RowKernel kernel, ActivationModel activation)
    {
        var seeds = activation.Definition.Seeds.Select(i => activation.Parameters[i]).ToArray();
        return activation.Parameters.Select(name => $"{(seeds.Contains(name) ? "uint" : "float")} {name}");
    }

    public void Write(CodeWriter code)
    {
        var arguments = new[] { $"global::Kernels.Isa {L("isa")}" }
            .Concat(kernel.Sources.Select(source => $"{CpuEntry.ReadOnly} {source.Name}"))
            .Concat(kernel.Results.Select(result
                => result.Target == Target.Total ? $"out float {result.Name}" : $"{CpuEntry.Writable} {result.Name}"))
            .Concat([$"int {L("columns")}"])
            .Concat(IsRare ? IsDrawn ? [$"long {L("position")}"] : [] : [$"int {L("rowStride")}"])
            .Concat(Numbers(kernel, activation));
        if (IsRare) code.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        using var method = code.Open($"internal static void {kernel.Name}({string.Join(", ", arguments)})");
        if (kernel.Long is { } longer)
        {
            var handed = new[] { L("isa") }.Concat(kernel.Sources.Select(source => source.Name))
                .Concat(
                    kernel.Results.Select(result => result.Target == Target.Total ? $"out {result.Name}" : result.Name))
                .Concat([L("columns"), L("rowStride")]).Concat(activation.Parameters);
            using var branch = code.Open($"if ({L("columns")} > RowLayout.Long)");
            code.Line($"{longer.Name}({string.Join(", ", handed)});");
            code.Line("return;");
        }
        if (IsTakenAtOnce(kernel))
        {
            Contract(code);
            Dispatch(code);
            return;
        }
        if (IsRare)
            code.Line($"var {L("layout")} = new global::Kernels.Loops.RowLayout(1, {L("columns")}, {L("columns")});");
        else Contract(code);
        Memory(code);
        var hasRare = kernel.Rare is not null;
        if (hasRare) code.Line($"var ({L("rows")}, {L("single")}) = (0, 0);");
        using (code.Open($"for (var {L("row")} = 0; {L("row")} < {L("layout")}.Rows; {L("row")} "
            + $"+= {(hasRare ? L("rows") : $"{L("layout")}.Group")})"))
        {
            var together = $"Math.Min({L("layout")}.Group, {L("layout")}.Rows - {L("row")})";
            code.Line(hasRare
                ? $"{L("rows")} = {L("row")} < {L("single")} ? 1 : {together};"
                : $"var {L("rows")} = {together};");
            code.Line($"var {L("length")} = {L("rows")} * {L("columns")};");
            code.Line($"var {L("at")} = (nint){L("row")} * {L("layout")}.Stride;");
            foreach (var source in kernel.Sources.Where(source => source.Shape == Shape.Element))
                code.Line($"ref var {L(source.Name, "Row")} = ref Unsafe.Add(ref {Origin}({source.Name}), {L("at")});");
            foreach (var name in kernel.Spans(Target.Element))
                code.Line($"ref var {L(name, "Row")} = ref Unsafe.Add(ref {Origin}({name}), {L("at")});");
            spread.Clear();
            foreach (var pass in kernel.Passes) Pass(code, pass);
            if (kernel.Range is { } range)
            {
                ForEachRow(code, range, Assign);
                Rarely(code);
            }
            After(code);
        }
        foreach (var name in kernel.Spans(Target.PerColumn)) code.Line($"{L(name, "Sums")}.End();");
        foreach (var name in kernel.Spans(Target.Total)) code.Line($"{name} = {L(name, "Total")}.End();");
    }

    void Contract(CodeWriter code)
    {
        const string Layout = "global::Kernels.Loops.RowLayout.";
        var first = kernel.Sources.First(source => source.Shape == Shape.Element);
        code.Line($"var {L("layout")} = {Layout}Of({first.Name}, {L("columns")}, {L("rowStride")}, "
            + $"{Emit.Contract.Quoted(first.Name)});");
        foreach (var source in kernel.Sources.Where(source => source != first))
            code.Line($"{L("layout")}.{source.Shape}({source.Name}, {Emit.Contract.Quoted(source.Name)});");
        var destinations = kernel.Results.Where(result => result.Target != Target.Total).ToArray();
        foreach (var result in destinations)
            code.Line($"{L("layout")}.To{result.Target}({result.Name}, {Emit.Contract.Quoted(result.Name)});");
        for (var i = 0; i < destinations.Length; i++)
        {
            var (name, quoted) = (destinations[i].Name, Emit.Contract.Quoted(destinations[i].Name));
            foreach (var source in kernel.Sources)
                code.Line(destinations[i].Target == Target.Element && source.Shape == Shape.Element
                    ? $"{L("layout")}.SameStartOrApart({name}, {source.Name}, {quoted});"
                    : $"{Layout}Apart({name}, {source.Name}, {quoted});");
            for (var j = 0; j < i; j++) code.Line($"{Layout}Apart({name}, {destinations[j].Name}, {quoted});");
        }
        foreach (var label in labels)
        {
            var name = kernel.Sources[label.Input].Name;
            string Own(Admission each)
                => each.Parameter is { } i ? activation.Parameters[i] : Literal.CSharpFloat(each.Constant);
            var admitted = label.Admitted.Select(each => $", {Classes}{each.Kind}({Own(each)})");
            code.Line(
                $"{Classes}Check({name}, {L("columns")}, {Emit.Contract.Quoted(name)}{string.Concat(admitted)});");
        }
    }

    void Memory(CodeWriter code)
    {
        var (layout, size) = (L("layout"), L("size"));
        code.Line($"var {size} = {layout}.Group * {L("columns")};");
        void Scratch(string name, string type, string length)
            => code.Line($"using var {L(name, "Scratch")} = new Scratch<{type}>(stackalloc {type}[{length} "
                + $"<= {Segment} ? {length} : 0], {length});");
        // A whole vector of doubles may be read and written from the last on.
        foreach (var kept in kernel.Kept.Where(kept => kept.Destination is null))
            Scratch(kept.Name, tier.Scalar.Type, kernel.IsDouble ? $"{size} + {Slack}" : size);
        if (kernel.Index is { } index)
        {
            Scratch(index, "float", size);
            code.Line($"{L(index, "Scratch")}.Count({L("columns")});");
        }
        foreach (var source in kernel.Sources.Where(source => source.Shape == Shape.PerColumn))
            code.Line($"ref var {L(source.Name, "Row")} "
                + $"= ref {layout}.Repeated({source.Name}, stackalloc float[{layout}.Repeats]);");
        foreach (var name in kernel.Spans(Target.PerColumn))
        {
            Scratch(name, "float", L("columns"));
            code.Line($"var {L(name, "Sums")} = new ColumnSums({name}[..{L("columns")}], {L(name, "Scratch")}.Values, "
                + $"{(kernel.Accumulate ? "true" : "false")});");
        }
        var doubles =
            kernel.Passes.SelectMany(pass => pass.Elements is { } elements ? elements.DoubleSpans : []).ToArray();
        var terms = kernel.Passes.SelectMany(pass => pass.Terms).Distinct().ToArray();
        var totals = kernel.Spans(Target.Total).ToArray();
        // A thread may have no more than 512 KiB of stack.
        var isOnStack = terms.Length + terms.Count(doubles.Contains) + totals.Length <= SegmentsOnStack;
        string Room(string name, string type, string length)
        {
            if (isOnStack) return $"stackalloc {type}[{length}]";
            code.Line($"using var {L(name, "Scratch")} = new Scratch<{type}>([], {length});");
            return L(name, "Scratch") + ".Values";
        }

        var segment = Segment.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var name in totals)
            code.Line($"var {L(name, "Total")} = new RowTotal({Room(name, "float", segment)});");
        foreach (var term in terms)
        {
            var (type, slack) = doubles.Contains(term) ? ("double", $" + {Slack}") : ("float", "");
            code.Line($"Span<{type}> {term} = {Room(term, type, $"Math.Min({size}, {Segment}){slack}")};");
        }
        foreach (var number in AllNumbers)
            code.Line($"Span<{tier.Scalar.Type}> {Rows(number)} = stackalloc {tier.Scalar.Type}[{layout}.Group];");
        foreach (var lost in kernel.Passes.SelectMany(pass => pass.Reductions.Where(sum => Loses(pass, sum)))
            .Select(Lost).Distinct())
            code.Line($"Span<{tier.Scalar.Type}> {lost} = stackalloc {tier.Scalar.Type}[{layout}.Group];");
        foreach (var number in kernel.Passes.Where(pass => pass.Elements is not null)
            .SelectMany(pass => NumbersOf(pass, activation)).Distinct())
            code.Line($"Span<{tier.Scalar.Type}> {Lanes(number)} = stackalloc {tier.Scalar.Type}[{layout}.Lanes];");
    }

    void Pass(CodeWriter code, Pass pass)
    {
        var parts = pass.Reductions.Where(reduction => Made(pass, reduction) is not null).ToArray();
        foreach (var reduction in pass.Reductions) code.Line($"{Rows(reduction.Name)}.Fill({Identity(reduction.Op)});");
        foreach (var sum in pass.Reductions.Where(sum => Loses(pass, sum))) code.Line($"{Lost(sum)}.Clear();");
        ForEachRow(code, pass.Before, Assign);
        if (pass.Before.Names.Contains(kernel.Within)) Rarely(code);
        // Sources first: the elements may be written over them.
        foreach (var (span, result) in pass.Columns.Where(each => !pass.Terms.Contains(each.Term)))
            code.Line($"{L(result, "Sums")}.Add(in {Row(span)}, 0, {L("length")});");
        foreach (var reduction in pass.Reductions.Except(parts).Where(reduction => reduction.Name != pass.Online?.Max))
            Reduced(reduction,
                $"in {Row(reduction.Span)}{(reduction.Times is { } times ? $", in {Row(times)}" : "")}", L("length"));
        foreach (var (span, centre, sum, squares) in pass.Moments)
            code.Line(
                $"Reduce.Moments(in {Row(span)}, {L("length")}, {Those(centre)}, {Those(sum)}, {Those(squares)});");
        if (pass.Elements is not null)
            foreach (var number in NumbersOf(pass, activation).Where(number => number != pass.Online?.Max)
                .Where(spread.Add))
                Spread(code, number);
        if (pass.Elements is { } elements && (pass.Terms.Count > 0 || parts.Length > 0))
        {
            using (code.Open($"for (var {L("start")} = 0; {L("start")} < {L("length")}; {L("start")} += {Segment})"))
            {
                code.Line($"var {L("count")} = Math.Min({Segment}, {L("length")} - {L("start")});");
                if (pass.Online is { } online) Shift(code, online);
                Run(code, pass, elements, L("start"), L("count"));
                foreach (var reduction in parts)
                    Reduced(reduction,
                        $"in {Made(pass, reduction)}{(reduction.Times is { } times ? $", in {times}[0]" : "")}",
                        L("count"));
                foreach (var (term, result) in pass.Columns.Where(each => pass.Terms.Contains(each.Term)))
                    code.Line($"{L(result, "Sums")}.Add(in {term}[0], {L("start")}, {L("count")});");
            }
            // Of one segment what is lost is less than half of the last digit.
            foreach (var sum in parts.Where(sum => Loses(pass, sum)))
                code.Line($"if ({L("length")} > {Segment}) Reduce.End({Those(sum.Name)}, {Lost(sum)});");
        }
        else if (pass.Elements is { } whole)
        {
            Run(code, pass, whole, null, L("length"));
        }

        void Reduced(Reduction reduction, string from, string count)
            => code.Line($"Reduce.{Word(reduction)}({from}, {count}, "
                + $"{Those(reduction.Name)}{(Loses(pass, reduction) ? $", {Lost(reduction)}" : "")});");
    }

    /// <summary>The largest up to the end of the segment, and the sums so far shifted by it.</summary>
    void Shift(CodeWriter code, Online online)
    {
        code.Line($"{Rows(online.Max)}.CopyTo({Rows(online.Before)});");
        code.Line(
            $"Reduce.Max(in Unsafe.Add(ref {Row(online.Span)}, {L("start")}), {L("count")}, {Those(online.Max)});");
        ForEachRow(code, online.Decay, Assign);
        foreach (var sum in online.Sums)
            code.Line($"Reduce.Decay({Those(sum)}, {L(sum, "Lost")}, {Rows(online.Decay.Names[0])});");
        spread.Add(online.Max);
        Spread(code, online.Max);
    }

    /// <summary>
    /// A row whose statistics floats do not hold is done in double lanes, alone: until here no destination has changed.
    /// </summary>
    void Rarely(CodeWriter code)
    {
        if (kernel is not { Rare: { } rare, Within: { } within }) return;
        using var branch = code.Open(
            $"if (({L("rows")} == 1 ? {Rows(within)}[0] : Reduce.Min(in {Rows(within)}[0], {L("rows")})) == 0)");
        using (code.Open($"if ({L("rows")} > 1)"))
        {
            code.Line("// Once more, each row by itself.");
            code.Line($"({L("single")}, {L("rows")}) = ({L("row")} + {L("rows")}, 0);");
            code.Line("continue;");
        }
        // Their names are ours: the other entry may have moved its own out of the way.
        var results =
            kernel.Results.Zip(rare.Results, (own, result) => (own.Name, result.Target, result.IsTerm)).ToArray();
        var sums = results.Where(result => result.IsTerm).ToArray();
        foreach (var (name, target, _) in sums)
            code.Line($"using var {L(name, "Rare")} "
                + $"= new Scratch<float>(default, {(target == Target.Element ? L("columns") : "1")});");
        string Part(string name, bool isPerRow)
            => isPerRow ? $"{name}.Slice({L("row")}, 1)" : $"{name}.Slice((int){L("at")}, {L("columns")})";
        var arguments = new[] { L("isa") }
            .Concat(kernel.Sources.Select(source
                => source.Shape == Shape.PerColumn ? source.Name : Part(source.Name, source.Shape == Shape.PerRow)))
            .Concat(results.Select(result => result.IsTerm ? L(result.Name, "Rare") + ".Values"
                : Part(result.Name, result.Target == Target.PerRow)))
            .Append(L("columns")).Concat(IsDrawn ? [$"(long){L("row")} * {L("columns")}"] : [])
            .Concat(activation.Parameters);
        code.Line($"{rare.Name}({string.Join(", ", arguments)});");
        foreach (var (name, target, _) in sums)
            code.Line(
                target == Target.Element ? $"{L(name, "Sums")}.Add(in {L(name, "Rare")}.Values[0], 0, {L("columns")});"
                    : $"{L(name, "Total")}.Add({L(name, "Rare")}.Values[0]);");
        code.Line("continue;");
    }

    bool IsRare => kernel.Form == RowForm.Rare;

    /// <summary>Whether there are random numbers, which go by the position of an element.</summary>
    bool IsDrawn => kernel.Passes.Any(pass => pass.Elements?.Offset is not null);

    string Assign(string name, string value) => $"{Rows(name)}[{L("k")}] = {value};";

    /// <summary>
    /// Where the elements of a segment leave what is reduced, which the first cache still holds then;
    /// null where it is reduced as a whole.
    /// </summary>
    string? Made(Pass pass, Reduction reduction)
        => pass.Elements is null || reduction.Times is { } times && !pass.Terms.Contains(times) ? null
            : pass.Terms.Contains(reduction.Span) ? $"{reduction.Span}[0]"
            : kernel.Kept.Any(
                kept => kept.Name == reduction.Span) ? $"Unsafe.Add(ref {Row(reduction.Span)}, {L("start")})" : null;

    /// <summary>
    /// Whether it is a sum made segment by segment, with a second number for what its additions round away.
    /// </summary>
    bool Loses(Pass pass, Reduction reduction) => reduction.Op == Op.Sum && Made(pass, reduction) is not null;

    /// <summary>What the additions of segments round away.</summary>
    string Lost(Reduction sum) => L(sum.Name, "Lost");

    void Spread(CodeWriter code, string number)
        => code.Line($"{L("layout")}.Spread({Those(number)}, {Lanes(number)});");

    /// <summary>The numbers of the rows of this group.</summary>
    string Those(string number) => $"{Rows(number)}[..{L("rows")}]";

    /// <param name="start">The first element, or null for all.</param>
    void Run(CodeWriter code, Pass pass, Optimise.Kernel elements, string? start, string count)
    {
        string At(string span)
            => pass.Terms.Contains(span) ? $"ref {span}[0]"
                : start is null ? $"ref {Row(span)}"
                : $"ref Unsafe.Add(ref {Row(span)}, {start})";
        var numbers = NumbersOf(pass, activation);
        var position = IsRare ? L("position") : $"(long){L("row")} * {L("columns")}";
        var arguments = elements.Sources.Select(At).Concat(elements.Destinations.Select(At))
            .Concat(pass.Parameters.Select(name => numbers.Contains(name) ? $"ref {Lanes(name)}[0]" : name))
            .Concat(elements.Offset is null ? [] : [start is null ? position : $"{position} + {start}"]);
        void Loop(string condition, string rows)
            => code.Line($"{condition}ElementLoop.{tier.Loop}(new "
                + $"{elements.Name}Kernel{rows}({string.Join(", ", arguments)}), {count}, {L("isa")});");
        if (numbers.Count == 0)
        {
            Loop("", "");
        }
        else
        {
            Loop($"if ({L("rows")} == 1) ", "<OneRow>");
            Loop("else ", "<SeveralRows>");
        }
    }

    /// <summary>Where the current rows of a span begin; one value a column begins in each row anew.</summary>
    string Row(string span)
    {
        if (kernel.Kept.FirstOrDefault(kept => kept.Name == span) is { Name: not null } kept)
            return kept.Destination is { } holder ? L(holder, "Row") : $"{Origin}({L(span, "Scratch")}.Values)";
        var isInScratch = span == kernel.Index
            || IsTakenAtOnce(kernel) && kernel.Passes.Any(pass => pass.Terms.Contains(span));
        return isInScratch ? $"{Origin}({L(span, "Scratch")}.Values)" : L(span, "Row");
    }

    void After(CodeWriter code)
        => ForEachRow(code, kernel.After,
            (name, value) => kernel.Results.First(result => result.Name == name).Target == Target.Total
                ? $"{L(name, "Total")}.Add({Narrow(value)});"
                : $"{name}[{L("row")} + {L("k")}] {(kernel.Accumulate ? "+=" : "=")} {Narrow(value)};");

    void ForEachRow(CodeWriter code, Scalars scalars, Func<string, string, string> assign)
    {
        if (scalars.Names.Count == 0) return;
        using var loop = code.Open($"for (var {L("k")} = 0; {L("k")} < {L("rows")}; {L("k")}++)");
        var inputs = scalars.Inputs.Select(name => name == Scheduler.Columns ? $"({tier.Scalar.Type}){L("columns")}"
            : kernel.Sources.Any(source => source.Name == name) ? Widen($"{name}[{L("row")} + {L("k")}]")
            : $"{Rows(name)}[{L("k")}]").ToArray();
        var (statements, outputs) =
            LaneBody.Print(scalars.Body, tier.Scalar, inputs, activation.Parameters.Select(Widen).ToArray(), names);
        code.Lines(statements);
        code.Lines(scalars.Names.Zip(outputs, assign));
    }

    /// <summary>A product of two floats would be rounded to one.</summary>
    string Widen(string value) => tier.Scalar.Type == "float" ? value : $"({tier.Scalar.Type}){value}";

    string Narrow(string value) => tier.Scalar.Type == "float" ? value : $"(float)({value})";

    // Doubles lose nothing that a float shows.
    string Word(Reduction reduction) => reduction switch
    {
        { Times: not null } => "Dot",
        { OfFractions: true } when tier.Scalar.Type == "float" => "Fractions",
        { Op: Op.Sum } => "Sum",
        { Op: Op.RowMax } => "Max",
        _ => "Min",
    };

    string Identity(Op op)
        => op switch
        {
            Op.Sum => "0",
            Op.RowMax => tier.Scalar.Type + ".NegativeInfinity",
            _ => tier.Scalar.Type + ".PositiveInfinity"
        };
}
