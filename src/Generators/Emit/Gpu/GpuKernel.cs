// One member as a kernel struct for the device: views, scalars, the mathematics of one lane, and how one element or
// four pass through it. All lanes of a vector are loaded before one is stored, so in-place is safe.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class GpuKernel
{
    public const string View = "global::ILGPU.ArrayView<float>";
    const string Float4 = "global::Kernels.Gpu.Loops.Float4";

    public static void Write(CodeWriter code, Kernel kernel, EquatableArray<string> parameters)
    {
        var spans = kernel.Sources.Concat(kernel.Destinations).ToArray();
        var fields = string.Join(", ", spans.Select(name => $"{View} {name}").Concat(parameters.Select(name => $"float {name}")));
        var used = new HashSet<int>(kernel.Body.Instructions.Where(x => x.Op == Op.Input).Select(x => x.Index));
        var read = kernel.Inputs.Where((_, at) => used.Contains(at)).ToArray();

        using var type = code.Open($"file readonly struct {kernel.Name}Kernel({fields}) : global::Kernels.Gpu.Loops.IElementKernel");
        foreach (var name in spans) code.Line($"readonly {View} {Field(name)} = {name};");
        foreach (var name in parameters) code.Line($"readonly float {Field(name)} = {name};");
        code.Line();
        Step(code, kernel, read);
        code.Line();
        Step4(code, kernel, read);
        code.Line();
        Lane(code, kernel, read, parameters);
    }

    static void Step(CodeWriter code, Kernel kernel, string[] read)
    {
        using var method = code.Open("public void Step(long i)");
        code.Line($"{Assigned(kernel.Destinations.Select(name => $"{Field(name)}[i]"))} = Lane({string.Join(", ", read.Select(name => $"{Field(name)}[i]"))});");
    }

    static void Step4(CodeWriter code, Kernel kernel, string[] read)
    {
        using var method = code.Open("public void Step4(long i)");
        foreach (var name in read) code.Line($"var {In(name)} = {Float4}.Load({Field(name)}, i);");
        foreach (var name in kernel.Destinations) code.Line($"{Float4} {Out(name)};");
        foreach (var lane in "XYZW")
            code.Line($"{Assigned(kernel.Destinations.Select(name => $"{Out(name)}.{lane}"))} = Lane({string.Join(", ", read.Select(name => $"{In(name)}.{lane}"))});");
        foreach (var name in kernel.Destinations) code.Line($"{Float4}.Store({Field(name)}, i, {Out(name)});");
    }

    static void Lane(CodeWriter code, Kernel kernel, string[] read, EquatableArray<string> parameters)
    {
        var locals = new NameScope(kernel.Inputs.Concat(parameters).Concat(parameters.Select(Field)));
        var (statements, outputs) = LaneBody.Print(kernel.Body, GpuTarget.Target, kernel.Inputs.ToArray(), parameters.Select(Field).ToArray(), locals);
        var result = kernel.Destinations.Count == 1 ? "float" : $"({string.Join(", ", kernel.Destinations.Select(name => $"float {name}"))})";
        using var method = code.Open($"{result} Lane({string.Join(", ", read.Select(name => $"float {name}"))})");
        code.Lines(statements);
        code.Line($"return {Assigned(outputs)};");
    }

    static string Assigned(IEnumerable<string> values) => values.Count() == 1 ? values.First() : $"({string.Join(", ", values)})";

    static string Field(string name) => "_" + name.TrimStart('@');
    static string In(string name) => name.TrimStart('@') + "In";
    static string Out(string name) => name.TrimStart('@') + "Out";
}
