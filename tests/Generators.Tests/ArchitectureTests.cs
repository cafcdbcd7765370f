// The shape of the compiler, kept by reading its sources: which folder may name which, where Roslyn may appear, and
// that no project compiles the files of another.
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Kernels.Generators.Tests;

public partial class ArchitectureTests
{
    static readonly string[] Foundation = ["Support", "Text"];
    static readonly string[] Stage = [.. Foundation, "Ir"];

    /// <summary>
    /// What each folder may name besides itself. Files of no folder (the pipeline) compose, and may name all. Ir is
    /// src/Ir, which is under the stages and compiled with them.
    /// </summary>
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Support"] = [],
        ["Text"] = [],
        ["Ir"] = Foundation,
        ["Stabilise"] = Stage,
        ["Differentiate"] = Stage,
        ["Optimise"] = Stage,
        ["Lower"] = Stage,
        // The reader says what is wrong in the words of the table of diagnostics.
        ["Discover"] = [.. Stage, "Diagnostics"],
        // The analyzer is an entry point beside the generator: it runs the reader and reports what it says.
        ["Diagnostics"] = [.. Stage, "Discover", "Analysis"],
        // The verdict interprets what the kernels consist of: over rows, passes.
        ["Analysis"] = [.. Stage, "Optimise", "Schedule"],
        // The emitters print the plan, which is Optimise's model (Kernel, Member): the one thing they read of another
        // stage. Passes over rows are another plan, made of the same kernels.
        ["Schedule"] = [.. Stage, "Optimise"],
        ["Emit"] = [.. Stage, "Optimise", "Schedule"],
    };

    static readonly (string Path, string Text)[] Files =
    [
        .. Repository.Sources(Repository.Generators),
        .. Repository.Sources(Repository.Ir).Select(file => ("Ir/" + file.Path, file.Text)),
    ];

    [Fact]
    public void Each_stage_depends_only_on_its_allowed_folders()
    {
        Assert.True(Files.Length > 50);
        var folders = Files.Select(file => Folder(file.Path)).Where(folder => folder.Length > 0).Distinct().ToArray();
        Assert.Equal(Allowed.Keys.Order(), folders.Order());
        var broken =
            from file in Files
            let folder = Folder(file.Path)
            where folder.Length > 0 && file.Path != "Support/GlobalUsings.cs"
            from Match name in Namespaces().Matches(Code(file.Text))
            let named = name.Groups[1].Value
            where folders.Contains(named) && named != folder && !Allowed[folder].Contains(named)
            select $"{file.Path} names {named}";
        None(broken.Distinct());
    }

    [Fact]
    public void Roslyn_is_used_only_in_Discover_Diagnostics_and_the_pipeline()
        => None(Files
            .Where(file => Code(file.Text).Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .Select(file => file.Path)
            .Where(path => Folder(path) is not ("Discover" or "Diagnostics")
                && path is not ("KernelGenerator.cs" or "Pipeline.cs")));

    [Fact]
    public void Every_source_file_begins_with_a_comment()
        => None(Files.Where(file => !file.Text.TrimStart('\uFEFF').StartsWith("// ", StringComparison.Ordinal))
            .Select(file => file.Path));

    [Fact]
    public void No_name_says_Helper_Manager_Utilities_or_Common()
        => None(
            Files.SelectMany(file => Vague().Matches(Code(file.Text)).Select(match => $"{file.Path}: {match.Value}")));

    /// <summary>
    /// What a definition compiles to is the same on every machine, so the compiler asks the machine nothing.
    /// </summary>
    [Fact]
    public void The_compiler_does_not_depend_on_the_machine()
        => None(Files.SelectMany(
            file => Machine().Matches(Code(file.Text)).Select(match => $"{file.Path}: {match.Value}")));

    /// <summary>src/Ir is no project: whoever needs the IR compiles it in.</summary>
    [Fact]
    public void NoProjectCompilesTheFilesOfAnother()
    {
        var sources = Path.Combine(Repository.Root, "src");
        var projects = Directory.GetFiles(sources, "*.csproj", SearchOption.AllDirectories);
        Assert.True(projects.Length > 3);
        Assert.Empty(Directory.GetFiles(Repository.Ir, "*.csproj", SearchOption.AllDirectories));
        None(
            from project in projects
            from item in XDocument.Load(project).Descendants("Compile")
            from path in ((string?)item.Attribute("Include") ?? "").Split(';')
            where path.StartsWith("..", StringComparison.Ordinal)
                && !path.StartsWith("../Ir/", StringComparison.Ordinal)
            select $"{Path.GetFileName(project)} compiles {path}");
    }

    static void None(IEnumerable<string> broken) => Assert.True(!broken.Any(), string.Join("\n", broken));

    static string Folder(string path) => path.Contains('/') ? path[..path.IndexOf('/')] : "";

    static string Code(string text) => Comments().Replace(text, "");

    [GeneratedRegex(@"\bKernels\.(?:Generators\.)?([A-Z]\w*)")]
    private static partial Regex Namespaces();

    [GeneratedRegex(@"\b\w*(Helper|Manager|Utils|Utilities|Common)\b|#region")]
    private static partial Regex Vague();

    [GeneratedRegex(@"DateTime|Environment\.|Stopwatch|Guid\.|new Random|\bFile\.|Directory\.|CurrentCulture")]
    private static partial Regex Machine();

    [GeneratedRegex(@"//.*|""(\\.|[^""\\\n])*""")]
    private static partial Regex Comments();
}
