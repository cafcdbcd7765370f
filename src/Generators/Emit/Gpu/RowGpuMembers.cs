// The members over rows as callers see them: Softmax.Forward(stream, x, y, columns) beside Softmax.Forward(x, y,
// columns); and the same kernels as rows of the assembly's GpuCatalog.
using Kernels.Emit.Cpu;
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class RowGpuMembers
{
    public static void Write(CodeWriter code, RowSet set)
        => GpuMembers.Write(
            code, set.Activation, set.SimpleName, "GpuRowKernel", set.Kernels.Select(kernel => Row(set, kernel)),
            set.Kernels.Where(kernel => !kernel.Accumulate), kernel => Member(code, set, kernel));

    static void Member(CodeWriter code, RowSet set, RowKernel kernel)
    {
        var hasSum = set.Kernels.Any(other => other.Member == kernel.Member && other.Accumulate);
        var views = kernel.Sources.Select(source => source.Name)
            .Concat(kernel.Results.Select(result => result.Name)).ToArray();
        var names = new NameScope(views.Concat(set.Activation.Parameters));
        var (stream, columns, accumulate, stride) =
            (names.Unique("stream"), names.Unique("columns"), names.Unique("accumulate"), names.Unique("rowStride"));
        var arguments = new[] { $"{GpuMembers.Stream} {stream}" }
            .Concat(views.Select(name => $"{GpuMembers.View} {name}"))
            .Append($"int {columns}")
            .Concat(RowEntry.Numbers(kernel, set.Activation)
                .Select((declared, i) => $"{declared} = {RowMembers.Default(set.Activation, i)}"))
            .Concat(hasSum ? [$"bool {accumulate} = false"] : [])
            .Append($"int {stride} = 0");
        var given = new[] { stream }.Concat(views).Concat([columns, stride]).Concat(set.Activation.Parameters);
        var call = $"({string.Join(", ", given)})";

        code.Line("/// <summary>Queues on the stream what the member of that name does over spans; "
            + "a sum over all rows goes to the first element of its view.</summary>");
        code.Line("/// <exception cref=\"global::System.ArgumentException\">Views overlap, "
            + "are no rows of these columns, too short, or on another device; nothing was queued.</exception>");
        code.Line("/// <exception cref=\"global::Kernels.Gpu.GpuUnavailableException\">The stream's context cannot run "
            + "the kernels.</exception>");
        using var method = code.Open($"public static void {kernel.Name}({string.Join(", ", arguments)})");
        if (hasSum) code.Line($"if ({accumulate}) {Entries(set)}.{kernel.Name}Accumulate{call};");
        code.Line($"{(hasSum ? "else " : "")}{Entries(set)}.{kernel.Name}{call};");
    }

    static string Row(RowSet set, RowKernel kernel)
    {
        var seeds = set.Activation.Definition.Seeds.ToArray();
        var arguments = new[] { "stream" }
            .Concat(kernel.Sources.Select((_, i) => $"s[{i}]"))
            .Concat(kernel.Results.Select((_, i) => $"d[{i}]"))
            .Concat(["columns", "stride"])
            .Concat(set.Activation.Parameters.Select((_, i) => seeds.Contains(i) ? $"(uint)p[{i}]" : $"p[{i}]"));
        return $"new({Literal.CSharpString(set.Activation.Definition.FullName)}, {Literal.CSharpString(kernel.Name)}, "
            + $"static (stream, s, d, columns, stride, p) "
            + $"=> {Entries(set)}.{kernel.Name}({string.Join(", ", arguments)})),";
    }

    static string Entries(RowSet set) => $"global::{GpuFile.Namespace}.{set.KernelsClass}";
}
