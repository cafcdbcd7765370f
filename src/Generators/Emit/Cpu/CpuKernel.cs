// One member as a kernel struct: references, hyperparameters, and for each width a loop with the body printed in it.
// The loop stands here and not in ElementLoop because the JIT does not inline a step of more than 64 locals.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class CpuKernel
{
    // A first call must not run in tier 0, where every vector operation is a call.
    const string Optimised = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>Kernels.Loops.Sums.Segment.</summary>
    const int SegmentLength = 4096;

    /// <summary>What a body calls by its short name: no local may have it.</summary>
    static readonly string[] Reserved = ["Vector512", "Vector256", "Avx512F", "Avx", "Fma", "MathF", "Math", "BitConverter", "Unsafe", "Lanes", "ElementLoop", "TMemory"];

    public static void Write(CodeWriter code, Kernel original, EquatableArray<string> originalParameters, CpuTier tier)
    {
        var (kernel, parameters) = Renamed(original, originalParameters);
        var spans = kernel.Sources.Concat(kernel.Results).ToArray();
        string Reference(string span) => kernel.Sources.Contains(span) ? "ref readonly float" : "ref float";
        var fields = spans.Select(span => $"{Reference(span)} {span}").Concat(parameters.Select(name => $"float {name}"));

        using var type = code.Open($"readonly ref struct {kernel.Name}Kernel({string.Join(", ", fields)}) : {tier.Interface}{(kernel.Sums.Count > 0 ? ", ISummingKernel" : "")}");
        foreach (var span in spans) code.Line($"readonly {Reference(span)} _{Bare(span)} = ref {span};");
        foreach (var name in parameters) code.Line($"readonly {tier.Scalar.Type} _{Bare(name)} = {name};");
        code.Line();
        code.Line($"public ref float Destination => ref {Field(kernel.Destinations[0])};");
        if (kernel.Sums.Count > 0) Segment(code, kernel, parameters, tier);

        foreach (var (bits, target) in new[] { (512, tier.Avx512), (256, tier.Avx2) })
        {
            var (scope, names) = Scope();
            code.Line();
            code.Line(Optimised);
            var lanes = bits / tier.LaneBits;
            var header = $"public void Run{bits}<TMemory>(TMemory {names.Memory}, nuint {names.I}, nuint {names.End}) where TMemory : struct, IMemory<Vector{32 * lanes}<float>>";
            using (code.Open(header))
                Loop(target, scope, names, lanes, span => $"{names.Memory}.Load(in {span}, {names.I})", (span, value) => $"{names.Memory}.Store({value}, ref {span}, {names.I});");
        }

        var (scalarScope, scalar) = Scope();
        code.Line();
        code.Line(Optimised);
        using (code.Open($"public void RunScalar(nuint {scalar.I}, nuint {scalar.End})"))
            Loop(tier.Scalar, scalarScope, scalar, 1,
                span => kernel.Sources.Contains(span) ? $"Unsafe.Add(ref Unsafe.AsRef(in {span}), {scalar.I})" : $"Unsafe.Add(ref {span}, {scalar.I})",
                (span, value) => $"Unsafe.Add(ref {span}, {scalar.I}) = {value};");

        (NameScope, (string Memory, string I, string End)) Scope()
        {
            var scope = new NameScope(spans.Concat(parameters));
            return (scope, (scope.Unique("memory"), scope.Unique("i"), scope.Unique("end")));
        }

        void Loop(LaneTarget target, NameScope scope, (string Memory, string I, string End) names, int lanes, Func<string, string> load, Func<string, string, string> store)
        {
            foreach (var span in spans) code.Line($"{Reference(span)} {span} = ref {Field(span)};");
            foreach (var name in parameters) code.Line($"var {name} = {string.Format(target.Broadcast, Field(name))};");
            var used = new HashSet<int>(kernel.Body.Instructions.Where(instruction => instruction.Op == Op.Input).Select(instruction => instruction.Index));
            var inputs = kernel.Inputs.Select(span => scope.Unique(Bare(span) + "Lane")).ToArray();
            var (statements, outputs) = LaneBody.Print(kernel.Body, target, inputs, parameters.ToArray(), scope);
            using var loop = code.Open($"for (; {names.I} < {names.End}; {names.I} += {lanes})");
            code.Lines(kernel.Inputs.Select((span, at) => (span, at)).Where(input => used.Contains(input.at)).Select(input => $"var {inputs[input.at]} = {string.Format(target.Widen, load(input.span))};"));
            code.Lines(statements);
            code.Lines(kernel.Results.Select((span, at) => store(span, string.Format(target.Narrow, outputs[at]))));
        }
    }

    /// <summary>The kernel moved to a segment, its terms in a buffer.</summary>
    static void Segment(CodeWriter code, Kernel kernel, EquatableArray<string> parameters, CpuTier tier)
    {
        string Moved(string span) => $"ref Unsafe.Add(ref {(kernel.Sources.Contains(span) ? $"Unsafe.AsRef(in {Field(span)})" : Field(span))}, start)";
        var arguments = kernel.Sources.Concat(kernel.Destinations).Select(Moved)
            .Concat(kernel.Sums.Select((_, k) => $"ref Unsafe.Add(ref terms, {k * SegmentLength})"))
            .Concat(parameters.Select(name => tier.Scalar.Type == "float" ? Field(name) : $"(float){Field(name)}"));
        code.Line();
        code.Line("public void RunSegment(nuint start, int count, ref float terms, global::Kernels.Isa isa)");
        code.Line($"    => ElementLoop.{tier.Loop}(new {kernel.Name}Kernel({string.Join(", ", arguments)}), count, isa);");
    }

    /// <summary>Primitive operations for each element, loads and stores not counted.</summary>
    public static int Operations(Body body) => body.Instructions.Count(instruction => !instruction.Op.IsLeaf());

    static (Kernel, EquatableArray<string>) Renamed(Kernel kernel, EquatableArray<string> parameters)
    {
        var names = kernel.Sources.Concat(kernel.Results).Concat(parameters).ToArray();
        var scope = new NameScope(names.Concat(Reserved));
        string Local(string name) => Reserved.Contains(Bare(name)) ? scope.Unique(Bare(name)) : name;
        return (kernel with { Sources = kernel.Sources.Select(Local).ToEquatable(), Destinations = kernel.Destinations.Select(Local).ToEquatable(), Sums = kernel.Sums.Select(Local).ToEquatable() }, parameters.Select(Local).ToEquatable());
    }

    static string Field(string name) => "this._" + Bare(name);

    static string Bare(string name) => name.TrimStart('@');
}
