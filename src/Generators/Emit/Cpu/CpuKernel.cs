// One member as a kernel struct: references, broadcast scalars, and the body printed for each width.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class CpuKernel
{
    const string Inline = "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";
    const string Memory = "where TMemory : struct, global::Kernels.Loops.IMemory<";

    /// <summary>Bodies up to this many operations wait for the loop, not for arithmetic: four vectors a turn.</summary>
    const int Light = 12;

    public static void Write(CodeWriter code, Kernel kernel, EquatableArray<string> parameters)
    {
        var spans = kernel.Sources.Concat(kernel.Destinations).ToArray();
        var names = new NameScope(spans.Concat(parameters));
        var (memory, i) = (names.Unique("memory"), names.Unique("i"));
        var fields = string.Join(", ", spans.Select((name, at) => $"{(at < kernel.Sources.Count ? "ref readonly float" : "ref float")} {name}")
            .Concat(parameters.Select(name => $"float {name}")));

        using var type = code.Open($"readonly ref struct {kernel.Name}Kernel({fields}) : global::Kernels.Loops.IElementKernel");
        for (var at = 0; at < spans.Length; at++)
            code.Line($"readonly ref {(at < kernel.Sources.Count ? "readonly " : "")}float {Field(spans[at])} = ref {spans[at]};");
        foreach (var name in parameters) code.Line($"readonly float {Field(name)} = {name};");
        code.Line();
        code.Line($"public static int Unroll => {(Operations(kernel.Body) <= Light ? 4 : 1)};");

        foreach (var (width, target) in new[] { ("512", CpuTargets.Avx512), ("256", CpuTargets.Avx2) })
            Step($"public void Step{width}<TMemory>(TMemory {memory}, nuint {i}) {Memory}{target.Type}>", target,
                span => $"{memory}.Load(in {Field(span)}, {i})", (span, value) => $"{memory}.Store({value}, ref {Field(span)}, {i});");
        Step($"public void Step(nuint {i})", CpuTargets.Scalar,
            span => $"global::System.Runtime.CompilerServices.Unsafe.Add(ref global::System.Runtime.CompilerServices.Unsafe.AsRef(in {Field(span)}), {i})",
            (span, value) => $"global::System.Runtime.CompilerServices.Unsafe.Add(ref {Field(span)}, {i}) = {value};");

        void Step(string header, LaneTarget target, Func<string, string> load, Func<string, string, string> store)
        {
            var locals = new NameScope(spans.Concat(parameters).Concat([memory, i]).Concat(spans.Concat(parameters).Select(Field)));
            var used = new HashSet<int>(kernel.Body.Instructions.Where(x => x.Op == Op.Input).Select(x => x.Index));
            var inputs = kernel.Inputs.Select(span => locals.Unique(span.TrimStart('@') + "Lane")).ToArray();
            var (statements, outputs) = LaneBody.Print(kernel.Body, target, inputs, parameters.Select(name => string.Format(target.Broadcast, Field(name))).ToArray(), locals);
            code.Line();
            code.Line(Inline);
            using var method = code.Open(header);
            code.Lines(kernel.Inputs.Select((span, at) => (span, at)).Where(x => used.Contains(x.at)).Select(x => $"var {inputs[x.at]} = {load(x.span)};"));
            code.Lines(statements);
            code.Lines(kernel.Destinations.Select((span, at) => store(span, outputs[at])));
        }
    }

    /// <summary>Primitive operations for each element, loads and stores not counted.</summary>
    public static int Operations(Body body) => body.Instructions.Count(instruction => !instruction.Op.IsLeaf());

    static string Field(string name) => "_" + name.TrimStart('@');
}
