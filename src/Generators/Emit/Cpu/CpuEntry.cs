// The checked entry of a kernel: spans in, contract checked before the first write, loop run.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class CpuEntry
{
    public static readonly SpanTypes Spans = new(
        "global::System.ReadOnlySpan<float>", "global::System.ReadOnlySpan<int>",
        "global::System.Span<float>", "out float", "out ", Stream: null, First: "global::Kernels.Isas.Best");

    /// <summary>For several threads: memory that is not on a stack, because callers may have to keep it.</summary>
    public static readonly SpanTypes Memory = Spans with
    {
        Read = "global::System.ReadOnlyMemory<float>",
        Integers = "global::System.ReadOnlyMemory<int>",
        Written = "global::System.Memory<float>",
        Threads = "global::Kernels.Threads",
        Span = ".Span",
    };

    const string Loops = "global::Kernels.Loops.";
    const string Reference = "global::System.Runtime.InteropServices.MemoryMarshal.GetReference";

    /// <param name="loop">The kernel whose loop runs.</param>
    public static void Write(CodeWriter code, Kernel kernel, Kernel loop, ActivationModel activation)
    {
        var member = Signature.Of(kernel, activation);
        var names = member.Scope();
        var (execution, sums, first) = (names.Unique("execution"), names.Unique("sums"), kernel.Sources[0]);
        string[] arguments =
        [
            $"global::Kernels.Execution {execution}", .. member.Sources.Select(Spans.Declare),
            .. member.Results.Select(Spans.Declare), .. member.Declared,
        ];

        using var method = code.Open($"internal static void {kernel.Name}({string.Join(", ", arguments)})");
        Contract.OfElements(code, member, Loops + "Spans.");
        var references = kernel.Sources.Concat(kernel.Destinations)
            .Select(name => $"ref {Reference}({name})").Concat(member.Given);
        var pass = $"new {loop.Name}Pass({string.Join(", ", references)})";
        if (kernel.Sums.Count == 0)
        {
            code.Line(
                $"{Loops}ElementLoop.Run({pass}, {first}.Length, {execution}, "
                + $"ref {Reference}({kernel.Destinations[0]}));");
            return;
        }
        code.Line($"{Spans.Written} {sums} = stackalloc float[{kernel.Sums.Count} * {Loops}RowLayout.MostAtOnce];");
        code.Line($"{Loops}ElementLoop.Run({pass}, {first}.Length, {execution}, {sums});");
        code.Lines(kernel.Sums.Select((name, k) => $"{name} = {sums}[{k} * {Loops}RowLayout.MostAtOnce];"));
    }
}
