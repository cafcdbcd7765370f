// Definitions of unreasonable size: a diagnostic in little time, no overflow of a stack of ordinary size.
using System.Diagnostics;
using Kernels.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Tests.Hostile;

public class DefinitionSizeTests
{
    static string Repeat(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));

    static string Forward(string expression) => $"static double Forward(double x) => {expression};";

    public static TheoryData<string, string> TooLarge => new()
    {
        { "2,000 factors", Forward("x" + Repeat(2_000, _ => " * x")) },
        { "10,000 terms", Forward("x" + Repeat(10_000, i => $" + {i}.5 * x")) },
        { "300 nested calls", Forward(Repeat(300, _ => "Tanh(") + "x" + new string(')', 300)) },
        { "10,000 nodes deep and wide",
            Forward(Repeat(100, i => $"({i} * (x" + Repeat(100, j => $" + {j}") + ")) + ") + "x") },
        { "40 nested calls", Forward(Repeat(40, _ => "Tanh(") + "x" + new string(')', 40)) },
        { "900 minus signs", Forward(Repeat(900, _ => "- ") + "x") },
        { "300 nested conditions", Forward(Repeat(300, i => $"x > {i} ? {i} : ") + "x") },
        { "1,000 returns",
            "static double Forward(double x) { " + Repeat(1_000, _ => "if (x < 1) return 1; ") + "return x; }" },
        { "1,000 locals, each of the last", "static double Forward(double x) { var a0 = x; "
            + Repeat(1_000, i => $"var a{i + 1} = a{i} * a{i} + {i}; ") + "return a1000; }" },
        { "40 doublings by calls", Forward("F0(x)")
            + Repeat(40, i => $" static double F{i}(double u) => F{i + 1}(u) * F{i + 1}(u + {i});")
            + " static double F40(double u) => u;" },
        { "100 calls deep", Forward("F0(x)") + Repeat(100, i => $" static double F{i}(double u) => F{i + 1}(u);")
            + " static double F100(double u) => u;" },
        { "60 calls deep, 150 signs each", Forward("F0(x)")
            + Repeat(60, i => $" static double F{i}(double u) => {Repeat(150, _ => "- ")}F{i + 1}(u);")
            + " static double F60(double u) => u;" },
        { "200 if statements without return", "static double Forward(double x) { double y = 0; "
            + Repeat(400, i => $"if (x > {i}) y += x; else y -= {i}; ") + "return y; }" },
        { "branches that double", "static double Forward(double x) { "
            + Repeat(30, i => $"if (x > {i}) {{ if (x < {i}.5) return {i}; }} ") + "return x; }" },
        { "a switch of 500 arms", Forward("x switch { " + Repeat(500, i => $"< {i} => {i} * x, ") + "_ => x }") },
    };

    [Theory, MemberData(nameof(TooLarge))]
    public void A_definition_that_is_too_large_is_reported(string what, string body)
    {
        var outcome = Narrow(() => Project.Define(body).Build());
        Assert.Contains("more than", outcome.ShouldRefuse("KRN0014").GetMessage());
        Assert.NotEmpty(what);
    }

    public static TheoryData<string, string> Large => new()
    {
        { "20 nested tanh", Forward(Repeat(20, _ => "Tanh(") + "x" + new string(')', 20)) },
        { "90 nested products", Forward(Repeat(90, _ => "0.99 * (x + ") + "x" + new string(')', 90)) },
        { "150 factors", Forward("x" + Repeat(150, _ => " * x")) },
        { "30 arms", Forward("x switch { " + Repeat(30, i => $"< {i} => {i} * x, ") + "_ => x }") },
        { "390 parentheses", Forward(new string('(', 390) + "x" + new string(')', 390)) },
        { "sines of towers",
            Forward("Sin(Exp(Exp(Exp(x)))) + Cos(Pow(x, Exp(x))) + NormalCdf(Exp(Exp(x))) * Exp2(Exp(Exp(x)))") },
        { "a zero that no precision finds",
            Forward("Sin(x) * Sin(x) + Cos(x) * Cos(x) + Log(Exp(Sinh(x))) - Sinh(x) - 1") },
        { "x to the 1024", "static double Forward(double x) { " + Repeat(10, _ => "x *= x; ") + "return x; }" },
    };

    [Theory, MemberData(nameof(Large))]
    public void A_definition_just_within_the_limits_compiles(string what, string body)
    {
        var watch = Stopwatch.StartNew();
        Narrow(() => Project.Define(body).Build()).ShouldBuild();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{what} took {watch.Elapsed}.");
    }

    /// <summary>So deep that the C# compiler gives up: all that is asked of us is not to fall.</summary>
    [Theory, InlineData("3,000 parentheses"), InlineData("3,000 signs"), InlineData("500 calls")]
    public void An_expression_too_deep_for_the_compiler_does_not_crash_the_generator(string what)
    {
        var body = Forward(what switch
        {
            "3,000 signs" => Repeat(3_000, _ => "- ") + "x",
            "500 calls" => Repeat(500, _ => "Abs(") + "x" + new string(')', 500),
            _ => new string('(', 3_000) + "x" + new string(')', 3_000),
        });
        var outcome = Project.Define(body).Build();
        Assert.True(outcome.Crash is null, outcome.Crash?.ToString());
        Assert.True(outcome.Reported.Any(d => d.Id == "KRN0014")
            || outcome.CompilerSays.Any(d => d.Severity == DiagnosticSeverity.Error) || outcome.Files.Count > 0);
    }

    /// <summary>On a stack of one megabyte, the smallest that hosts of the compiler are known to give.</summary>
    static Outcome Narrow(Func<Outcome> build)
    {
        Outcome? outcome = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try { outcome = build(); }
            catch (Exception e) { failure = e; }
        }, maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        return outcome ?? throw new InvalidOperationException("The build failed.", failure);
    }
}
