// The steps as docs/steps.md shows them: their formulas are the bodies of the methods in the catalogue.
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Kernels.Proof;

namespace Kernels.Docs.Tests;

internal static partial class StepsTable
{
    const string Folder = "src/Kernels/Catalogue/Steps";

    public static string Markdown()
    {
        var table = new StringBuilder("| step | bytes | defaults | formula |\n|---|---|---|---|\n");
        foreach (var step in Subjects.Of("Kernels.Steps.").Select(result => result.Kernels[0].Of!.Whole)
            .DistinctBy(step => step.Name))
        {
            var kernel = step["Step"];
            var defaults = step.Parameters.Select(
                parameter => string.Create(CultureInfo.InvariantCulture, $"{parameter.Name} = {parameter.Default:R}"));
            table.Append(CultureInfo.InvariantCulture, $"| [{step.Name}](../{Folder}/{step.Name}.cs) | "
                + $"{sizeof(float) * (kernel.Sources.Count + kernel.Destinations.Count)} | "
                + $"{string.Join(", ", defaults)} | `{Body(step.Name)}` |\n");
        }
        return table.ToString();
    }

    /// <summary>The statements of Step, on one line.</summary>
    static string Body(string name)
    {
        var text = File.ReadAllText(Path.Combine(Page.Root, Folder, name + ".cs")).ReplaceLineEndings("\n");
        var body = Statements().Match(text).Groups["body"].Value;
        return Blanks().Replace(body, " ").Replace("|", "\\|").Replace("var ", "").Trim(' ', ';');
    }

    /// <summary>What stands between the parameters and the end of the method.</summary>
    [GeneratedRegex(@" Step\([^)]*\)\s*(=>|\{)(?<body>.*?;)\s*\}", RegexOptions.Singleline)]
    private static partial Regex Statements();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
