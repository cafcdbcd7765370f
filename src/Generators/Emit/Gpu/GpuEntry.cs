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
        var views = kernel.Sources.Concat(kernel.Destinations).ToArray();
        var stream = StreamName(kernel, parameters);
        var first = kernel.Sources[0];
        var arguments = new[] { $"AcceleratorStream {stream}" }
            .Concat(views.Select(name => $"ArrayView<float> {name}"))
            .Concat(parameters.Select(name => $"float {name}"));

        using var method = code.Open($"internal static void {kernel.Name}({string.Join(", ", arguments)})");
        foreach (var name in views) code.Line($"{Views}OnDevice({name}, {stream}, {Contract.Quoted(name)});");
        Contract.Write(code, kernel, Views);
        code.Line($"global::Kernels.Gpu.Loops.Launcher.Run({stream}, new {loop.Name}Kernel({string.Join(", ", views.Concat(parameters))}), {first}.Length, {Views}AreAligned({string.Join(", ", views)}));");
    }

    /// <summary>What the stream is called where the definition has names of its own.</summary>
    public static string StreamName(Kernel kernel, EquatableArray<string> parameters)
        => new NameScope(kernel.Sources.Concat(kernel.Destinations).Concat(parameters)).Unique("stream");
}
