// Sources and pages fit a screen: no line of code, of a project, of a script or of prose is wider than 120 columns.
namespace Kernels.Docs.Tests;

public sealed class LineWidthTests
{
    const int Widest = 120;

    static readonly string[] Kinds = [".cs", ".csproj", ".props", ".targets", ".yml", ".sh", ".md"];

    /// <summary>What is built or printed, and what the generator writes.</summary>
    static readonly string[] Made =
        ["bin", "obj", "artifacts", "BenchmarkDotNet.Artifacts", "TestResults", "Snapshots"];

    [Fact]
    public void No_line_of_a_source_is_wider_than_120_columns()
    {
        var sources = Sources(new(Page.Root)).Append(new(Path.Combine(Page.Root, "dev"))).ToArray();
        Assert.True(sources.Length > 500, $"Only {sources.Length} sources were found.");
        string[] wide =
        [
            .. from source in sources
               from line in File.ReadLines(source.FullName).Index()
               // A row of a table is a line, however wide.
               where source.Extension != ".md" || !line.Item.StartsWith('|')
               where line.Item.Length > Widest && line.Item.EnumerateRunes().Count() > Widest
               select $"{Path.GetRelativePath(Page.Root, source.FullName)}:{line.Index + 1}",
        ];
        Assert.True(wide.Length == 0, string.Join("\n", wide));
    }

    static IEnumerable<FileInfo> Sources(DirectoryInfo folder)
        => folder.EnumerateFiles().Where(file => Kinds.Contains(file.Extension))
            .Concat(folder.EnumerateDirectories()
                .Where(inner => !inner.Name.StartsWith('.') && !Made.Contains(inner.Name) || inner.Name == ".github")
                .SelectMany(Sources));
}
