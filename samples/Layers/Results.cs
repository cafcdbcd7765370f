using System.Globalization;
using Kernels.Training;
using Spectre.Console;

namespace Samples.Layers;

/// <summary>The end of a sample: figures as a table, the health report, and whether the bar was reached.</summary>
public static class Results
{
    /// <summary>Prints a table.</summary>
    public static void Print(string[] titles, params IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in titles) table.AddColumn(Markup.Escape(title));
        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }

    /// <summary>Prints the report, and writes its page where the options ask for it.</summary>
    public static void Print(HealthReport report, Options options)
    {
        report.WriteTo(Console.Out);
        if (options.Report is not { } path) return;
        File.WriteAllText(path, report.ToHtml());
        Console.WriteLine($"The same with plots: {Path.GetFullPath(path)}");
    }

    /// <summary>The exit code: 1 where options are usual and a figure is below its bar, which is said then.</summary>
    public static int Judge(string figure, double value, double bar, Options options)
    {
        if (!options.IsUsual || value >= bar) return 0;
        Console.Error.WriteLine($"{figure} is {Percent(value)}, below {Percent(bar)}.");
        return 1;
    }

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";
}
