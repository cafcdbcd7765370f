// Which stages run again after an edit. Each test names the expected reason of every tracked step.
using Kernels.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kernels.Generators.Tests.Incremental;

public class IncrementalCachingTests
{
    const string Silu = "namespace App; [Activation] public readonly partial struct Silu { static double "
        + "Forward(double x) => x * Sigmoid(x); }";
    const string Relu = "namespace App; [Activation] public readonly partial struct Relu { static double "
        + "Forward(double x) => Max(x, 0); }";

    static readonly Project Project = Project.Of(Silu);

    [Fact]
    public void A_first_run_runs_every_stage()
        => Assert.Equal(Every("New"), Reasons(Project.Driver().RunGenerators(Project.Compile(), Token)));

    [Fact]
    public void An_unchanged_compilation_reruns_no_stage()
    {
        var compilation = Project.Compile();
        Assert.Equal(Every("Cached"),
            Reasons(Project.Driver().RunGenerators(compilation, Token).RunGenerators(compilation, Token)));
    }

    /// <summary>
    /// The reader looks again, because names may mean something else now,
    /// and finds an equal model: Discover yields what it had.
    /// </summary>
    [Fact]
    public void An_unrelated_edit_reruns_no_stage()
        => Assert.Equal(Every("Cached"), After(compilation => compilation.AddSyntaxTrees(Parse("class Unrelated;"))));

    [Fact]
    public void An_added_comment_reruns_no_stage()
        => Assert.Equal(Every("Cached"),
            After(compilation => Edit(compilation, "x * Sigmoid(x)", "/* self-gated */ x *  Sigmoid(x)")));

    [Fact]
    public void An_added_local_variable_reruns_no_stage()
        => Assert.Equal(Every("Cached"), After(
            compilation => Edit(compilation, "=> x * Sigmoid(x)", "{ var gate = Sigmoid(x); return x * gate; }")));

    [Fact]
    public void A_changed_formula_reruns_every_stage()
        => Assert.Equal(Every("Modified"), After(compilation => Edit(compilation, "x * Sigmoid(x)", "x * Tanh(x)")));

    [Fact]
    public void A_changed_bound_reruns_every_stage()
        => Assert.Equal(Every("Modified"),
            After(compilation => Edit(compilation, "[Activation]", "[Activation(MaxUlp = 3)]")));

    [Fact]
    public void A_second_definition_reruns_no_stage_of_the_first()
        => Assert.Equal(
            new("Cached New", "Cached New", "Cached New", "Cached New", "Cached New", "Cached New", "Cached New",
                "Cached New", "Cached New", "Modified"),
            After(compilation => compilation.AddSyntaxTrees(Parse(Project.Usings + Relu))));

    [Fact]
    public void An_edit_of_one_definition_reruns_its_stages_only()
    {
        var both = Project.Compile().AddSyntaxTrees(Parse(Project.Usings + Relu));
        var driver = Project.Driver().RunGenerators(both, Token);
        const string ItsOwn = "Modified Cached";
        Assert.Equal(
            new(ItsOwn, ItsOwn, ItsOwn, ItsOwn, ItsOwn, ItsOwn, ItsOwn, ItsOwn, ItsOwn, "Modified"),
            Reasons(driver.RunGenerators(Edit(both, "x * Sigmoid(x)", "x * Tanh(x)"), Token)));
    }

    [Fact]
    public void A_deleted_definition_is_removed_from_every_stage()
        => Assert.Equal(Every("Removed"), After(compilation => Edit(compilation, "[Activation]", "")));

    [Fact]
    public void Every_stage_is_tracked()
    {
        var tracked =
            Project.Driver().RunGenerators(Project.Compile(), Token).GetRunResult().Results.Single().TrackedSteps.Keys;
        Assert.Subset(tracked.ToHashSet(), Steps.All.ToHashSet());
    }

    /// <summary>The reasons of the outputs of each step: one for each definition.</summary>
    sealed record StepReasons(
        string Discover, string Stabilise, string Differentiate, string StabiliseDerivatives, string DifferentiateAgain,
        string StabiliseAgain, string Optimise, string Lower, string EmitCpu, string EmitCatalog);

    static StepReasons Every(string reason)
        => new(reason, reason, reason, reason, reason, reason, reason, reason, reason, reason);

    static StepReasons Reasons(GeneratorDriver driver)
    {
        var steps = driver.GetRunResult().Results.Single().TrackedSteps;
        string Of(string name)
            => string.Join(" ",
                steps[name].SelectMany(step => step.Outputs).Select(output => output.Reason.ToString()));
        return new(Of(Steps.Discover), Of(Steps.Stabilise), Of(Steps.Differentiate), Of(Steps.StabiliseDerivatives),
            Of(Steps.DifferentiateAgain), Of(Steps.StabiliseAgain), Of(Steps.Plan), Of(Steps.Lower),
            Of(Steps.EmitCpu), Of(Steps.EmitCatalog));
    }

    static StepReasons After(Func<Compilation, Compilation> edit)
    {
        var compilation = Project.Compile();
        return Reasons(Project.Driver().RunGenerators(compilation, Token).RunGenerators(edit(compilation), Token));
    }

    static Compilation Edit(Compilation compilation, string old, string @new)
    {
        var tree = compilation.SyntaxTrees.First();
        var text = tree.GetText(Token).ToString();
        Assert.Contains(old, text);
        return compilation.ReplaceSyntaxTree(tree, Parse(text.Replace(old, @new)));
    }

    static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, Project.Parsing, cancellationToken: Token);

    static CancellationToken Token => TestContext.Current.CancellationToken;
}
