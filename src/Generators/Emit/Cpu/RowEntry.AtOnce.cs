// The form in float lanes: up to sixteen rows at a time, pass by pass. One method is written for all instruction sets, generic over the lanes.
// Passes go over the elements (RowPass); the numbers of the rows are computed between them, a vector of rows at a time.
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal sealed partial class RowEntry
{
    public const string Lanes4 = "TLanes, TVector, TMask, TBits";

    public const string Constraints = "where TLanes : struct, ILanes<TVector, TMask, TBits>";

    /// <summary>Kernels.Loops.RowLayout.MostAtOnce.</summary>
    const int MostAtOnce = 64;

    static readonly (string? Isa, string Lanes)[] Sets =
        [
        ("Avx512", "Floats512, Vector512<float>, Vector512<float>, Vector512<int>"),
        ("Avx2", "Floats256, Vector256<float>, Vector256<float>, Vector256<int>"),
        (null, "Floats1, float, bool, int"),
    ];

    /// <summary>Whether it is written in this form.</summary>
    public static bool IsTakenAtOnce(RowKernel kernel) => kernel.Form == RowForm.Float && kernel.Passes.All(pass => pass.Online is null);

    /// <summary>The passes of the kernel that go over elements, as they are written in this form.</summary>
    public IEnumerable<RowPass> PassesAtOnce => kernel.Passes.Where(pass => pass.Elements is not null).Select(pass => new RowPass(kernel, pass, activation));

    void Dispatch(CodeWriter code)
    {
        var handed = new[] { L("isa"), L("layout") }.Concat(kernel.Sources.Select(source => source.Name))
            .Concat(kernel.Results.Select(result => (result.Target == Target.Total ? "out " : "") + result.Name))
            .Append(L("columns")).Concat(activation.Parameters);
        foreach (var (isa, lanes) in Sets)
            code.Line($"{(isa == Sets[0].Isa ? "" : "else ")}{(isa is null ? "" : $"if ({L("isa")} == global::Kernels.Isa.{isa}) ")}{kernel.Name}Rows<{lanes}>({string.Join(", ", handed)});");
    }

    /// <summary>The method behind the entry.</summary>
    public void WriteAtOnce(CodeWriter code)
    {
        var arguments = new[] { $"global::Kernels.Isa {L("isa")}", $"RowLayout {L("layout")}" }
            .Concat(kernel.Sources.Select(source => $"{CpuEntry.ReadOnly} {source.Name}"))
            .Concat(kernel.Results.Select(result => result.Target == Target.Total ? $"out float {result.Name}" : $"{CpuEntry.Writable} {result.Name}"))
            .Append($"int {L("columns")}").Concat(Numbers(kernel, activation));
        code.Line($"static void {kernel.Name}Rows<{Lanes4}>({string.Join(", ", arguments)})");
        code.Line($"    {Constraints}");
        using var method = code.Open("");
        MemoryAtOnce(code);
        var hasRare = kernel.Rare is not null;
        if (hasRare) code.Line($"var ({L("rows")}, {L("single")}) = (0, 0);");
        using (code.Open($"for (var {L("row")} = 0; {L("row")} < {L("layout")}.Rows; {L("row")} += {(hasRare ? L("rows") : L("group"))})"))
        {
            var together = $"Math.Min({L("group")}, {L("layout")}.Rows - {L("row")})";
            code.Line(hasRare ? $"{L("rows")} = {L("row")} < {L("single")} ? 1 : {together};" : $"var {L("rows")} = {together};");
            code.Line($"var {L("length")} = {L("rows")} * {L("columns")};");
            code.Line($"var {L("at")} = (nint){L("row")} * {L("layout")}.Stride;");
            foreach (var source in kernel.Sources.Where(source => source.Shape == Shape.Element)) code.Line($"ref var {L(source.Name, "Row")} = ref Unsafe.Add(ref {Origin}({source.Name}), {L("at")});");
            foreach (var name in kernel.Spans(Target.Element)) code.Line($"ref var {L(name, "Row")} = ref Unsafe.Add(ref {Origin}({name}), {L("at")});");
            foreach (var (name, destination) in kernel.Kept.Where(kept => RowPass.IsKept(kernel, kept.Name)))
            {
                var scratch = $"ref {Origin}({L(name, "Scratch")}.Values)";
                code.Line($"ref var {L(name, "Row")} = {(destination is null ? scratch : $"ref RowLoop.IsPadded({L("columns")}) ? {scratch} : ref {L(destination, "Row")}")};");
            }
            foreach (var pass in kernel.Passes) PassAtOnce(code, pass);
            if (kernel.Range is { } range)
            {
                ForEachVector(code, range, StoreNumber);
                Rarely(code);
            }
            AfterAtOnce(code);
        }
        foreach (var name in kernel.Spans(Target.PerColumn)) code.Line($"{L(name, "Sums")}.End();");
        foreach (var name in kernel.Spans(Target.Total)) code.Line($"{name} = {L(name, "Total")}.End();");
    }

    void MemoryAtOnce(CodeWriter code)
    {
        code.Line($"var {L("group")} = {L("layout")}.AtOnce;");
        var passes = PassesAtOnce.ToArray();
        var kept = kernel.Kept.Where(kept => kept.Destination is null).Select(kept => kept.Name).Concat(passes.SelectMany(pass => pass.StoredTerms)).Distinct().ToArray();
        var padded = kernel.Kept.Where(kept => RowPass.IsKept(kernel, kept.Name)).ToArray();
        if (kept.Except(padded.Select(each => each.Name)).Any()) code.Line($"var {L("size")} = {L("group")} * {L("columns")};");
        if (padded.Length > 0)
        {
            code.Line($"var {L("keptStep")} = RowLoop.KeptStep({L("columns")});");
            code.Line($"var {L("keptSize")} = {L("group")} * {L("keptStep")};");
        }
        void Scratch(string name, string length)
            => code.Line($"using var {L(name, "Scratch")} = new Scratch<float>(stackalloc float[{length} <= {Segment} ? {length} : 0], {length});");
        foreach (var name in kept.Except(padded.Select(each => each.Name))) Scratch(name, L("size"));
        foreach (var (name, destination) in padded)
        {
            // In the destination, but where its rows have no room for whole vectors.
            var (length, scratch) = (L("keptSize"), L(name, "Scratch"));
            if (destination is null) Scratch(name, length);
            else code.Line($"using var {scratch} = new Scratch<float>(stackalloc float[RowLoop.IsPadded({L("columns")}) ? {length} : 0], RowLoop.IsPadded({L("columns")}) ? {length} : 0);");
        }
        foreach (var name in kernel.Sources.Where(source => source.Shape == Shape.PerColumn).Select(source => source.Name))
        {
            var isRepeated = IsReducedAsItIs(name);
            if (isRepeated) code.Line($"using var {L(name, "Scratch")} = new Scratch<float>([], {L("group")} > 1 ? {L("group")} * {L("columns")} : 0);");
            code.Line($"ref var {L(name, "Row")} = ref {(isRepeated ? $"{L("layout")}.Repeated({name}, {L(name, "Scratch")}.Values)" : $"{Origin}({name})")};");
        }
        foreach (var name in kernel.Spans(Target.PerColumn))
        {
            Scratch(name, $"RowLoop.ColumnRoom({L("columns")})");
            code.Line($"var {L(name, "Sums")} = new ColumnSums({name}[..{L("columns")}], {L(name, "Scratch")}.Values, {(kernel.Accumulate ? "true" : "false")});");
        }
        foreach (var name in kernel.Spans(Target.Total))
        {
            var (values, scratch) = (L(name, "After"), L(name, "Terms"));
            code.Line($"using var {scratch} = new Scratch<float>([], {Segment});");
            code.Line($"var {L(name, "Total")} = new RowTotal({scratch}.Values);");
            code.Line($"Span<float> {values} = stackalloc float[{MostAtOnce}];");
        }
        // The sums of a pass lie behind one another.
        var summed = new HashSet<string>();
        foreach (var pass in passes.Where(pass => pass.Sums.Count > 0))
        {
            var sums = SumsOf(pass);
            code.Line($"Span<float> {sums} = stackalloc float[{MostAtOnce * pass.Sums.Count}];");
            for (var k = 0; k < pass.Sums.Count; k++)
                if (summed.Add(pass.Sums[k].Name)) code.Line($"var {Rows(pass.Sums[k].Name)} = {sums}.Slice({MostAtOnce * k}, {MostAtOnce});");
        }
        foreach (var number in AllNumbers.Where(summed.Add)) code.Line($"Span<float> {Rows(number)} = stackalloc float[{MostAtOnce}];");
    }

    /// <summary>Whether a source is reduced where it lies: the rows must then lie behind one another.</summary>
    bool IsReducedAsItIs(string source) => kernel.Passes.Any(pass =>
    {
        var own = pass.Elements is null ? null : new RowPass(kernel, pass, activation);
        return pass.Reductions.Any(reduction => (reduction.Span == source || reduction.Times == source) && own?.Sums.Contains(reduction) != true)
            || pass.Moments.Any(moments => moments.Span == source) || own is null && pass.Columns.Any(column => column.Term == source);
    });

    void PassAtOnce(CodeWriter code, Pass pass)
    {
        var own = pass.Elements is null ? null : new RowPass(kernel, pass, activation);
        var others = pass.Reductions.Where(reduction => own is null || own.Sums.All(sum => sum.Name != reduction.Name)).ToArray();
        foreach (var reduction in others) code.Line($"{Rows(reduction.Name)}.Fill({Identity(reduction.Op)});");
        ForEachVector(code, pass.Before, StoreNumber);
        if (pass.Before.Names.Contains(kernel.Within)) Rarely(code);
        // Sources first: the elements may be written over them.
        var before = others.Where(reduction => own?.Stores(reduction.Span) != true).ToArray();
        if (own is null)
            foreach (var (span, result) in pass.Columns) code.Line($"{L(result, "Sums")}.Add(in {Row(span)}, 0, {L("length")});");
        foreach (var reduction in before) Reduced(reduction);
        foreach (var (span, centre, sum, squares) in pass.Moments)
            code.Line($"Reduce.Moments(in {Row(span)}, {L("length")}, {Those(centre)}, {Those(sum)}, {Those(squares)});");
        if (own is null) return;
        var arguments = own.References.Select(reference => $"ref {reference.Kind switch
        {
            RowReference.Column => L(reference.Name, "Sums") + ".Columns",
            RowReference.Number => Rows(reference.Name) + "[0]",
            RowReference.KeptSource or RowReference.KeptDestination => L(reference.Name, "Row"),
            _ => Row(reference.Name),
        }}").Concat(own.Parameters).Concat(own.HasOffset ? [$"(long){L("row")} * {L("columns")}"] : []).Append($"(nuint){L("columns")}")
            .Concat(own.References.Any(reference => reference.Kind is RowReference.KeptSource or RowReference.KeptDestination) ? [$"(nuint){L("keptStep")}"] : []);
        var sums = own.Sums.Count == 0 ? "" : $", {own.Fractions}, {SumsOf(own)}";
        code.Line($"RowLoop.Run(new {own.Name}({string.Join(", ", arguments)}), {L("isa")}, {L("rows")}, {L("columns")}{sums});");
        foreach (var result in own.ColumnResults) code.Line($"{L(result, "Sums")}.EndRows({L("rows")});");
        foreach (var reduction in others.Except(before)) Reduced(reduction);

        void Reduced(Reduction reduction)
            => code.Line($"Reduce.{Word(reduction)}(in {Row(reduction.Span)}{(reduction.Times is { } times ? $", in {Row(times)}" : "")}, {L("length")}, {Those(reduction.Name)});");
    }

    /// <summary>What the sums of a pass are called together.</summary>
    string SumsOf(RowPass pass) => L(char.ToLowerInvariant(pass.Name[0]) + pass.Name.Substring(1), "Sums");

    string StoreNumber(string name, string value) => $"TLanes.Store({value}, ref {Rows(name)}[0], {L("k")});";

    void AfterAtOnce(CodeWriter code)
    {
        bool IsTotal(string name) => kernel.Results.First(result => result.Name == name).Target == Target.Total;
        ForEachVector(code, kernel.After, (name, value) =>
        {
            if (IsTotal(name)) return $"TLanes.Store({value}, ref {L(name, "After")}[0], {L("k")});";
            var (origin, count) = ($"ref Unsafe.Add(ref {Origin}({name}), {L("row")})", $"(nuint){L("rows")} - {L("k")}");
            var sum = kernel.Accumulate ? $"TLanes.Add(TLanes.Load({origin}, {L("k")}, {count}), {value})" : value;
            return $"TLanes.Store({sum}, {origin}, {L("k")}, {count});";
        });
        foreach (var name in kernel.After.Names.Where(IsTotal))
            code.Line($"for (var {L("k")} = 0; {L("k")} < {L("rows")}; {L("k")}++) {L(name, "Total")}.Add({L(name, "After")}[{L("k")}]);");
    }

    /// <summary>What is computed of numbers of the rows, a vector of rows at a time. Behind the last row stand numbers that nobody reads.</summary>
    void ForEachVector(CodeWriter code, Scalars scalars, Func<string, string, string> assign)
    {
        if (scalars.Names.Count == 0) return;
        using var loop = code.Open($"for (nuint {L("k")} = 0; {L("k")} < (nuint){L("rows")}; {L("k")} += (nuint)TLanes.Count)");
        var scope = names.Inner();
        var used = new HashSet<int>(scalars.Body.Instructions.Where(instruction => instruction.Op == Op.Input).Select(instruction => instruction.Index));
        var inputs = scalars.Inputs.Select((name, i) => used.Contains(i) ? scope.Unique(name == Scheduler.Columns ? "columnCount" : name.TrimStart('@')) : name).ToArray();
        for (var i = 0; i < inputs.Length; i++)
            if (used.Contains(i)) code.Line($"var {inputs[i]} = {Loaded(scalars.Inputs[i])};");
        var parameters = activation.Parameters.Select(name => activation.Definition.Seeds.Any(seed => activation.Parameters[seed] == name) ? name : $"TLanes.Of({name})").ToArray();
        var (statements, outputs) = LaneBody.Print(scalars.Body, CpuTargets.AnyFloats, inputs, parameters, scope);
        code.Lines(statements);
        code.Lines(scalars.Names.Zip(outputs, assign));

        string Loaded(string name) => name == Scheduler.Columns ? $"TLanes.Of((float){L("columns")})"
            : kernel.Sources.Any(source => source.Name == name) ? $"TLanes.Load(ref Unsafe.Add(ref {Origin}({name}), {L("row")}), {L("k")}, (nuint){L("rows")} - {L("k")})"
            : $"TLanes.Load(ref {Rows(name)}[0], {L("k")})";
    }
}
