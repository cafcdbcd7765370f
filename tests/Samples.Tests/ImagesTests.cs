using System.Text.RegularExpressions;

namespace Samples.Tests;

public sealed class ImagesTests
{
    [Fact]
    public void Digits_reach_97_percent_and_a_half()
        => Assert.Contains("Nothing is wrong.", Sample.Run("Images"));

    [Fact]
    public void Two_runs_print_the_same_figures()
    {
        var text = Figures(Sample.Run("Images", "--epochs", "1", "--activation", "gelu"));
        Assert.Matches(@"Gelu +1 +[0-9.]+ +[0-9.]+ % +[0-9.]+ %\s*\n", text);
        Assert.Equal(text, Figures(Sample.Run("Images", "--epochs", "1", "--activation", "gelu")));
    }

    [Fact]
    public void Clothes_reach_86_percent_in_the_long_run()
        => Assert.Contains("1000 for the test",
            Sample.Run("Images", Sample.IsLong ? ["--data", "fashion"] : ["--data", "fashion", "--epochs", "1"]));

    /// <summary>Everything but the bar of progress and the seconds at the end of the line of results.</summary>
    static string Figures(string text)
        => string.Join('\n', text.Split('\n').Where(line => !line.TrimEnd().EndsWith('%'))
            .Select(line => Regex.Replace(line, @"(%) +[0-9.]+ *$", "$1")));
}
