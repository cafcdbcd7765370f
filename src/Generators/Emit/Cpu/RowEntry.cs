// The entry of a row kernel: it checks the contract before the first write, and calls the method that goes over the
// rows (RowEntry.Rows.cs) for the instruction set.
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal sealed partial class RowEntry
{
    const string Classes = "global::Kernels.Loops.Labels.";

    const string FirstOf = "global::System.Runtime.InteropServices.MemoryMarshal.GetReference";

    readonly RowKernel kernel;
    readonly ActivationModel activation;
    readonly Signature member;
    readonly IReadOnlyList<Label> labels;
    readonly CpuLanes lanes;
    readonly NameScope names;
    readonly Dictionary<string, string> local = [];

    public RowEntry(RowKernel kernel, ActivationModel activation)
    {
        (this.kernel, this.activation, member) = (kernel, activation, Signature.Of(kernel, activation));
        lanes = kernel.IsDouble ? CpuLanes.Doubles : CpuLanes.Floats;
        labels = kernel.Member == Optimise.Member.BackwardFromOutput ? [] : Labels.Of(activation.Definition);
        names = new(
        [
            .. kernel.Sources.Select(source => source.Name),
            .. kernel.Results.Select(result => result.Name),
            .. activation.Parameters,
            .. kernel.Passes.SelectMany(pass => pass.Terms),
            .. kernel.Kept.Select(kept => kept.Name),
            .. kernel.Index is { } index ? [index] : Array.Empty<string>(),
        ]);
    }

    /// <summary>A local of the entry: the name wished for, or one near it.</summary>
    string L(string wish) => local.TryGetValue(wish, out var known) ? known : local[wish] = names.Unique(wish);

    /// <summary>A local that belongs to a span.</summary>
    string L(string span, string suffix) => L(span.TrimStart('@') + suffix);

    /// <summary>Whether it is called for a single row, by the entry of another form.</summary>
    bool IsRare => kernel.Form == RowForm.Rare;

    /// <summary>Whether there are random numbers, which go by the position of an element.</summary>
    bool IsDrawn => kernel.Passes.Any(pass => pass.Elements?.Offset is not null);

    /// <summary>Which parameters of a pass are numbers of the row.</summary>
    public static EquatableArray<string> NumbersOf(Pass pass, ActivationModel activation)
        => pass.Parameters.Where(name => !activation.Parameters.Contains(name)).ToEquatable();

    IEnumerable<string> Spans => member.Sources.Select(CpuEntry.Spans.Declare)
        .Concat(member.Results.Select(CpuEntry.Spans.Declare));

    public void Write(CodeWriter code)
    {
        string[] shape = [$"int {L("columns")}", .. IsRare ? Position : [$"int {L("rowStride")}"]];
        var way = IsRare ? $"global::Kernels.Isa {L("isa")}" : $"global::Kernels.Execution {L("execution")}";
        var arguments = new[] { way }.Concat(Spans).Concat(shape).Concat(member.Declared);
        if (IsRare) code.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        using (code.Open($"internal static void {kernel.Name}({string.Join(", ", arguments)})"))
        {
            if (IsRare)
            {
                code.Line($"var {L("layout")} = new RowLayout(1, {L("columns")}, {L("columns")});");
                CallRows(code);
                return;
            }
            Contract(code);
            code.Lines(Totals.Select(name => $"{name} = 0;"));
            string[] handed =
            [
                .. kernel.Sources.Select(source => source.Name),
                .. kernel.Results.Select(result => result.Target == Target.Total ? $"ref {result.Name}" : result.Name),
                L("columns"), .. activation.Parameters,
            ];
            var call = $"new {kernel.Name}Call({string.Join(", ", handed)})";
            code.Line($"RowChunks.Run({call}, {L("layout")}, {L("execution")}, "
                + $"{kernel.Spans(Target.PerColumn).Count()}, {Totals.Count()});");
        }
        code.Line();
        Call(code);
    }

    IEnumerable<string> Totals => kernel.Spans(Target.Total);

    /// <summary>The call as other threads reach it: its arguments, and the choice of the instruction set.</summary>
    void Call(CodeWriter code)
    {
        string Declare(Result result)
            => result.Target == Target.Total ? $"ref float {result.Name}" : CpuEntry.Spans.Declare(result);
        string[] spans = [.. kernel.Sources.Select(CpuEntry.Spans.Declare), .. kernel.Results.Select(Declare)];
        string[] names = [.. kernel.Sources.Select(source => source.Name), .. kernel.Results.Select(each => each.Name)];
        var arguments = spans.Append($"int {L("columns")}").Concat(member.Declared);
        using var type =
            code.Open($"readonly ref struct {kernel.Name}Call({string.Join(", ", arguments)}) : IRowCall");
        code.Lines(spans.Zip(names, (span, name)
            => $"readonly {span} = {(span.StartsWith("ref ", StringComparison.Ordinal) ? "ref " : "")}{name};"));
        code.Line();
        using var method = code.Open($"void IRowCall.Run(global::Kernels.Isa {L("isa")}, RowLayout {L("layout")})");
        CallRows(code);
    }

    /// <summary>Calls the method that goes over the rows, with the lanes of the instruction set.</summary>
    void CallRows(CodeWriter code)
    {
        var handed = new[] { L("isa"), L("layout") }.Concat(kernel.Sources.Select(source => source.Name))
            .Concat(kernel.Results.Select(CpuEntry.Spans.Give)).Append(L("columns"))
            .Concat(Position.Select(_ => L("position"))).Concat(activation.Parameters);
        foreach (var (isa, types) in lanes.Sets)
        {
            var otherwise = isa == lanes.Sets[0].Isa ? "" : "else ";
            var condition = isa is null ? "" : $"if ({L("isa")} == global::Kernels.Isa.{isa}) ";
            code.Line($"{otherwise}{condition}{kernel.Name}Rows<{types}>({string.Join(", ", handed)});");
        }
    }

    /// <summary>The position of the first element, where a single row draws random numbers.</summary>
    string[] Position => IsRare && IsDrawn ? [$"long {L("position")}"] : [];

    void Contract(CodeWriter code)
    {
        var layout = L("layout");
        var destinations = kernel.Results.Where(result => result.Target != Target.Total);
        Emit.Contract.OfRows(
            code, member, "RowLayout.", layout, $"{layout}.SameStartOrApart", L("columns"),
            L("rowStride"), destinations);
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

    /// <summary>
    /// Hands a row whose statistics floats do not hold to the form in double lanes, by itself. No destination has been
    /// changed until here. Of several rows that are taken at once, all are taken again, one by one.
    /// </summary>
    void Rarely(CodeWriter code)
    {
        if (kernel is not { Rare: { } rare, Within: { } within }) return;
        var isWithin = $"{L("rows")} == 1 ? {Rows(within)}[0] : Reduce.Min(in {Rows(within)}[0], {L("rows")})";
        using var branch = code.Open($"if (({isWithin}) == 0)");
        using (code.Open($"if ({L("rows")} > 1)"))
        {
            code.Line("// Once more, each row by itself.");
            code.Line($"({L("single")}, {L("rows")}) = ({L("row")} + {L("rows")}, 0);");
            code.Line("continue;");
        }
        // The names are those of this kernel: the other entry may have moved its own out of the way.
        var results =
            kernel.Results.Zip(rare.Results, (own, result) => (own.Name, result.Target, result.IsTerm)).ToArray();
        var sums = results.Where(result => result.IsTerm).ToArray();
        foreach (var (name, target, _) in sums)
        {
            var length = target == Target.Element ? L("columns") : "1";
            code.Line($"using var {L(name, "Rare")} = new Scratch<float>(default, {length});");
        }
        string Part(string name, bool isPerRow)
            => isPerRow ? $"{name}.Slice({L("row")}, 1)" : $"{name}.Slice((int){L("at")}, {L("columns")})";
        string Source(Source source)
            => source.Shape == Shape.PerColumn ? source.Name : Part(source.Name, source.Shape == Shape.PerRow);
        string[] arguments =
        [
            L("isa"), .. kernel.Sources.Select(Source),
            .. results.Select(result => result.IsTerm
                ? L(result.Name, "Rare") + ".Values" : Part(result.Name, result.Target == Target.PerRow)),
            L("columns"),
            .. IsDrawn ? [$"(long){L("row")} * {L("columns")}"] : Array.Empty<string>(), .. activation.Parameters,
        ];
        code.Line($"{rare.Name}({string.Join(", ", arguments)});");
        foreach (var (name, target, _) in sums)
        {
            var values = L(name, "Rare") + ".Values";
            code.Line(target == Target.Element ? $"{L(name, "Sums")}.Add(in {values}[0], 0, {L("columns")});"
                : $"{L(name, "Total")}.Add({values}[0]);");
        }
        code.Line("continue;");
    }
}
