// The checks before a kernel runs, the same for spans and for views on a device: equal inputs, room in the
// destinations, memory that is the same from the start or apart.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit;

internal static class Contract
{
    /// <param name="checks">The class that has them, with a dot behind it.</param>
    public static void Write(CodeWriter code, Kernel kernel, string checks)
    {
        var first = kernel.Sources[0];
        foreach (var name in kernel.Sources.Skip(1))
            code.Line($"{checks}SameLength({name}, {first}.Length, {Quoted(name)});");
        foreach (var name in kernel.Destinations)
            code.Line($"{checks}Destination({name}, {first}.Length, {Quoted(name)});");
        foreach (var name in kernel.Destinations)
            foreach (var source in kernel.Sources)
                code.Line($"{checks}SameStartOrApart({name}, {source}, {Quoted(name)});");
        for (var i = 0; i < kernel.Destinations.Count; i++)
            for (var j = 0; j < i; j++)
                code.Line($"{checks}Apart({kernel.Destinations[i]}, {kernel.Destinations[j]}, {first}.Length, "
                    + $"{Quoted(kernel.Destinations[i])});");
    }

    /// <summary>A parameter's name as a message gives it.</summary>
    public static string Quoted(string name) => Literal.CSharpString(name.TrimStart('@'));
}
