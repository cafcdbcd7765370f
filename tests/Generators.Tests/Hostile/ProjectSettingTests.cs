// Projects whose settings differ from ours.
using Kernels.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kernels.Generators.Tests.Hostile;

public class ProjectSettingTests
{
    static readonly Project Silu = Project.Define("static double Forward(double x) => x / (1 + Exp(-x));");

    [Fact]
    public void A_project_without_nullable_annotations_compiles()
        => (Silu with { Options = Silu.Options.WithNullableContextOptions(NullableContextOptions.Disable) })
            .Build().ShouldBuild();

    [Fact]
    public void A_project_with_overflow_checks_computes_the_same()
        => Check.Kernels(
            new Loaded((Silu with { Options = Silu.Options.WithOverflowChecks(true) }).Build().ShouldBuild()).All[0]);

    [Fact]
    public void An_optimised_project_computes_the_same()
        => Check.Kernels(
            new Loaded((Silu with { Options = Silu.Options.WithOptimizationLevel(OptimizationLevel.Release) }).Build()
                .ShouldBuild()).All[0]);

    [Fact]
    public void A_project_without_unsafe_code_compiles()
    {
        Assert.False(Silu.Options.AllowUnsafe);
        Silu.Build().ShouldBuild();
    }

    [Fact]
    public void A_project_with_warnings_as_errors_compiles()
        => (Silu with
        {
            Options = Silu.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Error).WithWarningLevel(9999)
        }).Build().ShouldBuild();

    [Fact]
    public void A_project_with_the_preview_language_compiles()
        => (Silu with { Language = LanguageVersion.Preview }).Build().ShouldBuild();

    [Theory, InlineData(LanguageVersion.CSharp8), InlineData(LanguageVersion.CSharp12),
        InlineData(LanguageVersion.CSharp13)]
    public void An_older_language_version_is_refused(LanguageVersion version)
    {
        const string Probe =
            "namespace App { [Activation] partial struct Probe { static double Forward(double x) => x; } }";
        (Project.Of(Probe) with { Language = version }).Build().ShouldRefuse("KRN0016");
    }

    [Theory, InlineData("my-app.1st"), InlineData("class"), InlineData("App"), InlineData("Kernels"),
        InlineData("Ω"), InlineData("System")]
    public void An_unusual_assembly_name_compiles(string name)
        => (Silu with { AssemblyName = name }).Build().ShouldBuild();

    /// <summary>A project and its only type often have one name.</summary>
    [Theory, InlineData("Silu"), InlineData("Silu.Tests"), InlineData("@class")]
    public void An_assembly_named_like_its_type_compiles(string name)
    {
        var type = name.Split('.')[0];
        var project = Project.Of(
            $"[Activation] public readonly partial struct {type} {{ static double Forward(double x) => x; }}") with
        {
            AssemblyName = name.TrimStart('@')
        };
        Assert.Equal(type.TrimStart('@'), new Loaded(project.Build().ShouldBuild()).All[0].Name);
    }

    [Fact]
    public void A_project_without_definitions_generates_nothing()
    {
        var outcome = Project.Of("class Program;").Build();
        Assert.Null(outcome.Crash);
        Assert.Empty(outcome.Files);
    }

    [Fact]
    public void A_project_without_a_reference_to_Kernels_generates_nothing()
    {
        var outcome = (new Project(
            new SourceFile("A.cs", "[Activation] partial struct Probe { static double Forward(double x) => x; }")) with
        {
            References = [.. Project.Basis.Where(
                reference => !reference.Display!.EndsWith("Kernels.dll", StringComparison.Ordinal))]
        }).Build();
        Assert.Null(outcome.Crash);
        Assert.Empty(outcome.Files);
    }
}
