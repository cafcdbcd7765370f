// What one pass does with one element: a static method of the kernel struct, whose numbers of the row are arguments.
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class GpuRowLane
{
    public static void Write(CodeWriter code, Pass pass, LaneTarget target)
    {
        var elements = pass.Elements!;
        var names = new NameScope(GpuTarget.Reserved);
        var read = Read(elements).ToArray();
        string[] inputs = [.. elements.Inputs.Select(name => names.Unique(name.TrimStart('@') + "Lane"))];
        string[] numbers = [.. pass.Parameters.Select(name => names.Unique(name.TrimStart('@') + "Row"))];
        var position = names.Unique("position");
        bool IsSeed(int i) => elements.Seeds.Contains(pass.Parameters[i]);
        var arguments = inputs.Where((_, at) => read.Contains(elements.Inputs.ElementAt(at)))
            .Select(name => $"{target.Type} {name}")
            .Concat(numbers.Select((name, i) => $"{(IsSeed(i) ? "uint" : target.Type)} {name}"))
            .Concat(elements.Offset is null ? [] : [$"long {position}"]);
        var values = numbers.Select((name, i) => IsSeed(i) ? $"{name}, {position}" : name).ToArray();
        var (statements, outputs) = LaneBody.Print(elements.Body, target, inputs, values, names);
        bool IsDouble(int i) => elements.DoubleSpans.Contains(elements.Destinations[i]);
        string[] types = [.. outputs.Select((_, i) => IsDouble(i) ? "double" : "float")];
        var results = Method(elements) + "Results";
        GpuResults.Declare(code, results, types);
        using var method =
            code.Open($"static {GpuResults.Type(results, types)} {Method(elements)}({string.Join(", ", arguments)})");
        code.Lines(statements);
        var made = outputs.Select((output, i) => IsDouble(i) ? output : string.Format(target.Narrow, output));
        code.Line($"return {GpuResults.Made(made)};");
    }

    public static string Method(Optimise.Kernel elements) => $"{elements.Form.Suffix()}Pass{elements.Pass}";

    /// <summary>
    /// The spans that the elements are computed from: of the destinations only those that are added to.
    /// </summary>
    public static IEnumerable<string> Read(Optimise.Kernel elements)
    {
        var used = elements.Body.InputsRead();
        return elements.Inputs.Where((_, at) => used.Contains(at));
    }
}
