// One member as its callers see it: the same for elements and rows, over spans and over views.
using System.Globalization;
using Kernels.Optimise;
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit;

/// <param name="Type">The C# type: float, uint for a seed, long for a position.</param>
/// <param name="Default">The C# expression of the default value.</param>
internal readonly record struct Argument(string Type, string Name, string Default);

/// <param name="Name">The name of the member and of its entry.</param>
/// <param name="Sources">The spans that it reads, in order.</param>
/// <param name="Results">What it writes, in order: spans, and sums over everything.</param>
/// <param name="Arguments">The scalars behind the spans, in order.</param>
/// <param name="HasRows">Whether it takes the number of columns and the distance between rows.</param>
internal sealed record Signature(
    string Name, EquatableArray<Source> Sources, EquatableArray<Result> Results,
    EquatableArray<Argument> Arguments, bool HasRows)
{
    public static Signature Of(Kernel kernel, ActivationModel activation) => new(
        kernel.Name,
        kernel.Sources.Select(name => new Source(name, Shape.Element)).ToEquatable(),
        kernel.Destinations.Select(name => new Result(name, Target.Element))
            .Concat(kernel.Sums.Select(name => new Result(name, Target.Total))).ToEquatable(),
        ArgumentsOf(activation, kernel.Offset), HasRows: false);

    public static Signature Of(RowKernel kernel, ActivationModel activation)
        => new(kernel.Name, kernel.Sources, kernel.Results, ArgumentsOf(activation, null), HasRows: true);

    public IEnumerable<string> Spans
        => Sources.Select(source => source.Name).Concat(Results.Select(result => result.Name));

    public IEnumerable<string> Declared => Arguments.Select(argument => $"{argument.Type} {argument.Name}");

    /// <summary>The scalars as an entry is given them.</summary>
    public IEnumerable<string> Given => Arguments.Select(argument => argument.Name);

    /// <summary>Names for what every member has, moved out of the way of the definition's own.</summary>
    public NameScope Scope() => new(Spans.Concat(Given));

    /// <summary>The scalars of a definition.</summary>
    /// <param name="offset">What the position of the first element is called, where the member takes it.</param>
    static EquatableArray<Argument> ArgumentsOf(ActivationModel activation, string? offset)
    {
        var seeds = activation.Definition.Seeds.ToArray();
        var own = activation.Parameters.Select((name, i) =>
        {
            var value = activation.Definition.Parameters[i].Default;
            return seeds.Contains(i)
                ? new Argument("uint", name, ((uint)value).ToString(CultureInfo.InvariantCulture) + "u")
                : new Argument("float", name, Literal.CSharpFloat(value));
        });
        return (offset is null ? own : own.Append(new("long", offset, "0L"))).ToEquatable();
    }

    /// <summary>The scalars taken from a list of floats, as the catalogue hands them on.</summary>
    public IEnumerable<string> FromList(string offset) => Arguments.Select((argument, i) => argument.Type switch
    {
        "uint" => $"(uint)p[{i}]",
        "long" => $"{offset}(p, {i})",
        _ => $"p[{i}]",
    });
}
