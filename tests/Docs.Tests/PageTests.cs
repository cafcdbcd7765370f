// What the documentation shows is so: examples run and print what it says, its table is the printed one, its links lead somewhere.
using Kernels.Activations;
using Quickstart;

namespace Kernels.Docs.Tests;

public sealed class PageTests
{
    const string TableStart = "<!-- printed by: dotnet run -c Release --project samples/Quickstart catalogue -->\n";
    const string TableEnd = "<!-- end -->";

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/adding-an-activation.md")]
    public void TheExampleOfAPagePrintsWhatThePageSays(string name)
    {
        var page = new Page(name);
        Same(page, Assert.Single(page.Blocks("text")), Example.Run(page.Blocks("csharp")));
    }

    [Fact]
    public void TheTableOfTheReadmeIsTheCatalogue()
    {
        var page = new Page("README.md");
        var start = page.Text.IndexOf(TableStart, StringComparison.Ordinal) + TableStart.Length;
        var end = page.Text.IndexOf(TableEnd, StringComparison.Ordinal);
        Assert.True(start >= TableStart.Length && end > start, "README.md has no place for the table.");
        Same(page, page.Text[start..end], CatalogueTable.Markdown(ActivationCatalog.All));
    }

    [Fact]
    public void EveryLinkOfAPageLeadsToAFile()
    {
        var broken = Page.All.SelectMany(page => page.Links.Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(page.FullPath)!, link))).Select(link => $"{page}: {link}"));
        Assert.Empty(broken);
    }

    [Fact]
    public void TheReadmeFitsInTwoHundredLines() => Assert.InRange(new Page("README.md").Text.Count(c => c == '\n'), 1, 199);

    /// <summary>The page says what is so; with KERNELS_UPDATE_DOCS=1 it is made to.</summary>
    static void Same(Page page, string said, string actual)
    {
        if (Environment.GetEnvironmentVariable("KERNELS_UPDATE_DOCS") == "1") File.WriteAllText(page.FullPath, page.Text.Replace(said, actual));
        else Assert.Equal(said, actual);
    }
}
