// Definitions with several results: the names that their spans get,
// the ways in which a method returns a tuple, and what is refused.
extern alias runtime;

using Kernels.Generators.Tests.Driving;
using GradientCheck = runtime::Kernels.Verification.GradientCheck;

namespace Kernels.Generators.Tests.Hostile;

public class MultipleResultTests
{
    static readonly string[] Names =
    [
        "x", "g", "y", "dx", "dy", "dydx", "isa", "accumulate", "sums", "stream", "offset", "newX", "dNewX", "@class",
        "@o", "ouble", "i", "edge", "rows", "lanes", "Forward", "Backward", "Info", "Kernels", "System", "Unsafe",
        "RowLoop", "TLanes", "É", "_", "memory", "k",
    ];

    [Fact]
    public void Results_of_any_name_compile()
        => new Project([.. Names.Zip(Names.Skip(1).Append("x"), (a, b) => (a, b))
            .Select((names, i) => new SourceFile($"{i}.cs", $$"""
            namespace App.N{{i}}
            {
                [global::Kernels.Kernel] partial struct Probe
                {
                    static (double {{names.a}}, double {{names.b}}) Forward(
                        double x, double g, [global::Kernels.Trainable] double o = 2)
                        => (x * g, global::Kernels.KernelMath.Sigmoid(o * x));
                }
                [global::Kernels.Kernel] partial struct ProbeStep
                {
                    static (double {{names.a}}, double {{names.b}}) Step(double x, double g, double rate = 2)
                        => (x - rate * g, g);
                }
            }
            """))]).Build().ShouldBuild();

    public static TheoryData<string> Returned =>
    [
        "static (double a, double b) Forward(double x) => (x, 2 * x);",
        "static (double, double) Forward(double x) => (x * x, 1 / (1 + x * x));",
        "static (double a, double b) Forward(double x) { var t = Tanh(x); return (t, 1 - t * t); }",
        "static (double a, double b) Forward(double x) { if (x > 0) return (x, 0); return (0, x); }",
        "static (double a, double b) Forward(double x) => x > 0 ? (x, 1.0) : (2 * x, x);",
        "static (double a, double b) Forward(double x) => x switch { > 1 => (x, 1), "
            + "< -1 => (-x, -1), _ => (x * x, x) };",
        "static (double a, double b, double c, double d, double e, double f, double g, double h) Forward(double x) "
            + "=> (x, x + 1, 2 * x, 0, -x, x, Exp(-x * x), 3 - x);",
        "static (double a, double b) Forward(double x, double y) => (Detach(x) * y, y);",
        "static (double a, double b) Forward(double x) => (1, 2);",
    ];

    [Theory, MemberData(nameof(Returned))]
    public void Results_match_what_the_method_returns(string method)
    {
        var results = new Loaded(
            Project.Of($"[Kernel(MaxUlp = 16)] partial struct Probe {{ {method} }}").Build().ShouldBuild()).All;
        Assert.True(results.Count > 1);
        foreach (var result in results)
        {
            var check = GradientCheck.Run(result);
            Assert.True(check.Passed || result.Derivatives.All(slope => slope == "0"), check.ToString());
            Check.Value(result);
        }
    }

    [Fact]
    public void A_step_has_no_gradient_and_may_have_one_result()
    {
        var step = Assert.Single(new Loaded(Project.Of("[Kernel] partial struct Sgd { static double Step(double w, "
            + "double g, double rate = 0.1) => w - rate * g; }").Build().ShouldBuild()).All);
        var kernel = Assert.Single(step.Kernels);
        Assert.Equal(("Forward", "Step"), (kernel.Name, kernel.Of!.Kernel.Name));
        Assert.True(step.IsStep);
        Assert.True(GradientCheck.Run(step).Passed);
    }

    [Theory]
    [InlineData("KRN0005", "static (double a, float b) Forward(double x) => (x, 1);")]
    [InlineData("KRN0005", "static ((double a, double b) c, double d) Forward(double x) => ((x, x), x);")]
    [InlineData("KRN0005", "static double Step(double x) => x; static double Step(double x, double y) => y;")]
    [InlineData("KRN0010", "static (double a, double b) Forward(double x) { (double a, double b) t = (x, x); "
        + "return t.a > 0 ? t : (0, 0); }")]
    [InlineData("KRN0010",
        "static (double a, double b) Forward(double x) => (x > 0, x < 1) switch { (true, _) => (x, 0), _ => (0, x) };")]
    [InlineData("KRN0010", "static (double a, double b) Forward(double x) => (x, x) is (1, _) ? (x, 0.0) : (0.0, x);")]
    [InlineData("KRN0010", "static double Forward(double x) { var t = (x, 2 * x); return t.Item1; }")]
    [InlineData("KRN0014", "static (double a, double b, double c, double d, double e, double f, double g, double h, "
        + "double i) Forward(double x) => (x, x, x, x, x, x, x, x, x);")]
    public void Unsupported_results_are_refused(string id, string method)
        => Project.Define(method).Build().ShouldRefuse(id);
}
