// The checked entry of a row kernel: views in, the contract of RowEntry
// checked before anything is queued, kernel launched.
using Kernels.Emit.Cpu;
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class RowGpuEntry
{
    const string Views = "global::Kernels.Gpu.Loops.Views.", Layout = "global::Kernels.Gpu.Loops.RowViews.",
        Launcher = "global::Kernels.Gpu.Loops.Launcher.";

    public static void Write(CodeWriter code, RowKernel kernel, ActivationModel activation)
    {
        var views = kernel.Sources.Select(source => source.Name)
            .Concat(kernel.Results.Select(result => result.Name)).ToArray();
        var names = new NameScope(views.Concat(activation.Parameters));
        var (stream, columns, stride, layout) =
            (names.Unique("stream"), names.Unique("columns"), names.Unique("rowStride"), names.Unique("layout"));
        var arguments = new[] { $"AcceleratorStream {stream}" }
            .Concat(views.Select(name => $"ArrayView<float> {name}"))
            .Concat([$"int {columns}", $"int {stride}"])
            .Concat(RowEntry.Numbers(kernel, activation));

        using var method = code.Open($"internal static void {kernel.Name}({string.Join(", ", arguments)})");
        if (kernel.Long is { } longer)
        {
            using var branch = code.Open($"if ({columns} > global::Kernels.Loops.RowLayout.Long)");
            var handed = new[] { stream }.Concat(views).Concat([columns, stride]).Concat(activation.Parameters);
            code.Line($"{longer.Name}({string.Join(", ", handed)});");
            code.Line("return;");
        }
        foreach (var name in views) code.Line($"{Views}OnDevice({name}, {stream}, {Contract.Quoted(name)});");
        var first = kernel.Sources.First(source => source.Shape == Shape.Element);
        code.Line($"var {layout} = {Layout}Of({first.Name}, {columns}, {stride}, {Contract.Quoted(first.Name)});");
        foreach (var source in kernel.Sources.Where(source => source != first))
            code.Line($"{layout}.{source.Shape}({source.Name}, {Contract.Quoted(source.Name)});");
        foreach (var result in kernel.Results)
            code.Line($"{layout}.To{result.Target}({result.Name}, {Contract.Quoted(result.Name)});");
        Overlaps(code, kernel);

        var given = new[] { columns, $"{layout}.Stride" }.Concat(RowGpuKernel.Stored(kernel))
            .Concat(activation.Parameters);
        var sums = string.Join(", ", kernel.Spans(Target.PerColumn));
        var totals = string.Join(", ", kernel.Spans(Target.Total));
        code.Line($"{Launcher}RunRows<{kernel.Name}Rows, {RowGpuKernel.LaneOf(kernel)}>({stream}, "
            + $"new {kernel.Name}Rows({string.Join(", ", given)}), {layout}, "
            + $"{(kernel.IsDouble ? 0 : Kept(kernel))}, "
            + $"{(kernel.IsDouble ? Kept(kernel) : kernel.Rare is { } rare ? Kept(rare) : 0)}, [{sums}], [{totals}], "
            + $"{(kernel.Accumulate ? "true" : "false")});");
    }

    static int Kept(RowKernel kernel) => kernel.Kept.Count(kept => kept.Destination is null);

    static void Overlaps(CodeWriter code, RowKernel kernel)
    {
        for (var i = 0; i < kernel.Results.Count; i++)
        {
            var (name, quoted) = (kernel.Results[i].Name, Contract.Quoted(kernel.Results[i].Name));
            foreach (var source in kernel.Sources)
                code.Line(kernel.Results[i].Target == Target.Element && source.Shape == Shape.Element
                    ? $"{Views}SameStartOrApart({name}, {source.Name}, {quoted});"
                    : $"{Layout}Apart({name}, {source.Name}, {quoted});");
            for (var j = 0; j < i; j++) code.Line($"{Layout}Apart({name}, {kernel.Results[j].Name}, {quoted});");
        }
    }
}
