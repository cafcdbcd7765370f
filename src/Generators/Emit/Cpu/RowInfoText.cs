// A definition over rows as data: what the catalogue lists and tools iterate.
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class RowInfoText
{
    const string Shapes = "global::Kernels.RowShape.";

    public static void Write(CodeWriter code, RowSet set)
    {
        var definition = set.Activation.Definition;
        var seeds = definition.Seeds.ToArray();
        code.Line(
            "internal static global::Kernels.RowInfo Describe(global::Kernels.RowDefinition definition) => new()");
        using var info = code.Open("", "};");
        code.Line($"Name = {Literal.CSharpString(set.SimpleName)},");
        code.Line($"FullName = {Literal.CSharpString(definition.FullName)},");
        code.Line($"Formula = {Literal.CSharpString(set.Formula)},");
        code.Line($"Gradients = [{string.Join(", ", set.Gradients.Select(Literal.CSharpString))}],");
        code.Line($"Inputs = [{string.Join(", ", definition.Inputs.Select((name, i) => Input(set, name, i)))}],");
        code.Line($"Value = {Shapes}{definition.Value},");
        var parameters = definition.Parameters
            .Select((p, i) => CpuInfo.Parameter(p, seeds.Contains(i), (float)p.Default));
        code.Line($"Parameters = [{string.Join(", ", parameters)}],");
        code.Line($"Accuracy = global::Kernels.Accuracy.{(definition.High ? "High" : "Fast")},");
        code.Line("Definition = definition,");
        code.Line($"Ir = {Literal.CSharpString(definition.Write())},");
        using var kernels = code.Open("Kernels =", "],", "[");
        foreach (var kernel in set.Kernels) code.Line(Row(set, kernel));
    }

    static string Row(RowSet set, RowKernel kernel)
    {
        var arguments = new[] { "isa" }
            .Concat(kernel.Sources.Select((_, i) => $"s[{i}].Span"))
            .Concat(kernel.Results.Select(
                (result, i) => result.Target == Target.Total ? $"out d[{i}].Span[0]" : $"d[{i}].Span"))
            .Concat(["columns", "stride"])
            .Concat(set.Activation.Definition.Parameters.Select(
                (_, i) => set.Activation.Definition.Seeds.Contains(i) ? $"(uint)p[{i}]" : $"p[{i}]"));
        var isFromOutput = kernel.Member == Optimise.Member.BackwardFromOutput;
        var inputs = isFromOutput ? 0 : set.Activation.Inputs.Count;
        var sources = kernel.Sources.Select(
            (source, i) => i < inputs ? Input(set, source.Name, i) : Span(source.Name, source.Shape.ToString()));
        var results = kernel.Results.Select(
            result => Span(result.Name, result.Target == Target.Total ? "Scalar" : result.Target.ToString()));
        var operations =
            kernel.Passes.Sum(pass => pass.Elements is { } elements ? CpuKernel.Operations(elements.Body) : 0);
        return $"new({Literal.CSharpString(kernel.Name)}, [{string.Join(", ", sources)}], "
            + $"[{string.Join(", ", results)}], {kernel.Reads}, {operations}, static (isa, s, d, columns, stride, p) "
            + $"=> {kernel.Name}({string.Join(", ", arguments)})),";
    }

    static string Input(RowSet set, string name, int input)
        => Span(name, set.Activation.Definition.Shapes[input].ToString())
            + (Labels.Of(set.Activation.Definition).Any(label => label.Input == input) ? " { IsLabel = true }" : "");

    static string Span(string name, string shape)
        => $"new({Literal.CSharpString(name.TrimStart('@'))}, {Shapes}{shape})";
}
