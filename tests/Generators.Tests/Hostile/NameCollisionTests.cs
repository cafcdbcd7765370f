// Names that collide with C#, with the framework, and with what we generate.
extern alias runtime;

using Kernels.Generators.Tests.Driving;
using runtime::Kernels.Proof;

namespace Kernels.Generators.Tests.Hostile;

public class NameCollisionTests
{
    // All but var: where a type has that name, no generated local can be declared with it.
    static readonly string[] Types =
    [
        "@class", "@event", "@record", "@field", "@value", "@dynamic", "@nint", "@file", "@required", "@scoped",
        "@await", "@async", "@partial", "@where", "@extension", "_", "__", "É", "数", "System", "Math", "MathF",
        "Vector512", "Vector256", "Kernels", "Isa", "Isas", "Span", "ReadOnlySpan", "Lanes", "Loops", "ElementLoop",
        "Unsafe", "BitConverter", "TMemory", "ForwardKernel", "BackwardKernel", "BackwardAccumulateKernel",
        "ActivationInfo", "ActivationCatalog", "IActivation", "KernelMath", "Func", "x", "y",
        "dx", "Slopes", "Activations",
    ];

    [Fact]
    public void Types_with_colliding_names_compile()
        => Build(Extent.Of(Types, nameof(Types), 3).Select(name
            => $"[global::Kernels.Activation] public readonly partial struct {name} "
            + $"{{ static double Forward(double x) => x * global::Kernels.KernelMath.Sigmoid(x); }}"));

    [Theory, InlineData("@class.@event"), InlineData("System.Mine"), InlineData("Kernels"), InlineData("Kernels.Loops"),
        InlineData("A.@var.@record"), InlineData("Math"), InlineData("Consumer"), InlineData("App.ProbeKernels"),
        InlineData("ProbeKernels"), InlineData("Ω.数")]
    public void Namespaces_with_colliding_names_compile(string name)
        => Build(new SourceFile("A.cs", $"namespace {name} {{ [global::Kernels.Activation] public readonly partial "
            + $"struct Probe {{ static double Forward(double x) => x * global::Kernels.KernelMath.Sigmoid(x); }} }}"));

    /// <summary>Everything around has the names that generated code needs.</summary>
    [Fact]
    public void Surrounding_types_with_colliding_names_compile()
    {
        const string Source = """
            namespace App
            {
                class System; class Math; class MathF; class Vector512; class Vector256; class Kernels; class Isa;
                class Span; class ReadOnlySpan; class Func; class Unsafe; class BitConverter; class Lanes;
                class ElementLoop; class ProbeKernels; class ForwardKernel; class Runtime; class MemoryMarshal;
                class Single; class MethodImpl; class Outer2;
                partial class Outer
                {
                    class System; class Vector512; class Kernels; class ProbeKernels; class ForwardKernel;
                    class Forward; class Derivative;
                    [global::Kernels.Activation] public partial struct Probe
                    {
                        class System; class Vector512; class Kernels; class ProbeKernels; class ForwardKernel;
                        class Outer; class App;
                        static double Forward(double x, double k = 2) => k * x * global::Kernels.KernelMath.Sigmoid(x);
                    }
                }
            }
            """;
        Check.Kernels(Assert.Single(new Loaded(Build(new SourceFile("A.cs", Source))).All));
    }

    static readonly (string First, string Second)[] Parameters =
    [
        ("y", "dy"), ("dx", "dydx"), ("i", "memory"), ("isa", "accumulate"), ("t", "n"), ("r", "e"), ("m", "p"),
        ("s", "d"), ("_x", "x"), ("x", "_x"), ("__x", "_x"),
        ("@class", "@event"), ("@if", "@else"), ("@var", "@dynamic"), ("value", "field"), ("@record", "@await"),
        ("TMemory", "System"), ("global", "Vector512"), ("Kernels", "MathF"),
        ("ForwardKernel", "BackwardKernel"), ("Forward", "Backward"), ("Probe", "ProbeKernels"), ("Info", "Derivative"),
        ("xLane", "x"), ("x", "xLane"), ("_", "__"), ("É", "数"),
        ("nameof", "typeof1"), ("args", "@params"), ("Step", "Step512"), ("Unroll", "Operations"), ("sigmoid", "tanh"),
        ("scoped", "required"), ("@ref", "@in"), ("y", "y2"), ("dy", "dy2"),
        ("X", "x"), ("dX", "X"), ("ProbeDy", "dProbe"), ("Item1", "Item2"), ("Rest", "ToString"),
        ("Equals", "GetHashCode"), ("IActivation", "ActivationInfo"), ("Unsafe", "MemoryMarshal"),
    ];

    [Fact]
    public void Inputs_with_colliding_names_compile()
        => Define(Extent.Of(Parameters, "inputs", 3).Select(names
            => $"static double Forward(double {names.First}, double {names.Second}) "
            + $"=> {names.First} * global::Kernels.KernelMath.Sigmoid({names.Second});"));

