// The table of docs/numerics.md, made from the ledger between two markers.
// A row whose kernel has changed since is stale.
using System.Globalization;
using Kernels.Verification;

namespace Kernels.Proof;

public static class NumericsTable
{
    const string Start = "<!-- written by: ./dev exhaustive -->\n", End = "<!-- end -->";

    static readonly string[] Header =
    [
        "| definition | output | floats | promised | max ULP | worst input | subnormal | correctly rounded | "
            + "near roots | bits that differ | at NaN, -∞, ∞, -0, 0 |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ];

    /// <summary>The page with the table in its place.</summary>
    public static string Fill(string page, string table)
    {
        var from = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        var to = page.IndexOf(End, from, StringComparison.Ordinal);
        if (from < Start.Length || to < 0) throw new FormatException("docs/numerics.md has no place for the table.");
        return page[..from] + table + page[to..];
    }

    /// <summary>Writes what the ledger says.</summary>
    public static void Update()
        => File.WriteAllText(Repository.Page, Fill(File.ReadAllText(Repository.Page), Markdown(Ledger.Committed.Rows)));

    /// <summary>The table.</summary>
    public static string Markdown(IEnumerable<SweepRow> rows)
        => string.Concat([.. Header.Select(line => line + "\n"), .. rows.Select(row => Line(row) + "\n")]);

    static string Line(SweepRow row)
    {
        var activation = Subjects.All.FirstOrDefault(candidate => candidate.FullName == row.Activation);
        var (name, inputs) = (row.Activation.Split('.')[^1], activation?.Inputs.Count ?? 1);
        var output = inputs > 1 ? $"{row.Output} along {row.Input}" : row.Output;
        var isStale = activation is null || !activation.Kernels.Any(kernel => kernel.Fingerprint == row.Fingerprint);
        var tally = row.Tally;
        return string.Create(CultureInfo.InvariantCulture,
            $"| {name}{(isStale ? " (stale)" : "")} | {output} | {(row.Stride == 1 ? "all" : $"1 in {row.Stride}")} | "
            + $"{row.Bound} | {Ulp(tally.Highest.Error)} | {tally.Highest.At:R} | {Ulp(tally.Subnormal.Error)} | "
            + $"{100.0 * tally.CorrectlyRounded / Math.Max(1, tally.Points):0.00} % | {NearRoot(tally.NearRoot.Error)} "
            + $"| {tally.Differing.Count} | {row.Special} |");
    }

    static string Ulp(double error) => error.ToString("0.0000", CultureInfo.InvariantCulture);

    static string NearRoot(double part)
        => part == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"2^{Math.Log2(part):0.0}");
}
