// The checked entry of a GPU kernel: views in, contract checked before anything is queued, kernel launched.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class GpuEntry
{
    const string Views = "global::Kernels.Gpu.Loops.Views.";

    /// <param name="loop">The kernel whose loop runs.</param>
    public static void Write(CodeWriter code, Kernel kernel, Kernel loop, EquatableArray<string> parameters)
    {
        var elements = kernel.Sources.Concat(kernel.Destinations).ToArray();
        var views = elements.Concat(kernel.Sums).ToArray();
        var stream = StreamName(kernel, parameters);
        var first = kernel.Sources[0];
        var arguments = new[] { $"AcceleratorStream {stream}" }
            .Concat(views.Select(name => $"ArrayView<float> {name}"))
            .Concat(kernel.Declared(parameters));

        using var method = code.Open($"internal static void {kernel.Name}({string.Join(", ", arguments)})");
        foreach (var name in views) code.Line($"{Views}OnDevice({name}, {stream}, {Contract.Quoted(name)});");
        Contract.Write(code, kernel, Views);
        foreach (var name in kernel.Sums) code.Line($"{Views}Destination({name}, 1, {Contract.Quoted(name)});");
        var run = $"{stream}, "
            + $"new {loop.Name}Kernel({string.Join(", ", elements.Concat(kernel.Given(parameters)))}), {first}.Length";
        code.Line(kernel.Sums.Count == 0
            ? $"global::Kernels.Gpu.Loops.Launcher.Run({run}, {Views}AreAligned({string.Join(", ", views)}));"
            : $"global::Kernels.Gpu.Loops.Launcher.RunSums<{loop.Name}Kernel, {loop.Name}Sums>({run}, "
                + $"{string.Join(", ", kernel.Sums)});");
    }

    /// <summary>What the stream is called where the definition has names of its own.</summary>
    public static string StreamName(Kernel kernel, EquatableArray<string> parameters)
        => new NameScope(kernel.Sources.Concat(kernel.Results).Concat(kernel.Given(parameters))).Unique("stream");
}
