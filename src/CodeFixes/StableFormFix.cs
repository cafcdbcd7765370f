// KRN3001: the stable form by its name. The analyzer has printed it,
// from the identity that the compiler itself rewrites by.
using System.Collections.Immutable;
using System.Composition;
using Kernels.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kernels.CodeFixes;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StableFormFix)), Shared]
public sealed class StableFormFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.NaiveForm.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                is not ExpressionSyntax written)
                continue;
            if (!diagnostic.Properties.TryGetValue(NaiveForms.Replacement, out var text) || text is null) continue;
            var named = SyntaxFactory.ParseExpression(text).WithTriviaFrom(written);
            context.RegisterCodeFix(CodeAction.Create($"Write {text}",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(written, named))),
                nameof(StableFormFix)), diagnostic);
        }
    }
}
