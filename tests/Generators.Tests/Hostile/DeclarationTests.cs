// Types and signatures that people might put [Activation] on.
using Kernels.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Tests.Hostile;

public class DeclarationTests
{
    public static TheoryData<string> Working =>
    [
        // Places
        "[Activation] public readonly partial struct Probe { static double Forward(double x) => x; }",
        "[Activation] partial struct Probe { static double Forward(double x) => x; }",
        "namespace A.B.C { [Activation] internal partial struct Probe { internal static double "
            + "Forward(double x) => x; } }",
        "partial class Outer { [Activation] public partial struct Probe { public static double "
            + "Forward(double x) => x; } }",
        "static partial class Outer { [Activation] public partial struct Probe { static double "
            + "Forward(double x) => x; } }",
        "partial interface IOuter { [Activation] partial struct Probe { static double Forward(double x) => x; } }",
        "partial record Outer { [Activation] public partial struct Probe { static double Forward(double x) => x; } }",
        "partial record class Outer { [Activation] internal partial struct Probe { static double "
            + "Forward(double x) => x; } }",
        "readonly partial record struct Outer { [Activation] internal partial struct Probe { static double "
            + "Forward(double x) => x; } }",
        "ref partial struct Outer { [Activation] internal partial struct Probe { static double "
            + "Forward(double x) => x; } }",
        "public abstract partial class A { public partial class B { [Activation] protected internal partial struct "
            + "Probe { static double Forward(double x) => x; } } }",
        "[Activation] partial struct Outer { static double Forward(double x) => x; "
            + "[Activation] internal partial struct Inner { static double Forward(double x) => 2 * x; } }",

        // Shapes of the declaration
        "[Activation] partial struct Probe { static double Forward(double x) => x; } "
            + "partial struct Probe { const double K = 2; }",
        "[Kernels.Activation(MaxUlp = 2, MaxGradientUlp = 3, "
            + "Stabilise = false)] partial struct Probe { static double Forward(double x) => x / (1 + Exp(-x)); }",
        "[ActivationAttribute] partial struct Probe { private static double Forward(double x) { return x; } }",
        "[Activation, Serializable] partial struct Probe : IEquatable<Probe> { static double Forward(double x) => x; "
            + "public bool Equals(Probe other) => true; }",
        "[Activation] partial struct Probe { [System.Runtime.CompilerServices.MethodImpl("
            + "System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] "
            + "static double Forward([System.Runtime.InteropServices.Optional] double x) => x; }",
        "[Activation] partial struct Probe { static double Forward(double x) => x; double state; public double State "
            + "=> state; static int count = 1; public override string ToString() => count.ToString(); }",
        "[Activation] partial struct Probe { public static partial double Forward(double x); "
            + "public static partial double Forward(double x) => x; }",

        // Definitions that call definitions
        "[Activation] partial struct Inner { public static double Forward(double x, double k = 2) => k * x * x; } "
            + "[Activation] partial struct Outer { static double Forward(double x) "
            + "=> Inner.Forward(x) + Inner.Forward(x, 3); }",
        "[Activation] partial struct Probe { static double Forward(double g, double x) "
            + "=> Kernels.Activations.Silu.Forward(g) * x; }",
        "[Activation] partial struct Probe { static double Forward(double x) "
            + "=> Kernels.Activations.LeakyRelu.Forward(x) + Kernels.Activations.LeakyRelu.Forward(slope: 0.5, x: "
            + "x) + Kernels.Activations.SwiGlu.Forward(x, gate: x); }",
        "[Activation] partial struct Probe { static double Forward(double x) "
            + "=> Kernels.Activations.Gelu.Forward(Kernels.Activations.Mish.Forward(x)); }",
    ];

