// A page's C# as a program: its blocks are its files, compiled with the
// generator as a user's project would be, and run.
using System.Runtime.Loader;
using Kernels.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kernels.Docs.Tests;

internal static class Example
{
    const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.Linq;";

    /// <summary>What the program writes.</summary>
    public static string Run(IReadOnlyList<string> files)
    {
        var context = new AssemblyLoadContext("example", isCollectible: true);
        try
        {
            var output = new StringWriter();
            var console = Console.Out;
            Console.SetOut(output);
            try
            {
                context.LoadFromStream(new MemoryStream(Compile(files))).EntryPoint!
                    .Invoke(null, [Array.Empty<string>()]);
            }
            finally
            {
                Console.SetOut(console);
            }
            return output.ToString().ReplaceLineEndings("\n");
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>The assembly; a warning or an error of the compiler or the generator fails the test.</summary>
    static byte[] Compile(IReadOnlyList<string> files)
    {
        var language = new CSharpParseOptions(LanguageVersion.CSharp14);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Example",
            files.Append(ImplicitUsings).Select(file => CSharpSyntaxTree.ParseText(file, language)), references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new KernelGenerator().AsSourceGenerator()], parseOptions: language)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var reported,
                TestContext.Current.CancellationToken);

        using var assembly = new MemoryStream();
        var result = generated.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.DoesNotContain(reported.Concat(result.Diagnostics),
            diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        return assembly.ToArray();
    }
}
