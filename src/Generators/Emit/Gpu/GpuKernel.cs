// One member as a kernel struct for the device: views, scalars, the mathematics of one lane, and how one element or
// four pass through it; where it has sums, one element, which yields its terms.
// All lanes of a vector are loaded before one is stored, so in-place is safe.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class GpuKernel
{
    public static void Write(CodeWriter code, Kernel kernel, ActivationModel activation, LaneTarget target)
    {
        var parameters = activation.Parameters;
        var spans = kernel.Sources.Concat(kernel.Destinations).ToArray();
        var fields = string.Join(", ",
            spans.Select(name => $"ArrayView<float> {name}").Concat(Signature.Of(kernel, activation).Declared));
        var used = kernel.Body.InputsRead();
        var read = kernel.Inputs.Where((_, at) => used.Contains(at)).ToArray();

        using var type = code.Open($"internal readonly struct {kernel.Name}Kernel({fields}) : "
            + $"{(kernel.Sums.Count == 0 ? "IElementKernel" : $"ISummingKernel<{kernel.Name}Sums>")}");
        foreach (var name in spans) code.Line($"readonly ArrayView<float> _{Bare(name)} = {name};");
        foreach (var name in parameters)
            code.Line($"readonly {(kernel.Seeds.Contains(name) ? "uint" : target.Type)} _{Bare(name)} = {name};");
        if (kernel.Offset is not null) code.Line($"readonly long _{kernel.Offset} = {kernel.Offset};");
        code.Line();
        if (kernel.Sums.Count > 0)
        {
            SummingStep(code, kernel, read);
        }
        else
        {
            Step(code, kernel, read);
            code.Line();
            Step4(code, kernel, read);
        }
        code.Line();
        Lane(code, kernel, read, parameters, target);
        GpuResults.Declare(code, ResultsOf(kernel), Floats(kernel));
    }

    /// <summary>What several results of one lane are called together where a tuple cannot hold them.</summary>
    static string[] Floats(Kernel kernel) => [.. kernel.Results.Select(_ => "float")];

    static string ResultsOf(Kernel kernel) => kernel.Name + "Results";

    /// <summary>The terms of one element, or their sums.</summary>
    public static void Sums(CodeWriter code, Kernel kernel)
    {
        var (name, each) = ($"{kernel.Name}Sums", Enumerable.Range(0, kernel.Sums.Count).ToArray());
        using var type = code.Open($"internal readonly struct "
            + $"{name}({string.Join(", ", each.Select(k => $"float term{k}"))}) : ITerms<{name}>");
        foreach (var k in each) code.Line($"readonly float _term{k} = term{k};");
        code.Line();
        code.Line($"public {name} Plus({name} "
            + $"other) => new({string.Join(", ", each.Select(k => $"Add(this._term{k}, other._term{k})"))});");
        code.Line();
        using var store = code.Open("public void Store(ArrayView<float> partials, long at, long stride)");
        foreach (var k in each) code.Line($"partials[at + {k} * stride] = this._term{k};");
    }

    static void SummingStep(CodeWriter code, Kernel kernel, string[] read)
    {
        var terms = kernel.Sums.Select((_, k) => $"term{k}").ToArray();
        using var method = code.Open($"public {kernel.Name}Sums Step(long i)");
        code.Line($"var ({string.Join(", ", kernel.Destinations.Select(Out).Concat(terms))}) "
            + $"= Lane({Arguments(kernel, "i", read.Select(name => $"{Field(name)}[i]"))});");
        foreach (var name in kernel.Destinations) code.Line($"{Field(name)}[i] = {Out(name)};");
        code.Line($"return new({string.Join(", ", terms)});");
    }

    static void Step(CodeWriter code, Kernel kernel, string[] read)
        => code.Line(
            $"public void Step(long i) => {OneOrTuple(kernel.Destinations.Select(name => $"{Field(name)}[i]"))} "
                + $"= Lane({Arguments(kernel, "i", read.Select(name => $"{Field(name)}[i]"))});");

    static void Step4(CodeWriter code, Kernel kernel, string[] read)
    {
        using var method = code.Open("public void Step4(long i)");
        foreach (var name in read) code.Line($"var {In(name)} = Float4.Load({Field(name)}, i);");
        code.Line($"Float4 {string.Join(", ", kernel.Destinations.Select(Out))};");
        for (var at = 0; at < 4; at++)
            code.Line($"{OneOrTuple(kernel.Destinations.Select(name => $"{Out(name)}.{"XYZW"[at]}"))} "
                + $"= Lane({Arguments(kernel, $"4 * i + {at}", read.Select(name => $"{In(name)}.{"XYZW"[at]}"))});");
        foreach (var name in kernel.Destinations) code.Line($"Float4.Store({Field(name)}, i, {Out(name)});");
    }

    /// <summary>The floats given widen to the lane by themselves.</summary>
    static void Lane(
        CodeWriter code, Kernel kernel, string[] read, EquatableArray<string> parameters, LaneTarget target)
    {
        var names = new NameScope(GpuTarget.Reserved);
        var inputs = kernel.Inputs
            .Select(name => names.Unique(Bare(name)) is var unique && unique == Bare(name) ? name : unique).ToArray();
        var arguments = kernel.Inputs.Select((name, at) => (name, at)).Where(input => read.Contains(input.name))
            .Select(input => $"{target.Type} {inputs[input.at]}");
        var position = names.Unique("position");
        var values = parameters
            .Select(name => kernel.Seeds.Contains(name) ? $"{Field(name)}, {position}" : Field(name)).ToArray();
        var (statements, outputs) = LaneBody.Print(kernel.Body, target, inputs, values, names);
        var result = GpuResults.Type(ResultsOf(kernel), Floats(kernel));
        using var method = code.Open($"{result} "
            + $"Lane({string.Join(", ", kernel.Offset is null ? arguments : arguments.Append($"long {position}"))})");
        code.Lines(statements);
        code.Line($"return {GpuResults.Made(outputs.Select(output => string.Format(target.Narrow, output)))};");
    }

    /// <summary>What one lane is computed from; its position, where random numbers depend on it.</summary>
    static string Arguments(Kernel kernel, string index, IEnumerable<string> inputs)
        => string.Join(", ", kernel.Offset is { } offset ? inputs.Append($"{Field(offset)} + {index}") : inputs);

    static string OneOrTuple(IEnumerable<string> values)
        => values.Count() == 1 ? values.First() : $"({string.Join(", ", values)})";

    static string Bare(string name) => name.TrimStart('@');
    static string Field(string name) => "this._" + Bare(name);
    static string In(string name) => Bare(name) + "In";
    static string Out(string name) => Bare(name) + "Out";
}
