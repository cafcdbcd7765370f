// The pipeline: what people wrote becomes kernels. Each stage is a pure function from one equatable model to the
// next (Pipeline.cs), tracked by name (Steps.cs); the folder of the same name holds its work.
using Kernels.Emit;
using Kernels.Generators.Discover;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kernels.Generators;

[Generator(LanguageNames.CSharp)]
public sealed class KernelGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // A method of mathematics becomes a formula; one that says something
        // else becomes nothing (the analyzer says why).
        var definitions = Marked(context, DefinitionReader.ActivationAttribute).Collect()
            .Combine(Marked(context, DefinitionReader.KernelAttribute).Collect())
            .SelectMany(Pipeline.Both);
        var kernels = Compile(definitions);

        // One file a definition for the CPU, and the catalogues of the assembly.
        var rootNamespace = context.AnalyzerConfigOptionsProvider
            .Combine(context.CompilationProvider.Select(Pipeline.AssemblyNames)).Select(Pipeline.RootNamespace);
        var catalogues = definitions.Collect().Combine(rootNamespace)
            .SelectMany(Pipeline.EmitCatalogs).WithTrackingName(Steps.EmitCatalog);
        context.RegisterSourceOutput(kernels.Select(Pipeline.EmitCpu).WithTrackingName(Steps.EmitCpu), Pipeline.Output);
        context.RegisterSourceOutput(catalogues, Pipeline.Output);

        // Where Kernels.Gpu is referenced, the same for the GPU, and for
        // definitions of other assemblies that were asked for.
        var hasGpu = context.CompilationProvider.Select(Pipeline.HasGpu);
        var referenced = context.SyntaxProvider
            .ForAttributeWithMetadataName(References.GpuKernelsForAttribute, IsFile, Pipeline.DiscoverReferenced)
            .SelectMany(Pipeline.Each).WithTrackingName(Steps.DiscoverReferenced);
        foreach (var each in (IncrementalValuesProvider<DefinitionPlan>[])[kernels, Compile(referenced)])
        {
            var files = each.Combine(hasGpu).Where(Pipeline.IsForGpu).Select(Pipeline.EmitGpu)
                .WithTrackingName(Steps.EmitGpu);
            context.RegisterSourceOutput(files, Pipeline.Output);
        }
        var catalogue = definitions.Collect().Combine(referenced.Collect()).Combine(hasGpu.Combine(rootNamespace))
            .Select(Pipeline.EmitGpuCatalog).WithTrackingName(Steps.EmitGpuCatalog);
        context.RegisterSourceOutput(catalogue, Pipeline.OutputAny);
    }

    static IncrementalValuesProvider<DefinitionPlan> Compile(IncrementalValuesProvider<ActivationModel> definitions)
    {
        // The formula is made stable, differentiated, and made stable again; then once more, for second derivatives.
        var stable = definitions.Select(Pipeline.StabiliseEach).WithTrackingName(Steps.Stabilise);
        var derived = stable.Select(Pipeline.OfEach(Pipeline.Differentiate)).WithTrackingName(Steps.Differentiate);
        var settled = derived.Select(Pipeline.OfEach(Pipeline.StabiliseDerivatives))
            .WithTrackingName(Steps.StabiliseDerivatives);
        var again = settled.Select(Pipeline.OfEach(Pipeline.DifferentiateAgain))
            .WithTrackingName(Steps.DifferentiateAgain);
        var curved = again.Select(Pipeline.OfEach(Pipeline.StabiliseAgain)).WithTrackingName(Steps.StabiliseAgain);

        // Kernels are planned, rows as passes, and lowered to the primitive operations that every target has.
        var planned = curved.Select(Pipeline.Plan).WithTrackingName(Steps.Plan);
        return planned.Select(Pipeline.Lower).WithTrackingName(Steps.Lower);
    }

    static IncrementalValuesProvider<ActivationModel> Marked(
        IncrementalGeneratorInitializationContext context, string attribute)
        => context.SyntaxProvider.ForAttributeWithMetadataName(attribute, IsType, Pipeline.Discover)
            .Where(Pipeline.IsDefinition).Select(Pipeline.Definition).WithTrackingName(Steps.Discover);

    static bool IsType(SyntaxNode node, CancellationToken _) => node is TypeDeclarationSyntax;

    static bool IsFile(SyntaxNode node, CancellationToken _) => node is CompilationUnitSyntax;
}
