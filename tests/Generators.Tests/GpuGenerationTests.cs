// Where GPU kernels are generated: only where Kernels.Gpu is referenced, for definitions that can be read,
// and again only when a definition changes. A project stands for one that references the package by
// declaring the types it is known by.
using Kernels.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Tests;

public class GpuGenerationTests
{
    static readonly SourceFile Package = new("Package.cs", """
        namespace Kernels.Gpu
        {
            public static class GpuMath;
            [System.AttributeUsage(System.AttributeTargets.Assembly)]
            public sealed class GpuKernelsForAttribute(System.Type marker) : System.Attribute
            {
                public System.Type Marker => marker;
            }
        }
        """);

    static readonly SourceFile Definition = new("Definition.cs", Project.Usings + "[Activation] public readonly "
        + "partial struct Probe { static double Forward(double x) => x / (1 + Exp(-x)); }");

    static readonly SourceFile Rows = new("Rows.cs", Project.Usings
        + "[Activation] public readonly partial struct Probe { static Row Forward(Row x) => x - Mean(x); }");

    static SourceFile For(string type) => new("For.cs", $"[assembly: Kernels.Gpu.GpuKernelsFor(typeof({type}))]");

    /// <summary>The files of the catalogue, which a project asked for.</summary>
    static readonly Lazy<IReadOnlyCollection<string>> Catalogue
        = new(() => [.. new Project(Package, For("Kernels.Activations.Silu")).Build().Files.Keys]);

    [Fact]
    public void Without_the_GPU_package_no_GPU_kernels_are_generated()
        => Assert.DoesNotContain(new Project(Definition).Build().ShouldBuild().Files.Keys, IsGpu);

    [Fact]
    public void With_the_GPU_package_a_definition_has_a_file_and_the_assembly_a_catalogue()
        => Assert.Equal(2, new Project(Definition, Package).Build().Files.Keys.Count(IsGpu));

    [Fact]
    public void A_referenced_assembly_has_a_file_for_each_public_definition()
    {
        Assert.Contains(Catalogue.Value,
            name => name.StartsWith("Kernels.Activations.Mish-", StringComparison.Ordinal) && IsGpu(name));
        Assert.All(Catalogue.Value, name => Assert.True(IsGpu(name), $"{name} is not for the GPU"));
    }

    [Fact]
    public void Definitions_over_rows_have_GPU_kernels()
    {
        Assert.Equal(2, new Project(Rows, Package).Build().Files.Keys.Count(IsGpu));
        Assert.Contains(Catalogue.Value,
            name => name.StartsWith("Kernels.Rows.LayerNorm-", StringComparison.Ordinal) && IsGpu(name));
    }

    [Fact]
    public void A_referenced_assembly_without_definitions_is_reported()
        => new Project(Package, For("System.Text.StringBuilder")).Build().ShouldRefuse("KRN0015");

    [Fact]
    public void An_unrelated_edit_emits_no_GPU_kernel_again()
    {
        var project = new Project(Definition, Package, For("Kernels.Activations.Silu"));
        var edited = project with { Files = [.. project.Files, new SourceFile("Other.cs", "class Other;")] };
        var cancellation = TestContext.Current.CancellationToken;
        var run = project.Driver().RunGenerators(project.Compile(), cancellation)
            .RunGenerators(edited.Compile(), cancellation).GetRunResult().Results.Single();
        foreach (var step in Steps.Gpu)
        {
            var reasons = run.TrackedSteps[step].SelectMany(tracked => tracked.Outputs)
                .Select(output => output.Reason).ToArray();
            Assert.NotEmpty(reasons);
            Assert.All(reasons,
                reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                    $"{step} was {reason}"));
        }
    }

    static bool IsGpu(string file) => file.EndsWith(".gpu.g.cs", StringComparison.Ordinal) || file == "GpuCatalog.g.cs";
}
