// What a build of a project came to: generated files, what the analyzer said, what the compiler said.
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kernels.Generators.Tests.Driving;

internal sealed class Outcome(GeneratorRunResult run, CSharpCompilation output, ImmutableArray<Diagnostic> analysis)
{
    /// <summary>
    /// What the definition may not say, and exceptions of the analyzer:
    /// not the verdict on a definition that can be read.
    /// </summary>
    public ImmutableArray<Diagnostic> Reported { get; } =
        [.. analysis.Where(diagnostic => !IsOf(diagnostic, "KRN2") && !IsOf(diagnostic, "KRN3"))];

    public ImmutableArray<Diagnostic> Verdict { get; } = [.. analysis.Where(diagnostic => IsOf(diagnostic, "KRN2"))
        .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];

    public ImmutableArray<Diagnostic> Advice { get; } = [.. analysis.Where(diagnostic => IsOf(diagnostic, "KRN3"))];

    static bool IsOf(Diagnostic diagnostic, string series)
        => diagnostic.Id.StartsWith(series, StringComparison.Ordinal);

    public CSharpCompilation Compilation => output;

    /// <summary>Generated text by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; } =
        run.GeneratedSources.IsDefault
            ? new Dictionary<string, string>()
            : run.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>What the compiler has against the project: errors anywhere, warnings in generated code.</summary>
    public ImmutableArray<Diagnostic> CompilerSays { get; } =
    [
        .. output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
            || diagnostic.Severity == DiagnosticSeverity.Warning
                && diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true),
    ];

    public Exception? Crash => run.Exception;

    /// <summary>
    /// A project that can be compiled: no exception, no error of ours, code that compiles without a warning.
    /// </summary>
    public Outcome ShouldBuild()
    {
        Assert.True(Crash is null, $"The generator threw: {Crash}");
        Assert.True(Reported.IsEmpty, $"The analyzer said:\n{string.Join("\n", Reported)}");
        Assert.True(CompilerSays.IsEmpty, $"The compiler said:\n{string.Join("\n", CompilerSays.Take(10))}\n\n"
            + string.Join("\n\n", CompilerSays.Take(1).Select(Excerpt)));
        Assert.NotEmpty(Files);
        return this;
    }

    static string Excerpt(Diagnostic diagnostic)
        => diagnostic.Location.SourceTree is { } tree
            ? tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString()
            : "";

    /// <summary>
    /// A definition that is refused: one diagnostic of that id in the user's file, no generated code, no exception.
    /// </summary>
    public Diagnostic ShouldRefuse(string id)
    {
        Assert.True(Crash is null, $"The generator threw: {Crash}");
        Assert.True(analysis is [{ } only] && only.Id == id, $"Expected one {id}, but the analyzer "
            + $"said:\n{string.Join("\n", analysis)}\nand the compiler:\n{string.Join("\n", CompilerSays)}");
        Assert.True(analysis[0].Location.IsInSource, "The diagnostic has no place.");
        Assert.Empty(Files);
        return analysis[0];
    }
}
