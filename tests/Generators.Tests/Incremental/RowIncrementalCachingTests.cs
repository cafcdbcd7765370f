// Which stages run again after an edit of one of two definitions over rows, beside one of elements.
using Kernels.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kernels.Generators.Tests.Incremental;

public class RowIncrementalCachingTests
{
    const string Softmax = "namespace App; [Activation] public readonly partial struct Softmax { static Row "
        + "Forward(Row x) => Exp(x) / Sum(Exp(x)); }";
    const string Others = "namespace App; [Activation] public readonly partial struct Unit { static Row Forward(Row x) "
        + "=> x / Sqrt(Sum(Square(x))); } "
        + "[Activation] public readonly partial struct Silu { static double Forward(double x) => x * Sigmoid(x); }";

    static readonly CSharpCompilation Both = Project.Of(Softmax).Compile()
        .AddSyntaxTrees(Parse(Project.Usings + Others));

    [Fact]
    public void An_unchanged_compilation_reruns_no_stage()
        => Assert.All(After(Both), step => Assert.Matches("^Cached( Cached)*$", step.Reasons));

    [Fact]
    public void An_added_comment_reruns_no_stage()
        => Assert.All(After(Edited("Exp(x) / Sum", "/* shares */ Exp(x) / Sum")),
            step => Assert.Matches("^Cached( Cached)*$", step.Reasons));

    [Fact]
    public void An_edit_of_one_definition_reruns_its_stages_only()
    {
        foreach (var (name, reasons) in After(Edited("Exp(x) / Sum(Exp(x))", "x / Sum(Abs(x))")))
            Assert.Equal(
                (name, name == Steps.EmitCatalog ? "Unchanged Modified" : "Modified Cached Cached"), (name, reasons));
    }

    /// <summary>Reasons of the outputs of each step behind Discover.</summary>
    static (string Name, string Reasons)[] After(Compilation edited)
    {
        var steps = Project.Of(Softmax).Driver().RunGenerators(Both, Token).RunGenerators(edited, Token)
            .GetRunResult().Results.Single().TrackedSteps;
        return [.. Steps.All.Where(name => name != Steps.Discover)
            .Select(name => (name, string.Join(" ",
                steps[name].SelectMany(step => step.Outputs).Select(output => output.Reason.ToString()))))];
    }

    static Compilation Edited(string old, string @new)
    {
        var tree = Both.SyntaxTrees.First();
        var text = tree.GetText(Token).ToString();
        Assert.Contains(old, text);
        return Both.ReplaceSyntaxTree(tree, Parse(text.Replace(old, @new)));
    }

    static SyntaxTree Parse(string text)
        => CSharpSyntaxTree.ParseText(text, Project.Of("").Parsing,
            cancellationToken: TestContext.Current.CancellationToken);

    static CancellationToken Token => TestContext.Current.CancellationToken;
}
