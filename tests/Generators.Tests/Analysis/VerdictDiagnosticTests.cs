// Definitions with one disease each (where lanes could be chosen that heal them, Stabilise = false keeps them as they
// are), and their healthy twins: one diagnostic at the right place with the right worst input, or none.
using Kernels.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Tests.Analysis;

public class VerdictDiagnosticTests
{
    static Project Of(string attribute, string forward)
        => Project.Of($"namespace App;\n[{attribute}]\npublic readonly partial struct Probe\n{{\n    {forward}\n}}\n");

    /// <summary>Id, attribute, method, the text at the place of the diagnostic, what its message must say.</summary>
    public static TheoryData<string, string, string, string, string> Ill => new()
    {
        { "KRN2001", "Activation(MaxUlp = 0.6, Stabilise = false)", "static double Forward(double x) => Sigmoid(x);",
            "MaxUlp = 0.6", "promises 0.6 ULP" },
        { "KRN2001", "Activation(MaxUlp = 0.5, MaxGradientUlp = 0.75, Stabilise = false)",
            "static double Forward(double x) => x > 0 ? x / 3 + 0.1 : 0.1;", "MaxUlp = 0.5", "its value at x = " },
        { "KRN2002", "Activation(MaxGradientUlp = 0.6, Stabilise = false)",
            "static double Forward(double x) => Sigmoid(x);", "MaxGradientUlp = 0.6", "its derivative at x = " },
        { "KRN2002", "Activation(MaxGradientUlp = 1, Stabilise = false)", "static double Forward(double x, "
            + "double gate) => x + Tanh(gate);", "MaxGradientUlp = 1", "its derivative by gate at x = " },
        { "KRN2003", "Activation(Stabilise = false)", "static double Forward(double x, [Trainable] double beta = -60) "
            + "=> Max(x, 1) + 1 / (1 + Exp(-beta));", "Forward", "derivative by beta" },
        { "KRN2003", "Activation(Stabilise = false)",
            "static double Forward(double x) => x / (1 + Exp(-x));", "Forward", "expected -" },
        { "KRN2003", "Activation(Stabilise = false)", "static double Forward(double x) => Log(1 + Exp(x));",
            "Forward", "is ∞, expected" },
        { "KRN2003", "Activation(Stabilise = false)", "static double Forward(double x, double k = 1) "
            + "=> x * x * x * x / (k + x * x * x * x);", "Forward", "is NaN, expected" },
        { "KRN2003", "Activation(Stabilise = false)", "static double Forward(double x) => Sqrt(1 + x * x);",
            "Forward", "is ∞, expected" },
        { "KRN2003", "Activation(Stabilise = false)", "static double Forward(double x) => x == 0 ? 1 : Sin(x) / x;",
            "Forward", "the derivative at" },
        { "KRN2003", "Activation", "static Row Forward(Row x) => Exp(x) / (Sum(Exp(x * x)) + 1);",
            "Forward", "is NaN, expected" },
        { "KRN2003", "Activation", "static Row Forward(Row x) => x * Exp(x);", "Forward", "the value at x = -∞, " },
        { "KRN2003", "Activation", "static double Forward(double x, [PerColumn] double weight) => Tanh(x * weight);",
            "Forward", "the derivative by weight at x = -∞, " },
        { "KRN2003", "Activation", "static double Forward(Row x) => Sum(Tanh(x) * x * Exp(x));", "Forward",
            "-∞, -3.40701246, -2.96614027, column 0 is ∞, expected 0.388437361" },
        { "KRN2003", "Activation", "static double Forward(Row x, [PerRow] double positive) => -Log(Exp(positive) "
            + "/ (Exp(positive) + Sum(Exp(x))));", "Forward", "is NaN, expected ∞" },
        { "KRN2004", "Activation", "static double Forward(double x) => x > 1 ? x : 0;",
            "Forward", "x = 1 (0x3F800000)" },
        { "KRN2004", "Activation", "static double Forward(double x, double knee = 0.3) => x < knee ? 0 : "
            + "x < 2 ? x : 2 * x;", "Forward", "its value jumps from" },
        { "KRN2004", "Activation", "static double Forward(double x) => Sqrt(Abs(x));",
            "Forward", "x = 0 (0x00000000)" },
        { "KRN2004", "Activation", "static double Forward(double x) => Sin(x) / x;",
            "Forward", "it has no value there" },
        { "KRN2004", "Activation", "static double Forward(double x) => Softplus(x) switch { < 0.1 => 0, var y => y };",
            "Forward", "its value jumps from 0" },
        { "KRN2004", "Activation", "static double Forward(double x) => x == 2 ? 7 : x;",
            "Forward", "x = 2 (0x40000000)" },
        { "KRN2005", "Activation",
            "static double Forward(double x, double unused = 2) => x * x;", "unused", "'unused'" },
        { "KRN2005", "Activation", "static double Forward(double x, double unused) => x * x;", "unused", "'unused'" },
        { "KRN2005", "Activation", "static double Forward(double x, double k = 2) => x + 0 * k;", "k", "'k'" },
        { "KRN2006", "Activation", "static double Forward(double x) => Min(x, 1e50);", "1e50", "1E+50 is ∞" },
        { "KRN2006", "Activation", "static double Forward(double x) => x + 1e-60;", "1e-60", "1E-60 is 0" },
        { "KRN2006", "Activation", "const double Big = 1e30; static double Forward(double x) => Min(x, Big * Big);",
            "Big * Big", "1E+60 is ∞" },
    };

