// Prints the public members of a definition. Spans and views differ in their types and in what stands before them.
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit;

/// <param name="Read">The type of what is read.</param>
/// <param name="Integers">The type of whole numbers that are read.</param>
/// <param name="Written">The type of what is written.</param>
/// <param name="Total">How a sum over everything is declared, before its name.</param>
/// <param name="TotalGiven">How it is handed on, before its name.</param>
/// <param name="Stream">The type of the first argument, or null where there is none.</param>
/// <param name="First">What is handed on first where there is no such argument.</param>
internal sealed record SpanTypes(
    string Read, string Integers, string Written, string Total, string TotalGiven, string? Stream, string First)
{
    /// <summary>The type of the argument that says how many threads run; it is handed on first.</summary>
    public string? Threads { get; init; }

    /// <summary>What makes a span of memory.</summary>
    public string Span { get; init; } = "";

    public string TypeOf(Source source) => source.IsInteger ? Integers : Read;

    public string TypeOf(Result result) => result.Target == Target.Total ? Total : Written;

    public string Declare(Source source) => $"{TypeOf(source)} {source.Name}";

    public string Declare(Result result) => $"{TypeOf(result)} {result.Name}";

    public string Give(Source source) => source.Name + Span;

    public string Give(Result result) => result.Target == Target.Total ? TotalGiven + result.Name : result.Name + Span;
}

/// <summary>What the names of a member are, which a definition with names of its own moves out of its way.</summary>
/// <param name="Accumulate">Null where the member cannot add to its destinations.</param>
internal readonly record struct MemberNames(
    string Stream, string Columns, string Threads, string? Accumulate, string RowStride);

internal static class MemberPrinter
{
    public static MemberNames Names(Signature member, SpanTypes types, bool canAccumulate)
    {
        var scope = member.Scope();
        var stream = types.Stream is null ? "" : scope.Unique("stream");
        return new(stream, scope.Unique("columns"), scope.Unique("threads"),
            canAccumulate ? scope.Unique("accumulate") : null, scope.Unique("rowStride"));
    }

    /// <param name="entries">The class of the entries, with a dot behind it.</param>
    /// <param name="document">Writes the documentation.</param>
    public static void Write(
        CodeWriter code, Signature member, SpanTypes types, string entries,
        bool canAccumulate, Action<MemberNames> document)
    {
        var names = Names(member, types, canAccumulate);
        var declared = Declared(member, types, canAccumulate).Select(each => $"{each.Type} {each.Name}{each.Default}");
        string[] handed =
        [
            types.Threads is not null ? names.Threads : types.Stream is null ? types.First : names.Stream,
            .. member.Sources.Select(types.Give),
            .. member.Results.Select(types.Give),
            .. member.HasRows ? [names.Columns, names.RowStride] : Array.Empty<string>(),
            .. member.Given,
        ];
        var call = $"({string.Join(", ", handed)})";
        document(names);
        using var method = code.Open($"public static void {member.Name}({string.Join(", ", declared)})");
        if (canAccumulate) code.Line($"if ({names.Accumulate}) {entries}{member.Name}Accumulate{call};");
        code.Line($"{(canAccumulate ? "else " : "")}{entries}{member.Name}{call};");
    }

    /// <summary>The parameters of a member; the default of one that has it stands behind its name.</summary>
    public static IEnumerable<(string Type, string Name, string Default)> Declared(
        Signature member, SpanTypes types, bool canAccumulate)
    {
        var names = Names(member, types, canAccumulate);
        return
        [
            .. Given(types.Stream, names.Stream),
            .. member.Sources.Select(source => (types.TypeOf(source), source.Name, "")),
            .. member.Results.Select(result => (types.TypeOf(result), result.Name, "")),
            .. Given(member.HasRows ? "int" : null, names.Columns),
            .. Given(types.Threads, names.Threads),
            .. member.Arguments.Select(argument => (argument.Type, argument.Name, $" = {argument.Default}")),
            .. Given(names.Accumulate is null ? null : "bool", names.Accumulate!, " = false"),
            .. Given(member.HasRows ? "int" : null, names.RowStride, " = 0"),
        ];
    }

    static (string, string, string)[] Given(string? type, string name, string otherwise = "")
        => type is null ? [] : [(type, name, otherwise)];
}
