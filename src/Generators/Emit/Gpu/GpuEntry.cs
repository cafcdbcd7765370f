// The checked entry of a GPU kernel: views in, contract checked before anything is queued, kernel launched.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class GpuEntry
{
    const string Views = "global::Kernels.Gpu.Loops.Views.";

    public static void Write(CodeWriter code, Kernel kernel, EquatableArray<string> parameters)
    {
        var views = kernel.Sources.Concat(kernel.Destinations).ToArray();
        var stream = StreamName(kernel, parameters);
        var first = kernel.Sources[0];
        var arguments = new[] { $"AcceleratorStream {stream}" }
            .Concat(views.Select(name => $"ArrayView<float> {name}"))
            .Concat(parameters.Select(name => $"float {name}"));

        using var method = code.Open($"internal static void {kernel.Name}({string.Join(", ", arguments)})");
        foreach (var name in views) code.Line($"{Views}OnDevice({name}, {stream}, {Quoted(name)});");
        foreach (var name in kernel.Sources.Skip(1)) code.Line($"{Views}SameLength({name}, {first}.Length, {Quoted(name)});");
        foreach (var name in kernel.Destinations) code.Line($"{Views}Destination({name}, {first}.Length, {Quoted(name)});");
        foreach (var name in kernel.Destinations)
            foreach (var source in kernel.Sources) code.Line($"{Views}SameStartOrApart({name}, {source}, {Quoted(name)});");
        for (var i = 0; i < kernel.Destinations.Count; i++)
            for (var j = 0; j < i; j++)
                code.Line($"{Views}Apart({kernel.Destinations[i]}, {kernel.Destinations[j]}, {first}.Length, {Quoted(kernel.Destinations[i])});");
        code.Line($"global::Kernels.Gpu.Loops.Launcher.Run({stream}, new {kernel.Name}Kernel({string.Join(", ", views.Concat(parameters))}), {first}.Length, {Views}AreAligned({string.Join(", ", views)}));");
    }

    /// <summary>What the stream is called where the definition has names of its own.</summary>
    public static string StreamName(Kernel kernel, EquatableArray<string> parameters)
        => new NameScope(kernel.Sources.Concat(kernel.Destinations).Concat(parameters)).Unique("stream");

    static string Quoted(string name) => Literal.CSharpString(name.TrimStart('@'));
}
