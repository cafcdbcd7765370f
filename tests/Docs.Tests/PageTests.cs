// What the documentation shows is so: examples run and print what it says, its table is the printed one, its links lead somewhere.
using Kernels.Activations;

namespace Kernels.Docs.Tests;

public sealed class PageTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/adding-an-activation.md")]
    [InlineData("docs/rows.md")]
    public void TheExampleOfAPagePrintsWhatThePageSays(string name)
    {
        var page = new Page(name);
        Same(page, Assert.Single(page.Blocks("text")), Example.Run(page.Blocks("csharp")));
    }

    [Fact]
    public void TheReadmeNamesTheCatalogue() => Between("README.md", "catalogue", string.Join(", ", ActivationCatalog.All.Select(activation => activation.Name)) + ".\n");

    [Fact]
    public void TheReadmeNamesTheRows() => Between("README.md", "rows", string.Join(", ", RowCatalog.All.Select(row => row.Name)) + ".\n");

    [Fact]
    public void TheTableOfActivationsIsTheCatalogue() => Between("docs/activations.md", "definitions", ActivationsTable.Definitions(ActivationCatalog.All));

    [Fact]
    public void TheRemarksOnPeersAreThoseOfTheirTable() => Between("docs/activations.md", "remarks", ActivationsTable.Remarks());

    [Fact]
    public void EveryLinkOfAPageLeadsToAFile()
    {
        var broken = Page.All.SelectMany(page => page.Links.Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(page.FullPath)!, link))).Select(link => $"{page}: {link}"));
        Assert.Empty(broken);
    }

    [Fact]
    public void TheReadmeFitsInTwoHundredLines() => Assert.InRange(new Page("README.md").Text.Count(c => c == '\n'), 1, 199);

    /// <summary>What stands between the mark of that name and its end.</summary>
    static void Between(string name, string mark, string actual)
    {
        var (page, start) = (new Page(name), $"<!-- {mark}: written by ./dev docs -->\n");
        var from = page.Text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var to = from < start.Length ? -1 : page.Text.IndexOf("<!-- end -->", from, StringComparison.Ordinal);
        Assert.True(to >= from, $"{name} has no place for {mark}.");
        if (Environment.GetEnvironmentVariable("KERNELS_UPDATE_DOCS") == "1") File.WriteAllText(page.FullPath, page.Text[..from] + actual + page.Text[to..]);
        else Assert.Equal(page.Text[from..to], actual);
    }

    /// <summary>The page says what is so; with KERNELS_UPDATE_DOCS=1 it is made to.</summary>
    static void Same(Page page, string said, string actual)
    {
        if (Environment.GetEnvironmentVariable("KERNELS_UPDATE_DOCS") == "1") File.WriteAllText(page.FullPath, page.Text.Replace(said, actual));
        else Assert.Equal(said, actual);
    }
}
