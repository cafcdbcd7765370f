// What one lane gives back: a float, a tuple, or a struct. A tuple of more than seven is a tuple within a tuple, whose
// constructor ILGPU cannot compile; so many results are a struct of their own, which is taken apart as a tuple is.
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class GpuResults
{
    const int LargestTuple = 7;

    /// <param name="name">Of the struct, where one is needed.</param>
    /// <param name="types">float, or double where the lanes are double and the result is for a later pass.</param>
    public static string Type(string name, params string[] types)
        => types.Length == 1 ? types[0] : types.Length > LargestTuple ? name : $"({string.Join(", ", types)})";

    /// <summary>The expression that returns them.</summary>
    public static string Made(IEnumerable<string> values)
    {
        var count = values.Count();
        return count == 1 ? values.First() : $"{(count > LargestTuple ? "new" : "")}({string.Join(", ", values)})";
    }

    /// <summary>The struct, where one is needed.</summary>
    public static void Declare(CodeWriter code, string name, params string[] types)
    {
        if (types.Length <= LargestTuple) return;
        var each = Enumerable.Range(0, types.Length).ToArray();
        code.Line();
        using var type =
            code.Open($"readonly struct {name}({string.Join(", ", each.Select(k => $"{types[k]} value{k}"))})");
        foreach (var k in each) code.Line($"readonly {types[k]} _value{k} = value{k};");
        code.Line();
        using var parts =
            code.Open($"public void Deconstruct({string.Join(", ", each.Select(k => $"out {types[k]} value{k}"))})");
        foreach (var k in each) code.Line($"value{k} = this._value{k};");
    }
}
