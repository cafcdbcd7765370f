// What the documentation shows is so: examples run and print what it says,
// its tables are the printed ones, its links lead somewhere.
using System.Text;
using Kernels.Activations;
using Kernels.Proof;

namespace Kernels.Docs.Tests;

public sealed class PageTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/adding-an-activation.md")]
    [InlineData("docs/rows.md")]
    [InlineData("docs/steps.md")]
    [InlineData("docs/training.md")]
    [InlineData("docs/clipping.md")]
    public void The_example_of_a_page_prints_what_the_page_says(string name)
    {
        var page = new Page(name);
        Same(page, Assert.Single(page.Blocks("text")), Example.Run(page.Blocks("csharp")));
    }

    [Fact]
    public void The_table_of_the_readme_matches_what_its_naive_formula_computes()
        => Between("README.md", "naive", NaiveTable.Markdown(new Page("README.md").Blocks("csharp")[0]));

    [Fact]
    public void The_list_of_activations_matches_the_catalogue()
        => Between("docs/activations.md", "catalogue",
            Listed(Subjects.Activations.Select(activation => activation.Name)));

    [Fact]
    public void The_list_of_definitions_over_rows_matches_the_catalogue()
        => Between("docs/rows.md", "rows", Listed(RowCatalog.All.Select(row => row.Name)));

    [Fact]
    public void The_table_of_activations_matches_the_catalogue()
        => Between("docs/activations.md", "definitions", ActivationsTable.Definitions(Subjects.Activations));

    [Fact]
    public void The_table_of_recurrent_cells_matches_the_catalogue()
        => Between("docs/activations.md", "cells",
            ActivationsTable.Definitions([.. Subjects.Of("Kernels.Recurrent.")]));

    [Fact]
    public void The_table_of_steps_matches_the_catalogue() => Between("docs/steps.md", "steps", StepsTable.Markdown());

    [Fact]
    public void The_remarks_on_peers_match_their_table()
        => Between("docs/activations.md", "remarks", ActivationsTable.Remarks());

    [Fact]
    public void Every_link_of_a_page_leads_to_a_file()
    {
        var broken = Page.All.SelectMany(
            page => page.Links.Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(page.FullPath)!, link)))
                .Select(link => $"{page}: {link}"));
        Assert.Empty(broken);
    }

    [Fact]
    public void The_readme_has_70_to_100_lines()
        => Assert.InRange(new Page("README.md").Text.Count(c => c == '\n'), 70, 100);

    /// <summary>Names in lines that fit a screen.</summary>
    static string Listed(IEnumerable<string> names)
    {
        var (text, column) = (new StringBuilder(), 0);
        foreach (var name in names)
        {
            if (column > 0) text.Append(column + name.Length + 2 > 110 ? ",\n" : ", ");
            column = column > 0 && column + name.Length + 2 <= 110 ? column + name.Length + 2 : name.Length;
            text.Append(name);
        }
        return text.Append(".\n").ToString();
    }

    /// <summary>What stands between the mark of that name and its end.</summary>
    static void Between(string name, string mark, string actual)
    {
        var (page, start) = (new Page(name), $"<!-- {mark}: written by ./dev docs -->\n");
        var from = page.Text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var to = from < start.Length ? -1 : page.Text.IndexOf("<!-- end -->", from, StringComparison.Ordinal);
        Assert.True(to >= from, $"{name} has no place for {mark}.");
        if (Environment.GetEnvironmentVariable("KERNELS_UPDATE_DOCS") == "1")
            File.WriteAllText(page.FullPath, page.Text[..from] + actual + page.Text[to..]);
        else Assert.Equal(page.Text[from..to], actual);
    }

    /// <summary>The page says what is so; with KERNELS_UPDATE_DOCS=1 it is made to.</summary>
    static void Same(Page page, string said, string actual)
    {
        if (Environment.GetEnvironmentVariable("KERNELS_UPDATE_DOCS") == "1")
            File.WriteAllText(page.FullPath, page.Text.Replace(said, actual));
        else Assert.Equal(said, actual);
    }
}
