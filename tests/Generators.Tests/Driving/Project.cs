// A consumer's project in memory: source files and the settings that a definition may meet in the wild.
using System.Collections.Immutable;
using Kernels.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kernels.Generators.Tests.Driving;

internal sealed record SourceFile(string Path, string Text);

internal sealed record Project(params SourceFile[] Files)
{
    static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>
    /// The part of the framework that sources here mention: hundreds of builds are quicker without the rest.
    /// </summary>
    static readonly string[] Needed =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Runtime.Extensions", "System.Runtime.Intrinsics",
        "System.Runtime.InteropServices", "System.Runtime.Numerics", "System.Collections", "System.Memory",
        "System.Linq", "System.Console", "System.ComponentModel", "System.ComponentModel.Primitives",
        "System.Numerics.Vectors", "Microsoft.CSharp", "System.Linq.Expressions",
    ];

    /// <summary>What every project references: the framework and Kernels itself.</summary>
    public static ImmutableArray<MetadataReference> Basis { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path
                => Path.GetDirectoryName(path) == Framework && Needed.Contains(Path.GetFileNameWithoutExtension(path)))
            .Append(Path.Combine(AppContext.BaseDirectory, "Kernels.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public string AssemblyName { get; init; } = "Consumer";
    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp14;
    public CSharpCompilationOptions Options { get; init; } =
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
    public ImmutableArray<MetadataReference> References { get; init; } = Basis;

    /// <summary>One file with the usings that a definition has.</summary>
    public static Project Of(string source) => new(new SourceFile("Definition.cs", Usings + source));

    /// <summary>One definition from its Forward method.</summary>
    public static Project Define(string forward, string name = "Probe")
        => Of($"namespace App;\n[Activation]\npublic readonly partial struct {name}\n{{\n    {forward}\n}}\n");

    public const string Usings = "using System;\nusing Kernels;\nusing static Kernels.KernelMath;\n";

    public CSharpParseOptions Parsing => new(Language, DocumentationMode.Parse);

    public CSharpCompilation Compile()
        => CSharpCompilation.Create(AssemblyName,
            Files.Select(file => CSharpSyntaxTree.ParseText(file.Text, Parsing, file.Path)), References, Options);

    public GeneratorDriver Driver()
        => CSharpGeneratorDriver.Create(
            [new KernelGenerator().AsSourceGenerator()], parseOptions: Parsing,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None,
                trackIncrementalGeneratorSteps: true));

    /// <summary>Runs generator and analyzer as a build would.</summary>
    public Outcome Build()
    {
        var compilation = Compile();
        var result = Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out _)
            .GetRunResult().Results.Single();
        var analysis = output.WithAnalyzers([new DefinitionAnalyzer()])
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return new(result, (CSharpCompilation)output, analysis);
    }
}
