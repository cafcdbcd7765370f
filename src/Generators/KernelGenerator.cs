// The pipeline: what people wrote becomes kernels. Each stage is a pure function from one equatable model to the
// next (Pipeline.cs), tracked by name (Steps.cs); the folder of the same name holds its work.
using Kernels.Generators.Discover;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kernels.Generators;

[Generator(LanguageNames.CSharp)]
public sealed class KernelGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // A method of mathematics becomes a formula; one that says something else becomes nothing (the analyzer says why).
        var definitions = context.SyntaxProvider
            .ForAttributeWithMetadataName(DefinitionReader.ActivationAttribute, IsType, Pipeline.Discover)
            .Where(Pipeline.IsDefinition).Select(Pipeline.Definition).WithTrackingName(Steps.Discover);

        // The formula is made stable, differentiated, and made stable again.
        var stable = definitions.Select(Pipeline.Stabilise).WithTrackingName(Steps.Stabilise);
        var derived = stable.Select(Pipeline.Differentiate).WithTrackingName(Steps.Differentiate);
        var settled = derived.Select(Pipeline.StabiliseDerivatives).WithTrackingName(Steps.StabiliseDerivatives);

        // Kernels are planned, and lowered to the primitive operations that every target has.
        var planned = settled.Select(Pipeline.Optimise).WithTrackingName(Steps.Optimise);
        var kernels = planned.Select(Pipeline.Lower).WithTrackingName(Steps.Lower);

        // One file a definition for the CPU, and one catalogue for the assembly.
        context.RegisterSourceOutput(kernels.Select(Pipeline.EmitCpu).WithTrackingName(Steps.EmitCpu), Pipeline.Output);
        var rootNamespace = context.AnalyzerConfigOptionsProvider.Combine(context.CompilationProvider.Select(Pipeline.AssemblyNames)).Select(Pipeline.RootNamespace);
        context.RegisterSourceOutput(definitions.Collect().Combine(rootNamespace).Select(Pipeline.EmitCatalog).WithTrackingName(Steps.EmitCatalog), Pipeline.OutputAny);
    }

    static bool IsType(SyntaxNode node, CancellationToken _) => node is TypeDeclarationSyntax;
}
