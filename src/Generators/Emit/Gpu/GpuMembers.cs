// The members as callers see them: static extension members of the definition, so that Silu.Forward(stream, x, y)
// stands beside Silu.Forward(x, y); and the same kernels as rows of the assembly's GpuCatalog.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class GpuMembers
{
    public const string Stream = "global::ILGPU.Runtime.AcceleratorStream";
    public const string View = "global::ILGPU.ArrayView<float>";

    public static void Write(CodeWriter code, KernelSet set)
    {
        var members = set.Kernels.Where(kernel => !kernel.Accumulate && kernel.Member != Optimise.Member.BackwardTerms);
        Write(code, set.Activation, set.SimpleName, "GpuKernel", set.Kernels.Select(kernel => Row(set, kernel)),
            members, kernel => Member(code, set, kernel));
    }

    /// <summary>The class of a definition: its kernels as rows of the catalogue, and its members.</summary>
    /// <param name="type">What a kernel is as data.</param>
    public static void Write<T>(CodeWriter code, ActivationModel activation, string name, string type,
        IEnumerable<string> rows, IEnumerable<T> members, Action<T> member)
    {
        code.Line($"/// <summary>{name} on ILGPU streams: "
            + $"the members that its kernels have over spans, over views, with the same bits, NaN apart.</summary>");
        using var definition =
            code.Open($"{(activation.Definition.IsPublic ? "public" : "internal")} static class {Class(activation)}");
        code.Line("/// <summary>The kernels as data.</summary>");
        using (code.Open($"public static global::System.Collections.Generic.IReadOnlyList<global::Kernels.Gpu.{type}> "
            + $"Kernels {{ get; }} =", "];", "["))
            code.Lines(rows);
        code.Line();
        using var extension = code.Open($"extension({activation.TypeName})");
        var isFirst = true;
        foreach (var each in members)
        {
            if (!isFirst) code.Line();
            isFirst = false;
            member(each);
        }
    }

    /// <summary>Nesting is part of the name, so two definitions of one namespace cannot meet.</summary>
    public static string Class(ActivationModel activation)
        => string.Concat(activation.Containers.Select(container => container.Split(' ').Last().TrimStart('@') + "_"))
            + activation.Name.TrimStart('@') + "Gpu";

    public static string QualifiedClass(ActivationModel activation)
        => $"global::{(activation.Namespace.Length == 0 ? "" : activation.Namespace + ".")}{Class(activation)}";

    static void Member(CodeWriter code, KernelSet set, Kernel kernel)
    {
        var parameters = set.Activation.Parameters;
        var hasSum = set.Kernels.Any(other => other.Member == kernel.Member && other.Accumulate);
        var stream = GpuEntry.StreamName(kernel, parameters);
        var views = kernel.Sources.Concat(kernel.Results).ToArray();
        var accumulate = new NameScope(views.Concat(kernel.Given(parameters)).Append(stream)).Unique("accumulate");
        var arguments = new[] { $"{Stream} {stream}" }
            .Concat(views.Select(name => $"{View} {name}"))
            .Concat(set.Defaults(kernel))
            .Concat(hasSum ? [$"bool {accumulate} = false"] : []);
        var call = $"({string.Join(", ", new[] { stream }.Concat(views).Concat(kernel.Given(parameters)))})";

        code.Line($"/// <summary>Queues on the stream what the member of that name does over spans.</summary>");
        code.Line("/// <exception cref=\"global::System.ArgumentException\">Views overlap, are too short, "
            + "of unequal length, or on another device; nothing was queued.</exception>");
        code.Line("/// <exception cref=\"global::Kernels.Gpu.GpuUnavailableException\">The stream's context cannot run "
            + "the kernels.</exception>");
        using var method = code.Open($"public static void {kernel.Name}({string.Join(", ", arguments)})");
        if (hasSum) code.Line($"if ({accumulate}) {Entries(set)}.{kernel.Name}Accumulate{call};");
        code.Line($"{(hasSum ? "else " : "")}{Entries(set)}.{kernel.Name}{call};");
    }

    static string Row(KernelSet set, Kernel kernel)
    {
        var arguments = new[] { "stream" }
            .Concat(kernel.Sources.Select((_, i) => $"s[{i}]"))
            .Concat(kernel.Results.Select((_, i) => $"d[{i}]"))
            .Concat(set.Activation.Parameters.Select(
                (name, i) => kernel.Seeds.Contains(name) ? $"(uint)p[{i}]" : $"p[{i}]"))
            .Concat(kernel.Offset is null ? []
                : [$"global::Kernels.Loops.Uniforms.Offset(p, {set.Activation.Parameters.Count})"]);
        return $"new({Literal.CSharpString(set.Activation.Definition.FullName)}, {Literal.CSharpString(kernel.Name)}, "
            + $"static (stream, s, d, p) => {Entries(set)}.{kernel.Name}({string.Join(", ", arguments)})),";
    }

    static string Entries(KernelSet set) => $"global::{GpuFile.Namespace}.{set.KernelsClass}";
}
