// The definition as data: what the catalogue lists and tools iterate.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class CpuInfo
{
    public static void Write(CodeWriter code, KernelSet set)
    {
        var definition = set.Activation.Definition;
        var seeds = definition.Seeds.ToArray();
        code.Line("internal static global::Kernels.ActivationInfo Describe(global::System.Func<global::System.ReadOnlySpan<double>, global::System.ReadOnlySpan<double>, double> definition) => new()");
        using var info = code.Open("", "};");
        code.Line($"Name = {Literal.CSharpString(set.SimpleName)},");
        code.Line($"FullName = {Literal.CSharpString(definition.FullName)},");
        code.Line($"Formula = {Literal.CSharpString(set.Formula)},");
        code.Line($"Derivatives = {Strings(set.Derivatives)},");
        code.Line($"SecondDerivatives = {Strings(set.SecondDerivatives)},");
        code.Line($"Inputs = {Strings(definition.Inputs)},");
        if (set.Followed.Count < definition.Inputs.Count) code.Line($"Followed = [{string.Join(", ", set.Followed)}],");
        code.Line($"Parameters = [{string.Join(", ", definition.Parameters.Select((p, i) => Parameter(p, seeds.Contains(i), CarriedDefaults.Of(definition, set.HasDoubleLanes)[i])))}],");
        code.Line($"Accuracy = global::Kernels.Accuracy.{(definition.High ? "High" : "Fast")},");
        code.Line($"MaxUlp = {Literal.CSharpDouble(definition.MaxUlp)},");
        code.Line($"MaxGradientUlp = {Literal.CSharpDouble(definition.MaxGradientUlp)},");
        code.Line($"Saves = [{string.Join(", ", set.Saves.Select(Way))}],");
        code.Line("Definition = definition,");
        code.Line($"Ir = {Literal.CSharpString(definition.Write())},");
        code.Line($"StableIr = {Literal.CSharpString(BodyText.Write(set.Stable))},");
        using var kernels = code.Open("Kernels =", "],", "[");
        foreach (var kernel in set.Kernels.SelectMany(kernel => kernel.WithTerms)) code.Line(Row(set, kernel));
    }

    /// <param name="exact">The default that the kernels compute with.</param>
    public static string Parameter(ParameterDefault parameter, bool isSeed, double exact)
        => $"new({Literal.CSharpString(parameter.Name)}, {Literal.CSharpFloat(parameter.Default)}{(parameter.IsTrainable ? ", IsTrainable: true" : "")}{(isSeed ? ", IsSeed: true" : "")})"
            + (exact.Equals((double)(float)exact) ? "" : $" {{ Exact = {Literal.CSharpDouble(exact)} }}");

    static string Way(SavedForBackward way)
        => $"new(global::Kernels.Saved.{way.What}, {Literal.CSharpDouble(way.BytesPerElement)}, {(way.Member is { } member ? Literal.CSharpString(member.ToString()) : "null")})";

    static string Row(KernelSet set, Kernel kernel)
    {
        var arguments = new[] { "isa" }
            .Concat(kernel.Sources.Select((_, i) => $"s[{i}].Span"))
            .Concat(kernel.Destinations.Select((_, i) => $"d[{i}].Span"))
            .Concat(kernel.Sums.Select((_, i) => $"out var sum{i}"))
            .Concat(set.Activation.Parameters.Select((name, i) => kernel.Seeds.Contains(name) ? $"(uint)p[{i}]" : $"p[{i}]"))
            .Concat(kernel.Offset is null ? [] : [$"Uniforms.Offset(p, {set.Activation.Parameters.Count})"]);
        var call = $"{kernel.Name}({string.Join(", ", arguments)})";
        var give = string.Concat(kernel.Sums.Select((_, i) => $" SummingLoop.Give(d, {kernel.Destinations.Count + i}, sum{i});"));
        var (run, sums) = kernel.Sums.Count == 0 ? (call, "") : ($"{{ {call};{give} }}", $" {{ Sums = {Strings(kernel.Sums)} }}");
        return $"new({Literal.CSharpString(kernel.Name)}, {Strings(kernel.Sources)}, {Strings(kernel.Destinations)}, {CpuKernel.Operations(kernel.Body)}, {Literal.CSharpString(Fingerprint(kernel.Body))}, static (isa, s, d, p) => {run}){sums},";
    }

    /// <summary>The same for kernels of the same operations: what was proven of one holds for the other.</summary>
    static string Fingerprint(Body body)
    {
        using var hash = SHA256.Create();
        var bytes = hash.ComputeHash(Encoding.UTF8.GetBytes(BodyText.Write(body)));
        return string.Concat(bytes.Take(8).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    static string Strings(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(text => Literal.CSharpString(text.TrimStart('@'))))}]";
}
