// What one pass does with one element: a static method of the kernel struct, whose numbers of the row are arguments.
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class RowGpuLane
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
        var arguments = inputs.Where((_, at) => read.Contains(elements.Inputs.ElementAt(at))).Select(name => $"{target.Type} {name}")
            .Concat(numbers.Select((name, i) => $"{(IsSeed(i) ? "uint" : target.Type)} {name}"))
            .Concat(elements.Offset is null ? [] : [$"long {position}"]);
        var values = numbers.Select((name, i) => IsSeed(i) ? $"{name}, {position}" : name).ToArray();
        var (statements, outputs) = LaneBody.Print(elements.Body, target, inputs, values, names);
        var results = $"Pass{elements.Pass}Results";
        GpuResults.Declare(code, results, outputs.Count);
        using var method = code.Open($"static {GpuResults.Type(results, outputs.Count)} Pass{elements.Pass}({string.Join(", ", arguments)})");
        code.Lines(statements);
        code.Line($"return {GpuResults.Made(outputs.Select(output => string.Format(target.Narrow, output)))};");
    }

    /// <summary>The spans that the elements are computed from: of the destinations only those that are added to.</summary>
    public static IEnumerable<string> Read(Optimise.Kernel elements)
    {
        var used = new HashSet<int>(elements.Body.Instructions.Where(x => x.Op == Op.Input).Select(x => x.Index));
        return elements.Inputs.Where((_, at) => used.Contains(at));
    }
}
