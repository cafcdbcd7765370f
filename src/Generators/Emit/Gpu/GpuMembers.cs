// The members as callers see them: static extension members of the definition, so that Silu.Forward(stream, x, y)
// stands beside Silu.Forward(x, y); and the same kernels as rows of the assembly's GpuCatalog.
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class GpuMembers
{
    const string Stream = "global::ILGPU.Runtime.AcceleratorStream";
    const string View = "global::ILGPU.ArrayView<float>";

    static readonly SpanTypes Views = new(View, "global::ILGPU.ArrayView<int>", View, View, "", Stream, "");

    /// <summary>The class of a definition: its kernels as rows of the catalogue, and its members.</summary>
    public static void Write(CodeWriter code, DefinitionPlan set)
    {
        var activation = set.Activation;
        code.Line($"/// <summary>{set.SimpleName} on ILGPU streams: "
            + $"the members that its kernels have over spans, over views, with the same bits, NaN apart.</summary>");
        using var definition =
            code.Open($"{(activation.Definition.IsPublic ? "public" : "internal")} static class {Class(activation)}");
        code.Line("/// <summary>The kernels as data.</summary>");
        using (code.Open("public static global::System.Collections.Generic.IReadOnlyList<"
            + "global::Kernels.Gpu.GpuKernel> Kernels { get; } =", "];", "["))
        {
            code.Lines(set.Kernels.Select(kernel => Row(set, Signature.Of(kernel, activation))));
            code.Lines(set.Rows.Select(kernel => Row(set, Signature.Of(kernel, activation))));
        }
        code.Line();
        using var extension = code.Open($"extension({activation.TypeName})");
        var isFirst = true;
        foreach (var kernel in set.Kernels.Where(
            kernel => !kernel.Accumulate && kernel.Member != Optimise.Member.BackwardTerms))
            Member(Signature.Of(kernel, activation), set.CanAccumulate(kernel));
        foreach (var kernel in set.Rows.Where(kernel => !kernel.Accumulate))
            Member(Signature.Of(kernel, activation), set.CanAccumulate(kernel));

        void Member(Signature member, bool canAccumulate)
        {
            if (!isFirst) code.Line();
            isFirst = false;
            MemberPrinter.Write(code, member, Views, Entries(set) + ".", canAccumulate, _ => Document(code, member));
        }
    }

    /// <summary>Nesting is part of the name, so two definitions of one namespace cannot meet.</summary>
    public static string Class(ActivationModel activation)
        => string.Concat(activation.Containers.Select(container => container.Split(' ').Last().TrimStart('@') + "_"))
            + activation.Name.TrimStart('@') + "Gpu";

    public static string QualifiedClass(ActivationModel activation)
        => $"global::{(activation.Namespace.Length == 0 ? "" : activation.Namespace + ".")}{Class(activation)}";

    static void Document(CodeWriter code, Signature member)
    {
        var total = member.HasRows ? "; a sum over all rows goes to the first element of its view" : "";
        var wrong = member.HasRows
            ? "are no rows of these columns, too short, or"
            : "are too short, of unequal length, or";
        code.Line($"/// <summary>Queues on the stream what the member of that name does over spans{total}.</summary>");
        code.Line($"/// <exception cref=\"global::System.ArgumentException\">Views overlap, {wrong} on another device; "
            + $"nothing was queued.</exception>");
        code.Line("/// <exception cref=\"global::Kernels.Gpu.GpuUnavailableException\">The stream's context cannot run "
            + "the kernels.</exception>");
    }

    static string Row(DefinitionPlan set, Signature member)
    {
        var rows = member.HasRows ? ["columns", "stride"] : Array.Empty<string>();
        string[] arguments =
        [
            "stream", .. member.Sources.Select(
                (source, i) => source.IsInteger ? $"global::Kernels.Gpu.Loops.Views.Integers(s[{i}])" : $"s[{i}]"),
            .. member.Results.Select((_, i) => $"d[{i}]"), .. rows,
            .. member.FromList("global::Kernels.Loops.Uniforms.Offset"),
        ];
        var (definition, name) =
            (Literal.CSharpString(set.Activation.Definition.FullName), Literal.CSharpString(member.Name));
        var given = string.Join(", ", ["stream", "s", "d", .. member.HasRows ? rows : ["_", "_"], "p"]);
        return $"new({definition}, {name}, static ({given}) "
            + $"=> {Entries(set)}.{member.Name}({string.Join(", ", arguments)})),";
    }

    static string Entries(DefinitionPlan set) => $"global::{GpuFile.Namespace}.{set.KernelsClass}";
}
