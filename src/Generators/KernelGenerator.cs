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
        var (activations, rows) =
            (definitions.Where(RowPipeline.IsOverElements), definitions.Where(RowPipeline.IsOverRows));
        var (kernels, rowKernels) = (Compile(activations), CompileRows(rows));

        // One file a definition for the CPU, and one catalogue for the assembly.
        var rootNamespace = context.AnalyzerConfigOptionsProvider
            .Combine(context.CompilationProvider.Select(Pipeline.AssemblyNames)).Select(Pipeline.RootNamespace);
        context.RegisterSourceOutput(kernels.Select(Pipeline.EmitCpu).WithTrackingName(Steps.EmitCpu), Pipeline.Output);
        context.RegisterSourceOutput(activations.Collect().Combine(rootNamespace).Select(Pipeline.EmitCatalog)
            .WithTrackingName(Steps.EmitCatalog), Pipeline.OutputAny);
        context.RegisterSourceOutput(
            rowKernels.Select(RowPipeline.EmitCpu).WithTrackingName(Steps.EmitRows), Pipeline.Output);
        context.RegisterSourceOutput(rows.Collect().Combine(rootNamespace).Select(RowPipeline.EmitCatalog)
            .WithTrackingName(Steps.EmitRowCatalog), Pipeline.OutputAny);

        // Where Kernels.Gpu is referenced, the same for the GPU, and for
        // definitions of other assemblies that were asked for.
        var referenced = context.SyntaxProvider
            .ForAttributeWithMetadataName(References.GpuKernelsForAttribute, IsFile, Pipeline.DiscoverReferenced)
            .SelectMany(Pipeline.Each).WithTrackingName(Steps.DiscoverReferenced);
        var hasGpu = context.CompilationProvider.Select(Pipeline.HasGpu);
        context.RegisterSourceOutput(kernels.Combine(hasGpu).Where(Pipeline.IsForGpu).Select(Pipeline.EmitGpu)
            .WithTrackingName(Steps.EmitGpu), Pipeline.Output);
        context.RegisterSourceOutput(Compile(referenced.Where(RowPipeline.IsOverElements)).Combine(hasGpu)
            .Select(Pipeline.EmitGpu).WithTrackingName(Steps.EmitGpu), Pipeline.Output);
        context.RegisterSourceOutput(rowKernels.Combine(hasGpu).Where(RowPipeline.IsForGpu).Select(RowPipeline.EmitGpu)
            .WithTrackingName(Steps.EmitGpuRows), Pipeline.Output);
        context.RegisterSourceOutput(CompileRows(referenced.Where(RowPipeline.IsOverRows)).Combine(hasGpu)
            .Select(RowPipeline.EmitGpu).WithTrackingName(Steps.EmitGpuRows), Pipeline.Output);
        context.RegisterSourceOutput(definitions.Collect().Combine(referenced.Collect())
            .Combine(hasGpu.Combine(rootNamespace)).Select(Pipeline.EmitGpuCatalog)
            .WithTrackingName(Steps.EmitGpuCatalog), Pipeline.OutputAny);
    }

    static IncrementalValuesProvider<KernelSet> Compile(IncrementalValuesProvider<ActivationModel> definitions)
    {
        // The formula is made stable, differentiated, and made stable again; then once more, for second derivatives.
        var stable = definitions.Select(Pipeline.StabiliseEach).WithTrackingName(Steps.Stabilise);
        var derived = stable.Select(Pipeline.OfEach(Pipeline.Differentiate)).WithTrackingName(Steps.Differentiate);
        var settled = derived.Select(Pipeline.OfEach(Pipeline.StabiliseDerivatives))
            .WithTrackingName(Steps.StabiliseDerivatives);
        var again = settled.Select(Pipeline.OfEach(Pipeline.DifferentiateAgain))
            .WithTrackingName(Steps.DifferentiateAgain);
        var curved = again.Select(Pipeline.OfEach(Pipeline.StabiliseAgain)).WithTrackingName(Steps.StabiliseAgain);

        // Kernels are planned, and lowered to the primitive operations that every target has.
        var planned = curved.Select(Pipeline.Optimise).WithTrackingName(Steps.Optimise);
        return planned.Select(Pipeline.Lower).WithTrackingName(Steps.Lower);
    }

    static IncrementalValuesProvider<RowSet> CompileRows(IncrementalValuesProvider<ActivationModel> definitions)
    {
        // The same of formulas over rows, which are scheduled into passes.
        var stable = definitions.Select(Pipeline.Stabilise).WithTrackingName(Steps.StabiliseRows);
        var derived = stable.Select(RowPipeline.Differentiate).WithTrackingName(Steps.DifferentiateRows);
        var settled = derived.Select(Pipeline.StabiliseDerivatives).WithTrackingName(Steps.StabiliseRowGradients);
        var scheduled = settled.Select(RowPipeline.Schedule).WithTrackingName(Steps.Schedule);
        return scheduled.Select(RowPipeline.Lower).WithTrackingName(Steps.LowerRows);
    }

    static IncrementalValuesProvider<ActivationModel> Marked(
        IncrementalGeneratorInitializationContext context, string attribute)
        => context.SyntaxProvider.ForAttributeWithMetadataName(attribute, IsType, Pipeline.Discover)
            .Where(Pipeline.IsDefinition).Select(Pipeline.Definition).WithTrackingName(Steps.Discover);

    static bool IsType(SyntaxNode node, CancellationToken _) => node is TypeDeclarationSyntax;

    static bool IsFile(SyntaxNode node, CancellationToken _) => node is CompilationUnitSyntax;
}
