// The checked entry of a GPU kernel: views in, the contract checked before anything is queued, the kernel launched.
using Kernels.Optimise;
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class GpuEntry
{
    const string Loops = "global::Kernels.Gpu.Loops.", Views = Loops + "Views.", Launcher = Loops + "Launcher.";

    /// <param name="loop">The kernel whose loop runs.</param>
    public static void Write(CodeWriter code, Kernel kernel, Kernel loop, ActivationModel activation)
    {
        var member = Signature.Of(kernel, activation);
        var stream = member.Scope().Unique("stream");
        var elements = kernel.Sources.Concat(kernel.Destinations).ToArray();
        using var method = Open(code, member, stream, []);
        Contract.OfElements(code, member, Views);
        foreach (var name in kernel.Sums) code.Line($"{Views}Destination({name}, 1, {Contract.Quoted(name)});");
        var constructed = $"new {loop.Name}Kernel({string.Join(", ", elements.Concat(member.Given))})";
        var run = $"{stream}, {constructed}, {kernel.Sources[0]}.Length";
        code.Line(kernel.Sums.Count == 0
            ? $"{Launcher}Run({run}, {Views}AreAligned({string.Join(", ", member.Spans)}));"
            : $"{Launcher}RunSums<{loop.Name}Kernel, {loop.Name}Sums>({run}, {string.Join(", ", kernel.Sums)});");
    }

    public static void Write(CodeWriter code, RowKernel kernel, ActivationModel activation)
    {
        const string Layout = Loops + "RowViews.";
        var member = Signature.Of(kernel, activation);
        var names = member.Scope();
        var (stream, columns, stride, layout) =
            (names.Unique("stream"), names.Unique("columns"), names.Unique("rowStride"), names.Unique("layout"));
        using var method = Open(code, member, stream, [$"int {columns}", $"int {stride}"]);
        Contract.OfRows(code, member, Layout, layout, Views + "SameStartOrApart", columns, stride, kernel.Results);

        string[] given = [columns, $"{layout}.Stride", .. GpuRowKernel.Stored(kernel), .. member.Given];
        var types = $"{kernel.Name}Rows, {GpuRowKernel.LaneOf(kernel)}";
        var (floats, doubles) = kernel.IsDouble ? (0, Kept(kernel))
            : (Kept(kernel), kernel.Rare is { } rare ? Kept(rare) : 0);
        string[] arguments =
        [
            stream, $"new {kernel.Name}Rows({string.Join(", ", given)})", layout, $"{floats}", $"{doubles}",
            $"[{string.Join(", ", kernel.Spans(Target.PerColumn))}]",
            $"[{string.Join(", ", kernel.Spans(Target.Total))}]",
            kernel.Accumulate ? "true" : "false",
        ];
        code.Line($"{Launcher}RunRows<{types}>({string.Join(", ", arguments)});");
    }

    /// <summary>The head of an entry, and the check that all views are on the device of the stream.</summary>
    static IDisposable Open(CodeWriter code, Signature member, string stream, string[] shape)
    {
        string[] arguments =
        [
            $"AcceleratorStream {stream}",
            .. member.Sources.Select(source => $"ArrayView<{(source.IsInteger ? "int" : "float")}> {source.Name}"),
            .. member.Results.Select(result => $"ArrayView<float> {result.Name}"), .. shape, .. member.Declared,
        ];
        var method = code.Open($"internal static void {member.Name}({string.Join(", ", arguments)})");
        foreach (var name in member.Spans) code.Line($"{Views}OnDevice({name}, {stream}, {Contract.Quoted(name)});");
        return method;
    }

    static int Kept(RowKernel kernel) => kernel.Kept.Count(kept => kept.Destination is null);
}
