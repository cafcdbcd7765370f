// The checked entry of a kernel: spans in, contract checked before the first write, loop run.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class CpuEntry
{
    public const string ReadOnly = "global::System.ReadOnlySpan<float>";
    public const string Writable = "global::System.Span<float>";
    const string Loops = "global::Kernels.Loops.";
    const string Spans = Loops + "Spans.";
    const string Reference = "global::System.Runtime.InteropServices.MemoryMarshal.GetReference";

    /// <param name="loop">The kernel whose loop runs.</param>
    public static void Write(CodeWriter code, Kernel kernel, Kernel loop, EquatableArray<string> parameters)
    {
        var names = new NameScope(kernel.Sources.Concat(kernel.Results).Concat(kernel.Given(parameters)));
        var (isa, sums, first) = (names.Unique("isa"), names.Unique("sums"), kernel.Sources[0]);
        var arguments = new[] { $"global::Kernels.Isa {isa}" }
            .Concat(kernel.Sources.Select(name => $"{ReadOnly} {name}"))
            .Concat(kernel.Destinations.Select(name => $"{Writable} {name}"))
            .Concat(kernel.Sums.Select(name => $"out float {name}"))
            .Concat(kernel.Declared(parameters));

        using var method = code.Open($"internal static void {kernel.Name}({string.Join(", ", arguments)})");
        Contract.Write(code, kernel, Spans);
        var references = kernel.Sources.Concat(kernel.Destinations).Select(name => $"ref {Reference}({name})")
            .Concat(kernel.Given(parameters));
        var pass = $"new {loop.Name}Pass({string.Join(", ", references)})";
        if (kernel.Sums.Count == 0)
        {
            code.Line(
                $"{Loops}ElementLoop.Run({pass}, {first}.Length, {isa}, ref {Reference}({kernel.Destinations[0]}));");
            return;
        }
        code.Line($"{Writable} {sums} = stackalloc float[{kernel.Sums.Count} * {Loops}RowLayout.MostAtOnce];");
        code.Line($"{Loops}RowLoop.Run({pass}, {isa}, 1, {first}.Length, 0, {sums});");
        code.Lines(kernel.Sums.Select((name, k) => $"{name} = {sums}[{k} * {Loops}RowLayout.MostAtOnce];"));
    }
}
