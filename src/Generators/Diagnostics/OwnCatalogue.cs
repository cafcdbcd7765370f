// Every assembly has a catalogue of its own definitions under the same name. Where two assemblies have one root
// namespace, that name means the one of the assembly it is written in, as C# has it; the warning that it does so
// (CS0436) says nothing that a person could mend.
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kernels.Generators.Diagnostics;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OwnCatalogue : DiagnosticSuppressor
{
    static readonly SuppressionDescriptor Own = new(
        "KRNS0001", "CS0436", "A catalogue's name means the catalogue of the assembly that it is written in");

    static readonly string[] Names = ["ActivationCatalog", "RowCatalog", "GpuCatalog"];

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [Own];

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
            if (diagnostic.Location.SourceTree is { } tree && IsCatalogue(tree, diagnostic, context))
                context.ReportSuppression(Suppression.Create(Own, diagnostic));
    }

    static bool IsCatalogue(SyntaxTree tree, Diagnostic diagnostic, SuppressionAnalysisContext context)
    {
        var span = diagnostic.Location.SourceSpan;
        var place = tree.GetRoot(context.CancellationToken).FindNode(span, getInnermostNodeForTie: true);
        var symbol = context.GetSemanticModel(tree).GetSymbolInfo(place, context.CancellationToken).Symbol;
        return symbol is INamedTypeSymbol type && Names.Contains(type.Name)
            && type.DeclaringSyntaxReferences.All(reference => IsGenerated(reference.SyntaxTree, type.Name));
    }

    static bool IsGenerated(SyntaxTree tree, string name)
        => tree.FilePath.EndsWith(name + ".g.cs", StringComparison.Ordinal);
}
