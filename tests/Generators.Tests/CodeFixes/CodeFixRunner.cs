// A document with its diagnostics and the first remedy that an editor would offer, applied.
using Kernels.Generators.Diagnostics;
using Kernels.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Kernels.Generators.Tests.CodeFixes;

internal static class CodeFixRunner
{
    /// <summary>
    /// The text after the fix of the first diagnostic of that id; the text itself where no fix is offered.
    /// </summary>
    public static async Task<string> Apply(CodeFixProvider provider, string source, string id)
    {
        using var workspace = new AdhocWorkspace();
        var settings = Project.Of(source);
        var document = workspace
            .AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Consumer", "Consumer",
                LanguageNames.CSharp, compilationOptions: settings.Options, parseOptions: settings.Parsing,
                metadataReferences: settings.References))
            .AddDocument("Definition.cs", SourceText.From(source));
        var diagnostic = (await Diagnostics(document)).First(diagnostic => diagnostic.Id == id);
        Assert.Contains(id, provider.FixableDiagnosticIds);

        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(
            new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));
        if (actions.Count == 0) return source;
        var operations = await actions[0].GetOperationsAsync(default);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        Assert.DoesNotContain(await Diagnostics(changed),
            left => left.Id == id && left.GetMessage() == diagnostic.GetMessage());
        return (await changed.GetTextAsync()).ToString();
    }

    static async Task<IEnumerable<Diagnostic>> Diagnostics(Document document)
    {
        var compilation = (await document.Project.GetCompilationAsync())!;
        var found = await compilation.WithAnalyzers([new DefinitionAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start);
    }
}
