// Reports what Discover finds wrong, with its place, and the verdict on a definition that can be read. The
// generator itself stays silent: an invalid definition produces no code, and the reason comes from here, where it
// can be suppressed and navigated to.
using System.Collections.Immutable;
using Kernels.Generators.Discover;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kernels.Generators.Diagnostics;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefinitionAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Descriptors.All);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyse, SymbolKind.NamedType);
        context.RegisterCompilationAction(AnalyseAssembly);
    }

    static void Analyse(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (DefinitionReader.AttributeOf(type) is null) return;
        var discovery = DefinitionReader.Read(type, context.Compilation, context.CancellationToken);
        foreach (var problem in discovery.Problems)
            context.ReportDiagnostic(Diagnostic.Create(problem.Descriptor, problem.Location, problem.Arguments));
        if (discovery.Model is not { } model) return;
        if (!model.Definition.IsKernel && (model.Definition.IsOverRows || model.Definition.IsStep))
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.NoActivation,
                DefinitionReader.AttributeOf(type)!.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken)
                    .GetLocation() ?? type.Locations[0],
                type.Name, model.Definition.IsStep ? "is a step" : "is over rows"));
        foreach (var diagnostic in new Verdicts(type, model, context.Compilation, context.CancellationToken).Run())
            context.ReportDiagnostic(diagnostic);
        if (model.Definition.IsOverRows) return;
        foreach (var diagnostic in new NaiveForms(type, discovery, context.Compilation,
            context.CancellationToken).Run())
            context.ReportDiagnostic(diagnostic);
    }

    static void AnalyseAssembly(CompilationAnalysisContext context)
    {
        foreach (var attribute in context.Compilation.Assembly.GetAttributes())
            if (References.Check(attribute, context.CancellationToken) is { } problem)
                context.ReportDiagnostic(Diagnostic.Create(problem.Descriptor, problem.Location, problem.Arguments));
    }
}