    [Theory, MemberData(nameof(Working))]
    public void A_supported_declaration_compiles(string source)
    {
        foreach (var activation in new Loaded(Project.Of(source).Build().ShouldBuild()).All) Check.Kernels(activation);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "KRN0001", "[Activation] struct Probe { static double Forward(double x) => x; }" },
        { "KRN0001", "[Activation] readonly struct Probe { static double Forward(double x) => x; }" },
        { "KRN0001", "[Activation] ref partial struct Probe { static double Forward(double x) => x; }" },
        { "KRN0001", "[Activation] partial record struct Probe { static double Forward(double x) => x; }" },
        { "KRN0002", "[Activation] partial struct Probe<T> { static double Forward(double x) => x; }" },
        { "KRN0002", "partial class Outer<T> { [Activation] internal partial struct Probe { static double "
            + "Forward(double x) => x; } }" },
        { "KRN0003",
            "partial class Outer { [Activation] partial struct Probe { static double Forward(double x) => x; } }" },
        { "KRN0003", "partial class Outer { [Activation] protected partial struct Probe { static double "
            + "Forward(double x) => x; } }" },
        { "KRN0003", "partial class Outer { partial class Hidden { [Activation] public partial struct Probe { static "
            + "double Forward(double x) => x; } } }" },
        { "KRN0003", "[Activation] file partial struct Probe { static double Forward(double x) => x; }" },
        { "KRN0003", "file partial class Outer { [Activation] internal partial struct Probe { static double "
            + "Forward(double x) => x; } }" },
        { "KRN0004",
            "class Outer { [Activation] internal partial struct Probe { static double Forward(double x) => x; } }" },
        { "KRN0004", "class A { public partial class B { [Activation] internal partial struct Probe { static double "
            + "Forward(double x) => x; } } }" },
        { "KRN0005", "[Activation] partial struct Probe { }" },
        { "KRN0005", "[Activation] partial struct Probe { double Forward(double x) => x; }" },
        { "KRN0005", "[Activation] partial struct Probe { static float Forward(double x) => 1; }" },
        { "KRN0005", "[Activation] partial struct Probe { static void Forward(double x) { } }" },
        { "KRN0005", "[Activation] partial struct Probe { static double Forward<T>(double x) => x; }" },
        { "KRN0005", "[Activation] partial struct Probe { static double Forward(double x) => x; "
            + "static double Forward(double x, double y) => y; }" },
        { "KRN0005", "[Activation] partial struct Probe { static double Forward(double x) => x; "
            + "static float Forward(float x) => x; }" },
        { "KRN0005", "[Activation] partial struct Probe { [System.Runtime.InteropServices.DllImport(\"m\")] static "
            + "extern double Forward(double x); }" },
        { "KRN0005", "[Activation] partial struct Probe { static double Forward { get; } = 1; }" },
        { "KRN0006", "[Activation] partial struct Probe { static double Forward(float x) => x; }" },
        { "KRN0006", "[Activation] partial struct Probe { static double Forward(ref double x) => x; }" },
        { "KRN0006", "[Activation] partial struct Probe { static double Forward(in double x) => x; }" },
        { "KRN0006", "[Activation] partial struct Probe { static double Forward(out double x) { x = 1; return x; } }" },
        { "KRN0006", "[Activation] partial struct Probe { static double Forward(params double[] x) => x[0]; }" },
        { "KRN0006", "[Activation] partial struct Probe { static double Forward(double x, int n = 2) => x; }" },
        { "KRN0006", "[Activation] partial struct Probe { static double Forward(double? x) => 1; }" },
        { "KRN0006", "[Activation] partial struct Probe { static double Forward(dynamic x) => x; }" },
        { "KRN0007", "[Activation] partial struct Probe { static double Forward() => 1; }" },
        { "KRN0007", "[Activation] partial struct Probe { static double Forward(double x = 1) => x; }" },
        { "KRN0008", "[Activation(MaxUlp = 0)] partial struct Probe { static double Forward(double x) => x; }" },
        { "KRN0008", "[Activation(MaxUlp = -1)] partial struct Probe { static double Forward(double x) => x; }" },
        { "KRN0008", "[Activation(MaxGradientUlp = double.NaN)] partial struct Probe { static double "
            + "Forward(double x) => x; }" },
        { "KRN0008", "[Activation(MaxGradientUlp = double.PositiveInfinity)] partial struct Probe { static double "
            + "Forward(double x) => x; }" },
        { "KRN0009",
            "[Activation] partial struct Probe { static double Forward(double x) => x; static void Backward() { } }" },
        { "KRN0009", "[Activation] partial struct Probe { static double Forward(double x) => x; "
            + "public static int Info => 1; }" },
        { "KRN0009", "[Activation] partial struct Probe { static double Forward(double x) => x; double Derivative; }" },
        { "KRN0009", "[Activation] partial struct Probe { static double Forward(double x) => x; "
            + "class BackwardFromOutput { } }" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void An_unsupported_declaration_is_refused(string id, string source)
        => Project.Of(source).Build().ShouldRefuse(id);

    /// <summary>One id for several mistakes, of which the message says the one that was made.</summary>
    [Theory]
    [InlineData("", "there is no method 'Forward'")]
    [InlineData("static double Forward { get; } = 1;", "there is no method 'Forward'")]
    [InlineData("double Forward(double x) => x;", "write 'public static double Forward(…)'")]
    [InlineData("(double a, double b) Step(double x) => (x, x);", "'Step' is not static")]
    [InlineData("static float Forward(float x) => x;", "'Forward' returns 'float'; return 'double'")]
    [InlineData("static (double a, float b) Forward(double x) => (x, 1);", "returns '(double a, float b)'")]
    [InlineData("static double Forward<T>(double x) => x;", "'Forward' is generic")]
    [InlineData("static double Forward(double x) => x; static double Forward(double x, double y) => y;",
        "there are 2 methods 'Forward'")]
    [InlineData(
        "[System.Runtime.InteropServices.DllImport(\"m\")] static extern double Forward(double x);", "has no body")]
    public void The_message_says_what_is_wrong_with_Forward(string members, string reason)
    {
        var source = $"[Activation] partial struct Probe {{ {members} }}";
        Assert.Contains(reason, Project.Of(source).Build().ShouldRefuse("KRN0005").GetMessage());
    }

    public static TheoryData<string> CompilerErrors =>
    [
        "[Activation] partial struct Probe { static double Forward(double x); }",
        "[Activation] partial struct Probe { static partial double Forward(double x); }",
        "[Activation] partial struct Probe { static abstract double Forward(double x); }",
        "[Activation] partial struct Probe { static double Forward(double x) => y; }",
        "[Activation] partial struct Probe { static double Forward(double x) => Nowhere(x); }",
        "[Activation] partial struct Probe { static double Forward(double x) => x + ; }",
        "[Activation] partial struct Probe { static double Forward(double x) { } }",
        "[Activation] partial struct Probe { static double Forward(double x) { if (x > 0) return 1; } }",
        "[Activation] partial struct Probe { static double Forward(double x, double x) => x; }",
        "[Activation] partial struct Probe { static double Forward(double) => 1; }",
        "[Activation] partial struct Probe { static double Forward(Missing x) => 1; }",
        "[Activation] partial struct Probe { static async double Forward(double x) => x; }",
        "[Activation] partial struct Probe { static double Forward(double x) => x; "
            + "static double Forward(double y) => y; }",
        "[Activation] [Activation] partial struct Probe { static double Forward(double x) => x; }",
        "[Activation] partial struct Probe { static double Forward(double x) => x; } "
            + "[Activation] partial struct Probe { }",
        "[Activation] partial class Probe { static double Forward(double x) => x; }",
        "[Activation] partial struct Probe { static double Forward(double x",
        "[Activation] partial struct { static double Forward(double x) => x; }",
        "[Activation(MaxUlp = )] partial struct Probe { static double Forward(double x) => x; }",
        "[Activation(MaxUlp = \"2\")] partial struct Probe { static double Forward(double x) => x; }",
        "[Activation] partial struct Probe { static double Forward(double x, double k = 1e400) => x; }",
        "[Activation] partial struct Probe { static double Forward(double x) => 1 / 0; }",
        "[Activation] partial struct Hidden { static double Forward(double x) => x; } "
            + "[Activation] partial struct Probe { static double Forward(double x) => Hidden.Forward(x); }",
        "[Activation] partial struct Probe { static double Forward(double x) => x; } "
            + "[Activation] partial struct Probe { static double Forward(double x) => x; }",
    ];

    /// <summary>
    /// What does not compile anyway: the generator does not throw, and what it adds brings no errors of its own.
    /// </summary>
    [Theory, MemberData(nameof(CompilerErrors))]
    public void Source_that_does_not_compile_is_left_to_the_compiler(string source)
    {
        var outcome = Project.Of(source).Build();
        Assert.True(outcome.Crash is null, outcome.Crash?.ToString());
        Assert.Contains(outcome.CompilerSays, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain(outcome.CompilerSays,
            diagnostic => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(outcome.Reported, diagnostic => diagnostic.Id == "AD0001");
    }
}