    [Theory, MemberData(nameof(Ill))]
    public void A_faulty_definition_is_reported(string id, string attribute, string forward, string place, string says)
    {
        var verdict = Of(attribute, forward).Build().ShouldBuild().Verdict;
        Assert.True(verdict is [{ } only] && only.Id == id, $"Expected one {id}, got:\n{string.Join("\n", verdict)}");
        Assert.Equal(place, verdict[0].Location.SourceTree!.ToString()
            .Substring(verdict[0].Location.SourceSpan.Start, verdict[0].Location.SourceSpan.Length));
        Assert.Contains(says, verdict[0].GetMessage());
        Assert.Equal(DiagnosticSeverity.Warning, verdict[0].Severity);
    }

    public static TheoryData<string, string> Healthy => new()
    {
        { "Activation(MaxUlp = 2.2, MaxGradientUlp = 5)", "static double Forward(double x) => Sigmoid(x);" },
        { "Activation(MaxGradientUlp = 5)", "static double Forward(double x, double gate) => x + Tanh(gate);" },
        { "Activation", "static double Forward(double x, double beta = 1.3) => x * Sigmoid(beta * x);" },
        { "Activation", "static double Forward(double x) => x / (1 + Exp(-x));" },
        { "Activation", "static double Forward(double x) => Log(1 + Exp(x));" },
        { "Activation", "static double Forward(double x) => x > 1 ? x : 1;" },
        { "Activation", "static Row Forward(Row x) => Exp(x) / Sum(Exp(x));" },
        { "Activation", "static Row Forward(Row x) => Tanh(x) - Mean(Tanh(x));" },
        // At masked logits, and where a limit is none that anybody means: of ∞/∞,
        // of a gradient that is infinite, of a row with nothing but -∞.
        { "Activation", "static Row Forward(Row x) => x - LogSumExp(x);" },
        { "Activation", "static double Forward(Row x) => LogSumExp(x);" },
        { "Activation", "static double Forward(Row x) => LogSumExp(-x);" },
        { "Activation", "static double Forward(Row x, [PerRow] int label) => LogSumExp(x) "
            + "- Sum(Select(Equal(Index(x), label), x, 0));" },
        { "Activation", "static Row Forward(Row x, [PerRow] double length) { var e = Exp(Select(Index(x) < length, x, "
            + "double.NegativeInfinity)); return e / Sum(e); }" },
        { "Activation", "static Row Forward(Row x, [PerRow] double last) { var e = Select(Index(x) <= last, "
            + "Exp(x - Max(x)), 0); return e / Sum(e); }" },
        { "Activation", "static Row Forward(Row x, Row mask) => Exp(x + mask) / Sum(Exp(x + mask));" },
        { "Activation(MaxUlp = 64)",
            "static double Forward(Row x) { var p = Exp(x) / Sum(Exp(x)); return -Sum(p * Log(p)); }" },
        { "Activation(MaxUlp = 64)",
            "static double Forward(Row x) { var p = Exp(x) / Sum(Exp(x)); return -Sum(XLogY(p, p)); }" },
        { "Activation(MaxUlp = 64)", "static double Forward(Row x, [PerRow] int label) "
            + "=> 2 * (1 - Sum(Select(Equal(Index(x), label), Exp(x) / Sum(Exp(x)), 0)));" },
        { "Activation", "static double Forward(Row x) => Sum(x * Exp(x)) / Sum(Exp(x));" },
        { "Activation", "static double Forward(Row x) { var p = Exp(x) / Sum(Exp(x)); return Sum(p * x); }" },
        { "Activation", "static Row Forward(Row x) => x * Exp(x) / Sum(Exp(x));" },
        { "Activation", "static Row Forward(Row x, double epsilon = 1e-5) { var d = x - Mean(x); "
            + "return d / Sqrt(Mean(d * d) + epsilon); }" },
        { "Activation", "static Row Forward(Row x, double epsilon = 1e-5) => x * (1 / Sqrt(Mean(x * x) + epsilon));" },
        { "Activation", "static double Forward(double x, double slope = 2) { var s = Sigmoid(slope * x); "
            + "return s + Detach((x > 0 ? 1.0 : 0.0) - s); }" },
        { "Activation", "static double Forward(double x, double slope = 0.01) => x > 0 ? x : slope * x;" },
        { "Activation", "static double Forward(double x) => Abs(x) + Max(x, 1) + Clamp(x, 1, 2) + Floor(Abs(x));" },
        { "Activation", "static double Forward(double x) => x * Sign(x - 3);" },
        { "Activation", "static double Forward(double x) => x == 0 ? 0 : Abs(x);" },
        { "Activation", "static double Forward(double x, double used = 2) => x * x + used;" },
        { "Activation", "static double Forward(double x) => Min(x, 1e30);" },
        { "Activation(Accuracy = Accuracy.High)", "static double Forward(double x) => x * 1e30 * 1e-30 + 1e-60;" },
        { "Activation", "static double Forward(double x) => x / (1 + Abs(x));" },
        { "Activation", "static double Forward(double x) => Log(x) + Sqrt(x);" },
    };

    [Theory, MemberData(nameof(Healthy))]
    public void A_sound_definition_is_not_reported(string attribute, string forward)
    {
        var verdict = Of(attribute, forward).Build().ShouldBuild().Verdict;
        Assert.True(verdict.IsEmpty, string.Join("\n", verdict));
    }
}
