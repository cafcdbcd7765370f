// The checks before a kernel runs, the same for spans and for views on a device: inputs of the right length, room in
// the destinations, memory that is the same from the start or apart.
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit;

internal static class Contract
{
    /// <summary>The checks of an element-wise member.</summary>
    /// <param name="checks">The class that has them, with a dot behind it.</param>
    public static void OfElements(CodeWriter code, Signature member, string checks)
    {
        var first = member.Sources[0].Name;
        string[] destinations =
            [.. member.Results.Where(result => result.Target == Target.Element).Select(result => result.Name)];
        foreach (var source in member.Sources.Skip(1))
            code.Line($"{checks}SameLength({source.Name}, {first}.Length, {Quoted(source.Name)});");
        foreach (var name in destinations) code.Line($"{checks}Destination({name}, {first}.Length, {Quoted(name)});");
        foreach (var name in destinations)
            foreach (var source in member.Sources)
                code.Line($"{checks}SameStartOrApart({name}, {source.Name}, {Quoted(name)});");
        for (var i = 0; i < destinations.Length; i++)
            for (var j = 0; j < i; j++)
                code.Line(
                    $"{checks}Apart({destinations[i]}, {destinations[j]}, {first}.Length, {Quoted(destinations[i])});");
    }

    /// <summary>The checks of a member over rows.</summary>
    /// <param name="type">The type of the layout that the first input gives.</param>
    /// <param name="layout">What the local with that layout is called.</param>
    /// <param name="sameStart">The check of a destination that may be an input.</param>
    /// <param name="checked">What is written: a sum over everything only where it is one of the destinations.</param>
    public static void OfRows(
        CodeWriter code, Signature member, string type, string layout, string sameStart,
        string columns, string rowStride,
        IEnumerable<Result> @checked)
    {
        var destinations = @checked.ToArray();
        var first = member.Sources.First(source => source.Shape == Shape.Element);
        code.Line($"var {layout} = {type}Of({first.Name}, {columns}, {rowStride}, {Quoted(first.Name)});");
        foreach (var source in member.Sources.Where(source => source != first))
            code.Line($"{layout}.{source.Shape}({source.Name}, {Quoted(source.Name)});");
        foreach (var result in destinations)
            code.Line($"{layout}.To{result.Target}({result.Name}, {Quoted(result.Name)});");
        for (var i = 0; i < destinations.Length; i++)
        {
            var (name, quoted) = (destinations[i].Name, Quoted(destinations[i].Name));
            foreach (var source in member.Sources)
            {
                var mayBeSame = destinations[i].Target == Target.Element && source.Shape == Shape.Element;
                code.Line($"{(mayBeSame ? sameStart : type + "Apart")}({name}, {source.Name}, {quoted});");
            }
            for (var j = 0; j < i; j++) code.Line($"{type}Apart({name}, {destinations[j].Name}, {quoted});");
        }
    }

    /// <summary>A parameter's name as a message gives it.</summary>
    public static string Quoted(string name) => Literal.CSharpString(name.TrimStart('@'));
}
