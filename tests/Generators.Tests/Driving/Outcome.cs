// What a build of a project came to: generated files, what the analyzer said, what the compiler said.
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kernels.Generators.Tests.Driving;

internal sealed class Outcome(GeneratorRunResult run, CSharpCompilation output, ImmutableArray<Diagnostic> analysis)
{
    public ImmutableArray<Diagnostic> Reported => analysis;

    public CSharpCompilation Compilation => output;

    /// <summary>Generated text by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; } =
        run.GeneratedSources.IsDefault ? new Dictionary<string, string>() : run.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>Errors and warnings of the compiler in the code people wrote and in ours.</summary>
    public ImmutableArray<Diagnostic> CompilerSays { get; } = [.. output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];

    public Exception? Crash => run.Exception;

    /// <summary>A correct project: no exception, no diagnostic, code that compiles without a warning.</summary>
    public Outcome ShouldBuild()
    {
        Assert.True(Crash is null, $"The generator threw: {Crash}");
        Assert.True(analysis.IsEmpty, $"The analyzer said:\n{string.Join("\n", analysis)}");
        Assert.True(CompilerSays.IsEmpty, $"The compiler said:\n{string.Join("\n", CompilerSays)}\n\n{string.Join("\n\n", Files.Values)}");
        Assert.NotEmpty(Files);
        return this;
    }

    /// <summary>A definition that is refused: one diagnostic of that id in the user's file, no generated code, no exception.</summary>
    public Diagnostic ShouldRefuse(string id)
    {
        Assert.True(Crash is null, $"The generator threw: {Crash}");
        Assert.True(analysis.Length == 1 && analysis[0].Id == id, $"Expected one {id}, but the analyzer said:\n{string.Join("\n", analysis)}\nand the compiler:\n{string.Join("\n", CompilerSays)}");
        Assert.True(analysis[0].Location.IsInSource, "The diagnostic has no place.");
        Assert.Empty(Files);
        return analysis[0];
    }
}
