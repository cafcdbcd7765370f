// A pass of the forms over rows that are not yet generic over the lanes (long rows, double lanes) as a kernel struct:
// references, hyperparameters, and for each width a loop with the body printed in it. Everything else is a RowPass.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class CpuKernel
{
    // A first call must not run in tier 0, where every vector operation is a call.
    const string Optimised = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>
    /// Up to here two vectors are computed side by side on AVX-512, where 32 registers hold both:
    /// the processor sees too few steps ahead to do so by itself.
    /// </summary>
    const int LargestPair = 80;

    /// <summary>What a body calls by its short name: no local may have it.</summary>
    public static readonly string[] Reserved = ["Vector512", "Vector256", "Avx512F", "Avx", "Fma", "MathF", "Math",
        "BitConverter", "Unsafe", "Lanes", "Uniforms", "ElementLoop", "TMemory", "TRows", "TLanes", "TVector", "TMask",
        "TBits", "TEdge", "MethodImpl", "MethodImplOptions", "RowLoop", "RowLayout"];

    public static void Write(CodeWriter code, Kernel original, EquatableArray<string> originalParameters, CpuTier tier)
    {
        var (kernel, parameters) = Free(original, originalParameters);
        var spans = kernel.Sources.Concat(kernel.Results).ToArray();
        var invariants = Invariants.Of(kernel.Body, parameters.Count);
        var size = Operations(kernel.RowNumbers.Count == 0 ? kernel.Body : invariants.Loop);
        bool IsLanes(string name) => kernel.RowNumbers.Contains(name);
        bool IsDouble(string span) => kernel.DoubleSpans.Contains(span);
        string Reference(string span)
            => $"ref {(kernel.Sources.Contains(span) ? "readonly " : "")}{(IsDouble(span) ? "double" : "float")}";
        var fields = spans.Select(span => $"{Reference(span)} {span}")
            .Concat(kernel.Declared(parameters).Zip(kernel.Given(parameters),
                (declared, name) => IsLanes(name) ? "ref readonly " + declared : declared));
        var (typeParameter, constraint) = kernel.RowNumbers.Count == 0 ? ("", "")
            : ("<TRows>", " where TRows : struct, IRows");

        using var type = code.Open(
            $"readonly ref struct {kernel.Name}Kernel{typeParameter}({string.Join(", ", fields)}) : "
                + $"{tier.Interface}{constraint}");
        foreach (var span in spans) code.Line($"readonly {Reference(span)} _{Bare(span)} = ref {span};");
        foreach (var name in parameters)
            code.Line(IsLanes(name)
                ? $"readonly ref readonly {tier.Scalar.Type} _{Bare(name)} = ref {name};"
                : $"readonly {(kernel.Seeds.Contains(name) ? "uint" : tier.Scalar.Type)} _{Bare(name)} = {name};");
        if (kernel.Offset is { } offset) code.Line($"readonly long _{offset} = {offset};");
        code.Line();
        var first = kernel.Destinations.FirstOrDefault(span => !IsDouble(span));
        code.Line($"public ref float Destination => ref "
            + $"{(first is null ? $"Unsafe.As<double, float>(ref {Field(kernel.Destinations[0])})" : Field(first))};");

        foreach (var (bits, target) in new[] { (512, tier.Avx512), (256, tier.Avx2) })
        {
            var (scope, names) = Scope();
            code.Line();
            code.Line(Optimised);
            var lanes = bits / tier.LaneBits;
            var header = $"public void Run{bits}<TMemory>(TMemory {names.Memory}, nuint {names.I}, nuint {names.End}) "
                + $"where TMemory : struct, IMemory<Vector{32 * lanes}<float>>";
            using (code.Open(header))
            {
                // There is room behind numbers: they need no mask.
                var access = new Access(
                    (span, at) => IsDouble(span) ? $"Vector{bits}.LoadUnsafe(in {span}, {at})"
                        : string.Format(target.Widen, $"{names.Memory}.Load(in {span}, {at})"),
                    (name, at) => $"Vector{bits}.LoadUnsafe(in {Field(name)}, {at})",
                    // So is there behind doubles; what a vector writes too far, the next one writes anew.
                    (span, at, value) => IsDouble(span) ? $"({value}).StoreUnsafe(ref {span}, {at});"
                        : $"{names.Memory}.Store({string.Format(target.Narrow, value)}, ref {span}, {at});");
                var held = Locals(target, scope, access);
                if (bits == 512 && size <= LargestPair) Loop(target, scope.Inner(), names, held, lanes, 2, access);
                Loop(target, scope.Inner(), names, held, lanes, 1, access);
            }
        }

        var (scalarScope, scalar) = Scope();
        code.Line();
        code.Line(Optimised);
        using (code.Open($"public void RunScalar(nuint {scalar.I}, nuint {scalar.End})"))
        {
            var access = new Access(
                (span, at) => Widened(span, kernel.Sources.Contains(span)
                    ? $"Unsafe.Add(ref Unsafe.AsRef(in {span}), {at})"
                    : $"Unsafe.Add(ref {span}, {at})"),
                (name, at) => $"Unsafe.Add(ref Unsafe.AsRef(in {Field(name)}), {at})",
                (span, at, value) => $"Unsafe.Add(ref {span}, {at}) "
                    + $"= {(IsDouble(span) ? value : string.Format(tier.Scalar.Narrow, value))};");
            string Widened(string span, string value)
                => IsDouble(span) ? value : string.Format(tier.Scalar.Widen, value);
            var held = Locals(tier.Scalar, scalarScope, access);
            Loop(tier.Scalar, scalarScope.Inner(), scalar, held, 1, 1, access);
        }

        (NameScope Scope, (string Memory, string I, string End) Names) Scope()
        {
            var scope = new NameScope(spans.Concat(kernel.Given(parameters)));
            return (scope, (scope.Unique("memory"), scope.Unique("i"), scope.Unique("end")));
        }

        // The names of what is held over the loop.
        IReadOnlyList<string> Locals(LaneTarget target, NameScope scope, Access access)
        {
            foreach (var span in spans) code.Line($"{Reference(span)} {span} = ref {Field(span)};");
            foreach (var name in kernel.RowNumbers) code.Line($"var {name} = {access.Number(name, "0")};");
            foreach (var name in parameters.Where(name => !IsLanes(name)))
                code.Line($"var {name} = "
                    + $"{(kernel.Seeds.Contains(name) ? Field(name) : string.Format(target.Broadcast, Field(name)))};");
            if (kernel.Offset is not null) code.Line($"var {kernel.Offset} = {Field(kernel.Offset)};");
            var (statements, held) = LaneBody.Print(invariants.Row, target, [], [.. parameters], scope);
            code.Lines(statements);
            return held;
        }

        void Loop(LaneTarget target, NameScope scope, (string Memory, string I, string End) names,
            IReadOnlyList<string> held, int lanes, int vectors, Access access)
        {
            var (_, i, end) = names;
            var steps = Enumerable.Range(0, vectors).Select(
                vector => Step(target, scope, held, vector == 0 ? i : $"{i} + {vector * lanes}", access)).ToArray();
            var others = vectors == 1 ? "" : $" + {(vectors - 1) * lanes}";
            using var loop = code.Open($"for (; {i}{others} < {end}; {i} += {vectors * lanes})");
            code.Lines(Enumerable.Range(0, steps.Max(step => step.Length))
                .SelectMany(line => steps.Where(step => line < step.Length).Select(step => step[line])));
        }

        string[] Step(LaneTarget target, NameScope scope, IReadOnlyList<string> held, string at, Access access)
        {
            var used = kernel.Body.InputsRead();
            var inputs = kernel.Inputs.Select(span => scope.Unique(Bare(span) + "Lane")).ToArray();
            var numbers = kernel.RowNumbers.ToDictionary(name => name, name => scope.Unique(Bare(name) + "Lane"));
            var values = parameters.Select(name => numbers.TryGetValue(name, out var lane) ? lane
                : kernel.Seeds.Contains(name) ? $"{name}, {kernel.Offset} + (long)({at})"
                : name).ToArray();
            // Parameters are the same for all elements; numbers of the row are not, where several rows are one.
            var isHeld = kernel.RowNumbers.Count == 0;
            var (own, ofLane) = isHeld ? ([], []) : LaneBody.Print(invariants.Row, target, [], values, scope);
            string[] lanes = isHeld ? [.. held] : [.. held.Select(name => scope.Unique(name + "Lane"))];
            var (statements, outputs) = LaneBody.Print(invariants.Loop, target, inputs, [.. values, .. lanes], scope);
            return
            [
                .. kernel.Inputs.Select((span, input) => (span, input)).Where(each => used.Contains(each.input))
                    .Select(each => $"var {inputs[each.input]} = {access.Load(each.span, at)};"),
                .. numbers.Select(
                    each => $"var {each.Value} = TRows.AreSeveral ? {access.Number(each.Key, at)} : {each.Key};"),
                .. own,
                .. ofLane.Select((value, k) => $"var {lanes[k]} = TRows.AreSeveral ? {value} : {held[k]};"),
                .. statements,
                .. kernel.Results.Select((span, output) => access.Store(span, at, outputs[output])),
            ];
        }
    }

    /// <summary>How a target says that a lane of a span is loaded, a number of its row, and a lane stored.</summary>
    sealed record Access(Func<string, string, string> Load, Func<string, string, string> Number,
        Func<string, string, string, string> Store);

    /// <summary>Primitive operations for each element, loads and stores not counted.</summary>
    public static int Operations(Body body) => body.Instructions.Count(instruction => !instruction.Op.IsLeaf());

    /// <summary>The kernel and its parameters under names that a body can use.</summary>
    public static (Kernel Kernel, EquatableArray<string> Parameters) Free(
        Kernel kernel, EquatableArray<string> parameters)
    {
        var names = kernel.Sources.Concat(kernel.Results).Concat(kernel.Given(parameters)).ToArray();
        var scope = new NameScope(names.Concat(Reserved));
        var local =
            names.ToDictionary(name => name, name => Reserved.Contains(Bare(name)) ? scope.Unique(Bare(name)) : name);
        EquatableArray<string> Local(EquatableArray<string> those) => those.Select(name => local[name]).ToEquatable();
        return (kernel with
        {
            Sources = Local(kernel.Sources),
            Destinations = Local(kernel.Destinations),
            Sums = Local(kernel.Sums),
            Seeds = Local(kernel.Seeds),
            DoubleSpans = Local(kernel.DoubleSpans.Where(local.ContainsKey).ToEquatable()),
            RowNumbers = Local(kernel.RowNumbers)
        }, Local(parameters));
    }

    static string Field(string name) => "this._" + Bare(name);

    static string Bare(string name) => name.TrimStart('@');
}
