// KRN2001 and KRN2002: the bound that the kernels do keep, as the verdict measured it with some room, on the attribute.
using System.Collections.Immutable;
using System.Composition;
using Kernels.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kernels.CodeFixes;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BoundFix)), Shared]
public sealed class BoundFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [Descriptors.ValueBroken.Id, Descriptors.GradientBroken.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var attribute = root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>();
            if (root is null || attribute is null) continue;
            // A bound beyond this promises nothing: the formula is what needs a change.
            if (diagnostic.Properties is not { } properties || !properties.TryGetValue(Verdicts.Bound, out var name)
                || !properties.TryGetValue(Verdicts.Value, out var value))
                continue;
            context.RegisterCodeFix(
                CodeAction.Create($"Promise {name} = {value}", _ => Task.FromResult(context.Document.WithSyntaxRoot(
                    root.ReplaceNode(attribute, Promising(attribute, name!, value!)))), $"{nameof(BoundFix)}.{name}"),
                diagnostic);
        }
    }

    static AttributeSyntax Promising(AttributeSyntax attribute, string name, string value)
    {
        var number = SyntaxFactory.ParseExpression(value);
        if (attribute.ArgumentList?.Arguments.FirstOrDefault(
            argument => argument.NameEquals?.Name.Identifier.ValueText == name) is { } given)
            return attribute.ReplaceNode(given.Expression, number.WithTriviaFrom(given.Expression));
        var added = SyntaxFactory.ParseAttributeArgumentList($"({name} = {value})")!.Arguments[0];
        var arguments = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        if (arguments.Arguments.Count == 0) return attribute.WithArgumentList(arguments.AddArguments(added));
        var separators = arguments.Arguments.GetSeparators()
            .Append(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
        return attribute.WithArgumentList(
            arguments.WithArguments(SyntaxFactory.SeparatedList(arguments.Arguments.Append(added), separators)));
    }
}
