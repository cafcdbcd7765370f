// One member over rows as a kernel struct for the device: a row has so many lanes of a group, 64 or as many as it has
// columns, and each of them every so many columns. So what a pass keeps is read by the lane that wrote it, and lanes
// meet only where they are reduced.
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal sealed class GpuRowKernel
{
    /// <summary>What the loop hands to a row.</summary>
    static readonly (string Type, string Name)[] Arguments =
    [
        ("long", "row"), ("int", "lane"), ("int", "lanes"), ("ArrayView<float>", "shared"),
        ("ArrayView<{0}>", "wideShared"),
        ("ArrayView<float>", "values"), ("ArrayView<{0}>", "wideValues"), ("ArrayView<float>", "sums"),
        ("ArrayView<float>", "totals"),
    ];

    /// <summary>double, where there are double lanes; a device without them runs the other kernels.</summary>
    string Wide => LaneOf(kernel);

    /// <inheritdoc cref="Wide"/>
    public static string LaneOf(RowKernel kernel) => kernel.IsDouble || kernel.Rare is not null ? "double" : "float";

    readonly RowKernel kernel;
    readonly ActivationModel activation;
    readonly LaneTarget target;
    readonly NameScope names;
    readonly Dictionary<string, string> local = [];

    public GpuRowKernel(RowKernel kernel, ActivationModel activation, LaneTarget target)
    {
        (this.kernel, this.activation, this.target) = (kernel, activation, target);
        string[] spans =
        [
            .. kernel.Sources.Select(source => source.Name), .. kernel.Results.Select(result => result.Name),
            .. kernel.Kept.Select(value => value.Name), .. kernel.Passes.SelectMany(pass => pass.Terms).Distinct(),
            .. kernel.Index is { } index ? [index] : Array.Empty<string>(),
        ];
        var reduced = kernel.Passes.SelectMany(pass => pass.Reductions).Select(reduction => reduction.Name).ToArray();
        string[] taken =
            [.. spans, .. activation.Parameters, .. reduced, .. GpuTarget.Reserved, "RowLanes", "SegmentSum"];
        // Numbers of the row get the names that they have; what is local here stays clear of them.
        var free = new NameScope(taken.Concat(kernel.Passes.SelectMany(pass => pass.Before.Names)));
        foreach (var wish in Own.Concat(spans.SelectMany(span => new[] { In(span), Out(span) }))
            .Concat(reduced.SelectMany(number => new[] { Part(number), Low(number), Four(number), Lost(number) })))
            local[wish] = free.Unique(wish);
        names = new(taken.Concat(local.Values));
    }

    /// <summary>
    /// The views that the kernel itself reads and writes: what is summed over the rows is the launcher's.
    /// </summary>
    public static IEnumerable<string> Stored(RowKernel kernel)
        => kernel.Sources.Select(source => source.Name).Concat(kernel.Results
            .Where(result => result.Target is Target.Element or Target.PerRow).Select(result => result.Name));

    public void Write(CodeWriter code)
    {
        var seeds = activation.Definition.Seeds.Select(i => activation.Parameters[i]).ToArray();
        var fields = new[] { (Type: "int", Name: L("columns")), (Type: "long", Name: L("stride")) }
            .Concat(Stored(kernel).Select(
                name => (Type: IsInteger(name) ? "ArrayView<int>" : "ArrayView<float>", Name: name)))
            .Concat(activation.Parameters.Select(
                name => (Type: seeds.Contains(name) ? "uint" : target.Type, Name: name))).ToArray();
        using var type = code.Open($"internal readonly struct "
            + $"{kernel.Name}Rows({string.Join(", ", fields.Select(field => $"{field.Type} {field.Name}"))}) : "
            + $"IRowKernel<{Wide}>");
        foreach (var field in fields)
            code.Line($"readonly {field.Type} {Field(field.Name).Substring("this.".Length)} = {field.Name};");
        code.Line();
        Run(code, "public void Run");
        if (kernel.Rare is not { } rare) return;
        code.Line();
        new GpuRowKernel(rare, activation, GpuTarget.High).Run(code, "void RunRare");
    }

    void Run(CodeWriter code, string method)
    {
        var declared = Arguments.Select(argument => $"{string.Format(argument.Type, Wide)} {L(argument.Name)}");
        using (code.Open($"{method}({string.Join(", ", declared)})"))
        {
            code.Line($"var {L("at")} = {L("row")} * {Field(L("stride"))};");
            foreach (var pass in kernel.Passes) Pass(code, pass);
            if (kernel.Range is { } range)
            {
                Assign(code, range);
                Rarely(code);
            }
            After(code);
        }
        foreach (var pass in kernel.Passes.Where(pass => pass.Elements is not null))
        {
            code.Line();
            GpuRowLane.Write(code, pass, target);
        }
    }

    /// <summary>
    /// Rows whose statistics floats do not hold are done in double lanes, and take no column of what follows. The group
    /// may have several rows, and every lane of it meets every barrier: all go along if one of the rows is rare.
    /// </summary>
    void Rarely(CodeWriter code)
    {
        var isRare = $"{kernel.Within} == {Identity(Op.Sum)}";
        // A loop and not a branch: behind a branch with barriers, PoCL 3.1 has lost what the lanes held before it.
        var times = L("times");
        using var loop = code.Open(
            $"for (var {times} = RowLanes.Times({L("shared")}, {isRare} && {L("lane")} == 0); {times} > 0; {times}--)");
        var given = Arguments
            .Select(each => each.Name == "lane" ? $"{isRare} ? {L("lane")} : {Columns}" : L(each.Name));
        code.Line($"RunRare({string.Join(", ", given)});");
        code.Line($"if ({isRare}) {L("lane")} = {Columns};");
    }

    void Pass(CodeWriter code, Pass pass)
    {
        Assign(code, pass.Before);
        if (pass.Before.Names.Contains(kernel.Within)) Rarely(code);
        var sums = pass.Reductions.Where(IsSum).ToArray();
        foreach (var reduction in pass.Reductions) code.Line($"var {reduction.Name} = {Identity(reduction.Op)};");
        if (sums.Length == 0)
        {
            Loop(code, pass, L("lane"), Columns);
        }
        else
        {
            foreach (var sum in sums) code.Line($"var {L(Lost(sum.Name))} = {Identity(Op.Sum)};");
            // A row has a column, so the condition stands last: drivers on processors copy all that follows
            // a loop with barriers that may not be entered.
            using (code.Open($"for (var {L("start")} = 0; ; {L("start")} += RowLanes.Segment)"))
            {
                code.Line($"var {L("end")} = RowLanes.End({L("start")}, {Columns});");
                foreach (var sum in sums)
                {
                    code.Line(
                        $"var {L(Part(sum.Name))} = {(IsOfFractions(sum) ? "SegmentSum.Start" : Identity(Op.Sum))};");
                    if (IsOfFractions(sum)) code.Line(
                        $"var ({L(Low(sum.Name))}, {L(Four(sum.Name))}) = ({Identity(Op.Sum)}, {Identity(Op.Sum)});");
                }
                Loop(code, pass, $"{L("start")} + {L("lane")}", L("end"));
                foreach (var sum in sums)
                {
                    if (IsOfFractions(sum)) code.Line(Cut(sum.Name));
                    Join(sum.Name,
                        IsOfFractions(sum) ? $"Sub({L(Part(sum.Name))}, SegmentSum.Start)" : L(Part(sum.Name)));
                    if (IsOfFractions(sum)) Join(sum.Name, L(Low(sum.Name)));
                }
                code.Line($"if ({L("end")} == {Columns}) break;");
            }
            foreach (var sum in sums) code.Line($"{sum.Name} = SegmentSum.Of({sum.Name}, {L(Lost(sum.Name))});");
        }
        foreach (var reduction in pass.Reductions.Where(reduction => !IsSum(reduction)))
            code.Line($"{reduction.Name} = RowLanes.{Word(reduction.Op)}({Shared}, {L("lanes")}, {reduction.Name});");

        void Join(string sum, string lane)
        {
            code.Line($"{L(Part(sum))} = RowLanes.Sum({Shared}, {L("lanes")}, {lane});");
            code.Line($"{L(Lost(sum))} = Add({L(Lost(sum))}, SegmentSum.Lost({sum}, {L(Part(sum))}));");
            code.Line($"{sum} = Add({sum}, {L(Part(sum))});");
        }
    }

    /// <summary>What a lane has added of fractions, in two parts.</summary>
    string Cut(string sum)
        => $"({L(Low(sum))}, {L(Part(sum))}, {L(Four(sum))}) = (Add({L(Low(sum))}, SegmentSum.Low({L(Part(sum))}, "
            + $"{L(Four(sum))})), Add({L(Part(sum))}, {L(Four(sum))}), {Identity(Op.Sum)});";

    /// <summary>All that one column needs is loaded before anything of it is stored: in place is safe.</summary>
    void Loop(CodeWriter code, Pass pass, string from, string to)
    {
        string[] made = pass.Elements is { } element ? [.. element.Destinations] : [],
            read = pass.Elements is { } body ? [.. GpuRowLane.Read(body)] : [];
        var joined = pass.Reductions
            .SelectMany(reduction => new[] { reduction.Span, reduction.Times ?? reduction.Span })
            .Concat(pass.Columns.Select(column => column.Term));
        var loaded = read.Concat(joined.Where(span => !made.Contains(span))).Distinct();
        using var loop = code.Open($"for (var {L("j")} = {from}; {L("j")} < {to}; {L("j")} += {L("lanes")})");
        foreach (var span in loaded) code.Line($"var {L(In(span))} = {Place(span)};");
        if (pass.Elements is { } elements)
        {
            var arguments = read.Select(span => L(In(span))).Concat(pass.Parameters.Select(Number))
                .Concat(elements.Offset is null ? [] : [$"{L("row")} * {Columns} + {L("j")}"]);
            var outputs = string.Join(", ", made.Select(span => L(Out(span))));
            var results = made.Length == 1 ? outputs : $"({outputs})";
            code.Line($"var {results} = {GpuRowLane.Method(elements)}({string.Join(", ", arguments)});");
            foreach (var span in made.Where(span => !pass.Terms.Contains(span)))
                code.Line($"{Place(span)} = {L(Out(span))};");
        }
        string Value(string span) => L(made.Contains(span) ? Out(span) : In(span));
        foreach (var reduction in pass.Reductions)
        {
            var value = reduction.Times is { } times
                ? $"Mul({Widen}{Value(reduction.Span)}, {Value(times)})"
                : Value(reduction.Span);
            var lane = IsOfFractions(reduction) ? L(Four(reduction.Name)) : L(Part(reduction.Name));
            code.Line(IsSum(reduction) ? $"{lane} = Add({lane}, {value});"
                : $"{reduction.Name} = RowLanes.{Word(reduction.Op)}({reduction.Name}, {value});");
            if (IsOfFractions(reduction)) code.Line($"if (SegmentSum.IsFourth({L("j")})) {Cut(reduction.Name)}");
        }
        var sums = kernel.Spans(Target.PerColumn).ToList();
        foreach (var (term, result) in pass.Columns)
            code.Line($"{L("sums")}[{Nth(sums.IndexOf(result))}{L("j")}] = {Value(term)};");
    }

    /// <summary>Where the element of the current column lies; the numbers of the columns lie nowhere.</summary>
    string Place(string span)
    {
        if (kernel.Results.FirstOrDefault(result => result.Name == span && result.IsTerm) is { Name: not null })
        {
            var terms = kernel.Results.Where(result => result is { IsTerm: true, Target: Target.Element })
                .Select(result => result.Name).ToList();
            return $"{L("sums")}[{Nth(terms.IndexOf(span))}{L("j")}]";
        }
        if (span == kernel.Index) return $"(float){L("j")}";
        if (kernel.Kept.FirstOrDefault(value => value.Name == span) is { Name: not null } value)
        {
            if (value.Destination is { } holder) return $"{Field(holder)}[{L("at")} + {L("j")}]";
            var inMemory = kernel.Kept.Where(other => other.Destination is null).ToList();
            return $"{L(kernel.IsDouble ? "wideValues" : "values")}[{Nth(inMemory.IndexOf(value))}{L("j")}]";
        }
        return kernel.Sources.Any(source => source.Name == span && source.Shape == Shape.PerColumn)
            ? $"{Field(span)}[{L("j")}]"
            : $"{Field(span)}[{L("at")} + {L("j")}]";
    }

    /// <summary>What is one value a row, each lane knows; the first writes it.</summary>
    void After(CodeWriter code)
    {
        if (kernel.After.Names.Count == 0) return;
        var outputs = Print(code, kernel.After);
        using var first = code.Open($"if ({L("lane")} == 0)");
        var sums = kernel.Results
            .Where(result => result.Target == Target.Total || result is { IsTerm: true, Target: Target.PerRow })
            .Select(result => result.Name).ToList();
        for (var i = 0; i < outputs.Count; i++)
        {
            var (name, value) = (kernel.After.Names[i], string.Format(target.Narrow, outputs[i]));
            var place = sums.Contains(name) ? $"{L("totals")}[{sums.IndexOf(name)}]" : $"{Field(name)}[{L("row")}]";
            code.Line($"{place} = {(kernel.Accumulate && !sums.Contains(name) ? $"Add({place}, {value})" : value)};");
        }
    }

    void Assign(CodeWriter code, Scalars scalars)
    {
        var outputs = Print(code, scalars);
        for (var i = 0; i < outputs.Count; i++)
            if (outputs[i] != scalars.Names[i]) code.Line($"var {scalars.Names[i]} = {outputs[i]};");
    }

    IReadOnlyList<string> Print(CodeWriter code, Scalars scalars)
    {
        var inputs = scalars.Inputs.Select(name => name == Scheduler.Columns ? $"({target.Type}){Columns}"
            : IsInteger(name) ? $"({target.Type}){Field(name)}[{L("row")}]"
            : kernel.Sources.Any(source => source.Name == name) ? $"{Widen}{Field(name)}[{L("row")}]" : name).ToArray();
        var (statements, outputs) = LaneBody.Print(scalars.Body, target, inputs,
            activation.Parameters.Select(name => Widen + Field(name)).ToArray(), names);
        code.Lines(statements);
        return outputs;
    }

    bool IsInteger(string name) => kernel.Sources.Any(source => source.Name == name && source.IsInteger);

    static readonly string[] Own =
        [.. Arguments.Select(argument => argument.Name), "columns", "stride", "times", "at", "start", "end", "j"];

    /// <summary>What a local of the kernel is called: the name wished for, or one near it.</summary>
    string L(string wish) => local[wish];

    /// <summary>Before a float whose product with another is not to be rounded to a float.</summary>
    string Widen => target.Type == "float" ? "" : $"({target.Type})";

    string Columns => Field(L("columns"));

    string Shared => L(kernel.IsDouble ? "wideShared" : "shared");

    string Number(string name) => activation.Parameters.Contains(name) ? Field(name) : name;

    string Nth(int index) => index switch { 0 => "", 1 => $"{Columns} + ", _ => $"{index} * {Columns} + " };

    string Identity(Op op)
        => target.Literal(
            op switch { Op.Sum => 0, Op.RowMax => double.NegativeInfinity, _ => double.PositiveInfinity });

    static bool IsSum(Reduction reduction) => reduction.Op == Op.Sum;

    /// <summary>Doubles lose nothing that a float shows.</summary>
    bool IsOfFractions(Reduction reduction) => reduction.OfFractions && target.Type == "float";

    static string Word(Op op) => op == Op.RowMax ? "Max" : "Min";

    static string Bare(string name) => name.TrimStart('@');
    static string Field(string name) => "this._" + Bare(name);
    static string In(string name) => Bare(name) + "In";
    static string Out(string name) => Bare(name) + "Out";
    static string Part(string number) => number + "Part";

    /// <summary>What a lane adds of fractions before it cuts.</summary>
    static string Four(string number) => number + "Four";

    /// <summary>What a sum of fractions has below their cut.</summary>
    static string Low(string number) => number + "Low";

    /// <summary>What the additions of segments round away.</summary>
    static string Lost(string number) => number + "Lost";
}
