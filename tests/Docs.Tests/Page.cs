// A Markdown page of the repository and the blocks of code in it.
using System.Text.RegularExpressions;

namespace Kernels.Docs.Tests;

internal sealed partial record Page(string Name)
{
    /// <summary>The repository, found by the file that names the SDK.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>All pages that are read as they lie here.</summary>
    public static IEnumerable<Page> All
        => Directory.EnumerateFiles(Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => new Page(Path.GetRelativePath(Root, path)))
            .OrderBy(page => page.Name, StringComparer.Ordinal);

    public string FullPath => Path.Combine(Root, Name);

    public string Text => File.ReadAllText(FullPath).ReplaceLineEndings("\n");

    /// <summary>The fenced blocks of a language, in order.</summary>
    public IReadOnlyList<string> Blocks(string language)
        => [.. Fence().Matches(Text).Where(match => match.Groups["language"].Value == language)
            .Select(match => match.Groups["code"].Value)];

    /// <summary>What links point to, anchors cut off, those to other sites left out.</summary>
    public IEnumerable<string> Links
        => Link().Matches(Text).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://") && !target.StartsWith('#')).Select(target => target.Split('#')[0]);

    public override string ToString() => Name;

    static string FindRoot(string start)
    {
        var folder = new DirectoryInfo(start);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"{start} lies in no repository.");
        return folder.FullName;
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
