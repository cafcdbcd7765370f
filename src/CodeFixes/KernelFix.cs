// KRN3002: what is over rows, or a step, is a kernel and no activation.
using System.Collections.Immutable;
using System.Composition;
using Kernels.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kernels.CodeFixes;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KernelFix)), Shared]
public sealed class KernelFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.NoActivation.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var attribute = root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>();
            if (root is null || attribute is null) continue;
            // What stands before the name, a namespace or an alias, stays.
            var name = SyntaxFactory.IdentifierName("Kernel");
            NameSyntax marked = attribute.Name switch
            {
                QualifiedNameSyntax qualified => qualified.WithRight(name),
                AliasQualifiedNameSyntax aliased => aliased.WithName(name),
                _ => name,
            };
            var changed = root.ReplaceNode(attribute, attribute.WithName(marked.WithTriviaFrom(attribute.Name)));
            context.RegisterCodeFix(CodeAction.Create("Mark it as a kernel",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), nameof(KernelFix)), diagnostic);
        }
    }
}