    [Fact]
    public void An_input_and_a_hyperparameter_with_colliding_names_compile()
        => Define(Extent.Of(Parameters, "hyperparameters", 3).Select(names
            => $"static double Forward(double {names.First}, double {names.Second} = 1.5) "
            + $"=> {names.First} * global::Kernels.KernelMath.Sigmoid({names.Second} * {names.First});"));

    [Fact]
    public void Members_with_colliding_names_compile()
        => Define(Parameters.Where(names => names.First is not ("Forward" or "Info" or "Probe"))
            .Select(names => $"const double {names.First} = 2; static double {names.Second}_2(double u) => u; "
                + $"static double Forward(double x) => {names.First} * x + {names.Second}_2(x);"));

    /// <summary>
    /// Names whose derivatives would be words of C#, and what generated code calls its own values,
    /// in every role of a definition of elements and of rows.
    /// </summary>
    static readonly string[] Derived =
    [
        "o", "ouble", "ecimal", "elegate", "efault", "ynamic", "do2", "y", "dy", "dx", "x", "columns", "stream",
        "offset", "position", "term", "sum", "max", "kept", "index", "count", "number", "row", "rows", "lane", "lanes",
        "layout", "length", "size", "at", "start", "end", "j", "k", "sums", "totals", "shared", "values", "labels",
        "rowStride", "accumulate", "isa", "term0", "Labels", "Pass1",
    ];

    [Fact]
    public void Parameters_whose_derivatives_have_colliding_names_compile()
        => Build(Extent.Of(Enumerable.Range(0, Derived.Length), nameof(Derived), 4).SelectMany(i =>
        {
            var (a, b, c, d, e) = (Name(i), Name(i + 1), Name(i + 2), Name(i + 3), Name(i + 4));
            const string Math = "global::Kernels.KernelMath";
            return (string[])
            [
                $"static double Forward(double {a}, double {b}, double {c} = 2, [global::Kernels.Trainable] double {d} "
                    + $"= 3) => {a} * {b} + {c} * {d};",
                $"static global::Kernels.Row Forward(global::Kernels.Row {a}, [global::Kernels.PerColumn] "
                    + $"global::Kernels.Row {b}, [global::Kernels.PerRow] double {c}, double {d} = 2, "
                    + $"[global::Kernels.Trainable] double {e} = 3) => ({a} "
                    + $"- {Math}.Mean({a})) * {b} + {c} * {d} * {e};",
                $"static double Forward(global::Kernels.Row {a}, [global::Kernels.PerRow] int {b}, double {c} = 2) "
                    + $"=> {b} == {c} ? 0 : {Math}.Sum({Math}.Select({Math}.Equal({Math}.Index({a}), {b}), {a}, 0));",
            ];
        }).Select(member => $"[global::Kernels.Activation] public readonly partial struct Probe {{ {member} }}"));

    static string Name(int i) => "@" + Derived[i % Derived.Length];

    static void Define(IEnumerable<string> members)
        => Build(members.Select(
            member => $"[global::Kernels.Activation] public readonly partial struct Probe {{ {member} }}"));

    /// <summary>Each declaration in a namespace and a file of its own.</summary>
    static void Build(IEnumerable<string> declarations)
        => Build([.. declarations.Select((text, i) => new SourceFile($"{i}.cs", $"namespace App.N{i} {{ {text} }}"))]);

    static Outcome Build(params SourceFile[] files) => new Project(files).Build().ShouldBuild();

    [Fact]
    public void Definitions_with_similar_names_get_separate_files()
    {
        const string Source = """
            namespace A { [Activation] partial struct Probe { static double Forward(double x) => x; } }
            namespace B { [Activation] partial struct Probe { static double Forward(double x) => x; } }
            namespace A.B_C { [Activation] partial struct D { static double Forward(double x) => x; } }
            namespace A_B.C { [Activation] partial struct D { static double Forward(double x) => x; } }
            namespace A { [Activation] partial struct probe { static double Forward(double x) => x; } }
            namespace a { [Activation] partial struct Probe { static double Forward(double x) => x; } }
            namespace A.N { [Activation] partial struct Probe { static double Forward(double x) => x; } }
            namespace A
            {
                partial class M { [Activation] internal partial struct Probe { static double Forward(double x) => x; } }
                partial class Probe_M
                {
                    [Activation] internal partial struct Probe { static double Forward(double x) => x; }
                }
            }
            [Activation] partial struct Probe { static double Forward(double x) => x; }
            """;
        var outcome = Project.Of(Source).Build().ShouldBuild();
        Assert.Equal(11, outcome.Files.Count);
        Assert.Equal(11, outcome.Files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(10, new Loaded(outcome).All.Count);
    }

    /// <summary>A hint name becomes a file name where generated files are written out: 255 bytes at most.</summary>
    [Fact]
    public void A_very_long_name_is_shortened_in_the_file_name()
    {
        var name = new string('A', 400);
        var outcome = Project.Of(
            $"namespace {name}; [Activation] partial struct {name} {{ static double Forward(double x) => x; }}")
            .Build().ShouldBuild();
        Assert.All(outcome.Files.Keys, file => Assert.InRange(file.Length, 1, 200));
    }
}
