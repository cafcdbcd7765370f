// What the compiler makes of five definitions of the catalogue, as files that a person can read and a review can diff.
using Kernels.Generators.Discover;
using Kernels.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Tests;

public class SnapshotTests
{
    static readonly string[] Names = ["Relu", "Silu", "LeakyRelu", "SwiGlu"];

    static readonly Project Catalogue = new([.. Names.Select(Source)]);

    static readonly Outcome Outcome = Catalogue.Build();

    public static TheoryData<string> All => [.. Names];

    /// <summary>A definition over rows: its passes, and what a person reads of them.</summary>
    [Fact]
    public void The_kernels_over_rows_match_their_snapshot()
    {
        var file = new Project(Source("Softmax")).Build().Files;
        Repository.ShouldHold(Path.Combine(Repository.Snapshots, "Softmax.g.cs"),
            file.Single(file => file.Key.StartsWith("Kernels.Rows.Softmax-", StringComparison.Ordinal)).Value);
    }

    [Theory, MemberData(nameof(All))]
    public void The_generated_code_matches_its_snapshot(string name)
    {
        var file = Outcome.Files.Single(
            file => file.Key.StartsWith($"Kernels.Activations.{name}-", StringComparison.Ordinal));
        Repository.ShouldHold(Path.Combine(Repository.Snapshots, name + ".g.cs"), file.Value);
    }

    [Theory, MemberData(nameof(All))]
    public void The_stages_match_their_snapshot(string name)
    {
        var compilation = Catalogue.Compile();
        var activation = DefinitionReader.Read((INamedTypeSymbol)compilation.GetSymbolsWithName(name).Single(),
            compilation, default).Model!;
        var stable = Pipeline.Stabilise(activation, default);
        var settled = Pipeline.StabiliseDerivatives(Pipeline.Differentiate(stable, default), default);
        var planned =
            Pipeline.Plan(Pipeline.StabiliseAgain(Pipeline.DifferentiateAgain(settled, default), default), default);
        var text = $"formula    {planned.Formula}\n"
            + string.Concat(planned.Result.Derivatives.Select(
                (slope, i) => $"d/d{activation.Definition.Inputs[i]}       {slope}\n"))
            + $"\ndiscovered\n{activation.Definition.Body}\nstabilised\n{stable.Formula}\ndifferentiated and "
            + $"stabilised\n{settled.Formula}"
            + (settled.FromOutput is { } fromOutput ? $"\nderivative from the output\n{fromOutput}" : "")
            + string.Concat(Pipeline.Lower(planned, default).Kernels
                .Select(kernel => $"\n{kernel.Name}({string.Join(", ", kernel.Sources)}) "
                    + $"-> {string.Join(", ", kernel.Destinations)}\n{kernel.Body}"));
        Repository.ShouldHold(Path.Combine(Repository.Snapshots, name + ".ir.txt"), text);
    }

    /// <summary>The file of a definition, in whichever folder of the catalogue it lies.</summary>
    static SourceFile Source(string name)
        => new(name + ".cs", "using System;\nusing Kernels;\n" + File.ReadAllText(
            Directory.GetFiles(Path.Combine(Repository.Root, "src", "Kernels", "Catalogue"), name + ".cs",
                SearchOption.AllDirectories).Single()));
}
