// A project in memory with as many definitions as asked for: those of the catalogue again and again, each time in a
// namespace and with constants of its own, so that no two are equal.
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kernels.Generation;

internal static partial class Consumer
{
    static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);

    static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name == "Kernels.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The definitions in files of their own, and one file that defines nothing.</summary>
    public static CSharpCompilation WithDefinitions(int count)
    {
        var catalogue = Catalogue(AppContext.BaseDirectory);
        var sources = ((string[])["Activations", "Gated"])
            .SelectMany(folder => Directory.GetFiles(Path.Combine(catalogue, folder), "*.cs"))
            .OrderBy(Path.GetFileName, StringComparer.Ordinal).Select(File.ReadAllText).ToArray();
        var definitions = Enumerable.Range(0, count)
            .Select(i => Parse(Own(sources[i % sources.Length], i), $"Definition{i}.cs"));
        return CSharpCompilation.Create("Consumer", [.. definitions, Parse("class Unrelated;", "Unrelated.cs")],
            References, new(OutputKind.DynamicallyLinkedLibrary));
    }

    /// <summary>The same with another text in one file.</summary>
    public static CSharpCompilation Edited(CSharpCompilation compilation, string path, Func<string, string> edit)
    {
        var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
        return compilation.ReplaceSyntaxTree(tree, Parse(edit(tree.ToString()), path));
    }

    public static GeneratorDriver Driver(bool isTracking = false)
        => CSharpGeneratorDriver.Create(
            [new Generators.KernelGenerator().AsSourceGenerator()], parseOptions: Parsing,
            driverOptions: new(IncrementalGeneratorOutputKind.None, isTracking));

    static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, Parsing, path);

    static string Own(string source, int i)
        => "using Kernels; using Kernels.Activations; " + Body().Replace(
            source.Replace("namespace Kernels.Activations;", $"namespace App.Part{i};", StringComparison.Ordinal),
            string.Create(CultureInfo.InvariantCulture, $"=> {1 + i / 1000.0} * ($1);"));

    [GeneratedRegex("(?s)(?<=Forward\\([^)]*\\)\\s*)=>\\s*(.*?);")]
    private static partial Regex Body();

    static string Catalogue(string start)
    {
        var folder = new DirectoryInfo(start);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"{start} lies in no repository.");
        return Path.Combine(folder.FullName, "src", "Kernels", "Catalogue");
    }
}
