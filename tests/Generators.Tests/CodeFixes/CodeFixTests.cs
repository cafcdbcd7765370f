// What an editor makes of a definition where a remedy is mechanical: the text before and after.
using System.Text.RegularExpressions;
using Kernels.CodeFixes;
using Kernels.Generators.Tests.Driving;

namespace Kernels.Generators.Tests.CodeFixes;

public class CodeFixTests
{
    static string Method(string expression, string usings = Project.Usings)
        => $"{usings}[Activation]\nreadonly partial struct Probe\n{{\n    static double Forward(double x, "
            + $"double y) => {expression};\n}}\n";

    public static TheoryData<string, string> Named => new()
    {
        { "1 / (1 + Exp(-x)) * y", "Sigmoid(x) * y" },
        { "y * (1 / (1 + Exp(-x)))", "y * (Sigmoid(x))" },
        { "y + x / (1 + Exp(-x))", "y + x * Sigmoid(x)" },
        { "y * Math.Exp(x) / (Math.Exp(x) + 1)", "y * Sigmoid(x)" },
        { "1.0 / (1 + Exp(-2 * x)) + y", "Sigmoid(2 * x) + y" },
        { "y * (Exp(x) - 1)", "y * (ExpM1(x))" },
        { "y + Log(1 + x * x)", "y + Log1P(x * x)" },
        { "y * Math.Log(1 + Exp(x - 3))", "y * Softplus(x - 3)" },
        { "y * Tanh(Log(1 + Exp(x)))", "y * Tanh(Softplus(x))" },
        { "y + 0.5 * x * (1 + Erf(x / Sqrt(2)))", "y + x * NormalCdf(x)" },
        { "y * ((Exp(x) - Exp(-x)) / (Exp(x) + Exp(-x)))", "y * (Tanh(x))" },
    };

    [Theory, MemberData(nameof(Named))]
    public async Task A_naive_formula_is_replaced_by_its_stable_function(string naive, string named)
        => Assert.Equal(Method(named), await CodeFixRunner.Apply(new StableFormFix(), Method(naive), "KRN3001"));

    [Fact]
    public async Task The_replacement_is_qualified_as_the_usings_require()
    {
        Assert.Equal(Method("KernelMath.Softplus(x) * y", "using System;\nusing Kernels;\n"),
            await CodeFixRunner.Apply(new StableFormFix(),
                Method("Math.Log(1 + Math.Exp(x)) * y", "using System;\nusing Kernels;\n"), "KRN3001"));
        const string Bare = "[Kernels.Activation] readonly partial struct Probe { static double Forward(double x) => ";
        Assert.Equal(Bare + "global::Kernels.KernelMath.Softplus(x); }", await CodeFixRunner.Apply(new StableFormFix(),
            Bare + "System.Math.Log(1 + System.Math.Exp(x)); }", "KRN3001"));
    }

    public static TheoryData<string> Unnamed =>
    [
        "static double Forward(double x) => x * Sigmoid(x) + Softplus(x) + Log1P(x * x) + ExpM1(x) + NormalCdf(x);",
        "static double Forward(double x) => Exp(x) - 2;",
        "static double Forward(double x) => 0.5 * x * (1 + Tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)));",
        "static double Forward(double x) { x *= 2; return 1 / (1 + Exp(-x)); }",
        "static double Forward(double x) => x > 0 ? x : 0.01 * x;",
    ];

    [Theory, MemberData(nameof(Unnamed))]
    public void A_formula_without_a_stable_replacement_gets_no_advice_on_one(string forward)
        => Assert.DoesNotContain(
            Project.Define(forward).Build().ShouldBuild().Advice, advice => advice.Id == "KRN3001");

    public static TheoryData<string, string> NoActivations => new()
    {
        { "[Activation]", "[Kernel]" },
        { "[Activation(MaxUlp = 8)]", "[Kernel(MaxUlp = 8)]" },
        { "[Kernels.Activation]", "[Kernels.Kernel]" },
        { "[global::Kernels.ActivationAttribute]", "[global::Kernels.Kernel]" },
    };

    [Theory, MemberData(nameof(NoActivations))]
    public async Task What_is_no_activation_becomes_a_kernel(string written, string marked)
    {
        foreach (var method in (string[])["static Row Forward(Row x) => x / Sum(x);",
            "static double Step(double w, double dw, double rate = 0.1) => w - rate * dw;"])
        {
            string Text(string attribute)
                => $"{Project.Usings}{attribute}\nreadonly partial struct Probe\n{{\n    {method}\n}}\n";
            Assert.Equal(Text(marked), await CodeFixRunner.Apply(new KernelFix(), Text(written), "KRN3002"));
            Assert.Empty(Project.Of(Text(marked)).Build().ShouldBuild().Advice);
        }
    }

    [Fact]
    public void A_definition_with_Stabilise_false_gets_no_advice_on_its_form()
        => Assert.DoesNotContain(Project.Of("[Activation(Stabilise = false)] partial struct Probe { static double "
            + "Forward(double x) => 1 / (1 + Exp(-x)); }").Build().ShouldBuild().Advice,
            advice => advice.Id == "KRN3001");

    public static TheoryData<string, string, string> Partial => new()
    {
        { "KRN0001", "[Activation]\npublic readonly struct Probe",
            "[Activation]\npublic readonly partial struct Probe" },
        { "KRN0001", "/// <summary>Text.</summary>\n[Activation] struct Probe",
            "/// <summary>Text.</summary>\n[Activation]\npartial struct Probe" },
        { "KRN0001", "[Activation]\nclass Probe", "[Activation]\nclass Probe" },
        { "KRN0004", "static class Outer { [Activation] public partial struct Probe",
            "static partial class Outer { [Activation] public partial struct Probe" },
    };

    [Theory, MemberData(nameof(Partial))]
    public async Task A_struct_and_its_containing_types_are_made_partial(string id, string before, string after)
    {
        var rest = " { static double Forward(double x) => x; }"
            + (before.Contains("Outer", StringComparison.Ordinal) ? " }" : "");
        Assert.Equal(Flat(Project.Usings + after + rest),
            Flat(await CodeFixRunner.Apply(new PartialFix(), Project.Usings + before + rest, id)));
    }

    /// <summary>Where a modifier is the first token its line is the formatter's affair.</summary>
    static string Flat(string text)
        => string.Join(" ", text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A number stands for any that the verdict measured.</summary>
    public static TheoryData<string, string, string, string> Bounds => new()
    {
        { "KRN2001", "Activation(MaxUlp = 0.6, Stabilise = false)",
            "Activation(MaxUlp = 9, Stabilise = false)", "Sigmoid(x)" },
        { "KRN2002", "Activation(MaxUlp = 3, MaxGradientUlp = 0.6, Stabilise = false)",
            "Activation(MaxUlp = 3, MaxGradientUlp = 9, Stabilise = false)", "Sigmoid(x)" },
        { "KRN2001", "Activation(Stabilise = false)",
            "Activation(Stabilise = false, MaxUlp = 9)", "Pow(Sigmoid(x) + 1, 13)" },
    };

    [Theory, MemberData(nameof(Bounds))]
    public async Task A_bound_is_raised_to_the_measured_error(string id, string before, string after, string expression)
    {
        string Source(string attribute)
            => $"{Project.Usings}[{attribute}] readonly partial struct Probe {{ static double Forward(double x) "
                + $"=> {expression}; }}";
        Assert.Matches("^" + Regex.Escape(Source(after)).Replace("=\\ 9", "=\\ [1-9][0-9]?") + "$",
            await CodeFixRunner.Apply(new BoundFix(), Source(before), id));
    }
}
