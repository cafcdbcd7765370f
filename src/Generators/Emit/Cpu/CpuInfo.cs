// The definition as data: what the catalogue lists and tools iterate.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class CpuInfo
{
    const string Method =
        "global::System.Func<global::System.ReadOnlySpan<double>, global::System.ReadOnlySpan<double>, double>";

    public static void Write(CodeWriter code, KernelSet set)
    {
        if (set.HasOneResult)
        {
            code.Line($"internal static global::Kernels.ActivationInfo Describe({Method} definition) => new()");
            using var info = code.Open("", "};");
            Describe(code, set, set.Activation.Definition, set.SimpleName, set.Results, "definition");
            Kernels(code, set);
            return;
        }
        var several =
            $"{set.SimpleName} has {set.Results.Count} results: Info.Results has each as a function of one value.";
        using var method =
            code.Open($"internal static global::Kernels.ActivationInfo Describe(params {Method}[] definitions)");
        using (code.Open("global::Kernels.ActivationInfo whole = new()", "};"))
        {
            var none =
                $"static (_, _) => throw new global::System.NotSupportedException({Literal.CSharpString(several)})";
            Describe(code, set, set.Activation.Definition, set.SimpleName, set.Results, none);
            Kernels(code, set);
        }
        code.Line("return whole with");
        using var with = code.Open("", "};");
        using var results = code.Open("Results =", "],", "[");
        for (var result = 0; result < set.Results.Count; result++)
        {
            var component = set.Activation.Definition.Component(result);
            code.Line("new()");
            using var info = code.Open("", "},");
            var name = $"{set.SimpleName}.{set.Activation.Definition.Results[result]}";
            Describe(code, set, component, name, new([set.Results[result]]), $"definitions[{result}]");
            code.Line($"Kernels = global::Kernels.ResultKernel.All(whole, {result}, {set.Results.Count}),");
        }
    }

    /// <param name="forms">What is said of the results.</param>
    static void Describe(
        CodeWriter code, KernelSet set, Definition definition, string name,
        EquatableArray<ResultForm> forms, string method)
    {
        var whole = set.Activation.Definition;
        var seeds = whole.Seeds.ToArray();
        var carried = CarriedDefaults.Of(whole, set.HasDoubleLanes);
        code.Line($"Name = {Literal.CSharpString(name)},");
        code.Line($"FullName = {Literal.CSharpString(definition.FullName)},");
        code.Line($"Formula = {Literal.CSharpString(forms.Count == 1 ? forms[0].Formula : set.Formula)},");
        code.Line($"Derivatives = {Strings(forms.SelectMany(form => form.Derivatives))},");
        code.Line($"SecondDerivatives = {Strings(forms.SelectMany(form => form.SecondDerivatives))},");
        code.Line($"Inputs = {Strings(definition.Inputs)},");
        if (set.Followed.Count < definition.Inputs.Count) code.Line($"Followed = [{string.Join(", ", set.Followed)}],");
        var parameters = definition.Parameters.Select((p, i) => Parameter(p, seeds.Contains(i), carried[i]));
        code.Line($"Parameters = [{string.Join(", ", parameters)}],");
        code.Line($"Accuracy = global::Kernels.Accuracy.{(definition.High ? "High" : "Fast")},");
        code.Line($"MaxUlp = {Literal.CSharpDouble(definition.MaxUlp)},");
        code.Line($"MaxGradientUlp = {Literal.CSharpDouble(definition.MaxGradientUlp)},");
        code.Line($"Saves = [{string.Join(", ", set.Saves.Select(Way))}],");
        code.Line($"Definition = {method},");
        code.Line($"Ir = {Literal.CSharpString(definition.Write())},");
        code.Line($"StableIr = {Literal.CSharpString(BodyText.Write(Stable(forms)))},");
    }

    /// <summary>Of several results all outputs, one result after the other.</summary>
    static Body Stable(EquatableArray<ResultForm> forms)
    {
        if (forms.Count == 1) return forms[0].Stable;
        var pool = new ExprPool();
        return Body.From([.. forms.SelectMany(form => form.Stable.Load(pool))]);
    }

    static void Kernels(CodeWriter code, KernelSet set)
    {
        using var kernels = code.Open("Kernels =", "],", "[");
        foreach (var kernel in set.Kernels.SelectMany(kernel => kernel.WithTerms)) code.Line(Row(set, kernel));
    }

    /// <param name="exact">The default that the kernels compute with.</param>
    public static string Parameter(ParameterDefault parameter, bool isSeed, double exact)
        => $"new({Literal.CSharpString(parameter.Name)}, {Literal.CSharpFloat(parameter.Default)}"
            + $"{(parameter.IsTrainable ? ", IsTrainable: true" : "")}{(isSeed ? ", IsSeed: true" : "")})"
            + (exact.Equals((double)(float)exact) ? "" : $" {{ Exact = {Literal.CSharpDouble(exact)} }}");

    static string Way(SavedForBackward way)
        => $"new(global::Kernels.Saved.{way.What}, {Literal.CSharpDouble(way.BytesPerElement)}, "
            + $"{(way.Member is { } member ? Literal.CSharpString(member.ToString()) : "null")})";

    static string Row(KernelSet set, Kernel kernel)
    {
        var arguments = new[] { "isa" }
            .Concat(kernel.Sources.Select((_, i) => $"s[{i}].Span"))
            .Concat(kernel.Destinations.Select((_, i) => $"d[{i}].Span"))
            .Concat(kernel.Sums.Select((_, i) => $"out var sum{i}"))
            .Concat(set.Activation.Parameters.Select(
                (name, i) => kernel.Seeds.Contains(name) ? $"(uint)p[{i}]" : $"p[{i}]"))
            .Concat(kernel.Offset is null ? [] : [$"Uniforms.Offset(p, {set.Activation.Parameters.Count})"]);
        var call = $"{kernel.Name}({string.Join(", ", arguments)})";
        var give = string.Concat(
            kernel.Sums.Select((_, i) => $" SummingLoop.Give(d, {kernel.Destinations.Count + i}, sum{i});"));
        var (run, sums) = kernel.Sums.Count == 0 ? (call, "")
            : ($"{{ {call};{give} }}", $" {{ Sums = {Strings(kernel.Sums)} }}");
        return $"new({Literal.CSharpString(kernel.Name)}, {Strings(kernel.Sources)}, {Strings(kernel.Destinations)}, "
            + $"{CpuKernel.Operations(kernel.Body)}, {Literal.CSharpString(Fingerprint(kernel.Body))}, static (isa, "
            + $"s, d, p) => {run}){sums},";
    }

    /// <summary>The same for kernels of the same operations: what was proven of one holds for the other.</summary>
    static string Fingerprint(Body body)
    {
        using var hash = SHA256.Create();
        var bytes = hash.ComputeHash(Encoding.UTF8.GetBytes(BodyText.Write(body)));
        return string.Concat(bytes.Take(8).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    static string Strings(IEnumerable<string> texts)
        => $"[{string.Join(", ", texts.Select(text => Literal.CSharpString(text.TrimStart('@'))))}]";
}
