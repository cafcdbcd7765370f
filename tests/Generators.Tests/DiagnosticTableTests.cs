// The table of diagnostics in the docs and the release notes of the analyzer are what the descriptors say.
using System.Reflection;
using System.Text;
using Kernels.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Tests;

public class DiagnosticTableTests
{
    static readonly string Notes = Path.Combine(Repository.Generators, "AnalyzerReleases.Unshipped.md");

    [Fact]
    public void The_page_of_diagnostics_matches_the_descriptors()
    {
        var text = new StringBuilder("""
            # Diagnostics

            **KRN0** is an error: what a definition may not say, and what to write instead. Such a definition produces
            no code, and everything else in the project is built as usual.

            **KRN2** is a warning about a definition that can be compiled, and is compiled. Its kernels are tried on a
            few thousand floats against high precision ([ADR 14](adr/0014-verdict-while-compiling.md)). Where what is
            found is meant, as the jump of a hard threshold is, say so:
            `#pragma warning disable KRN2004 // jumps by definition`.

            **KRN3** is advice. Where a remedy is mechanical, editors offer it.

            **KRN4** says what a build would leave out. It comes from the package's `Kernels.targets`; `NoWarn` turns it
            off.

            This table is written by `tests/Generators.Tests` from `src/Generators/Diagnostics/Descriptors.cs`;
            `KERNELS_UPDATE_SNAPSHOTS=1 dotnet test --project tests/Generators.Tests` brings it up to date.

            | Id | Rule | Message |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var rule in Descriptors.All)
            text.Append($"| {rule.Id} | {rule.Title} | {rule.MessageFormat.ToString().Replace("|", "\\|")} |\n");
        // No descriptor: it comes from the package's targets, and tests/Package.Tests reads it there.
        text.Append("| KRN4001 | A native program has vector kernels | "
            + "NativeAOT leaves only the scalar kernels of this project: "
            + "add `<IlcInstructionSet>x86-64-v3</IlcInstructionSet>`, or x86-64-v4 |\n");
        Repository.ShouldHold(Path.Combine(Repository.Root, "docs", "diagnostics.md"), text.ToString());
    }

    [Fact]
    public void The_release_notes_list_every_descriptor()
        => Assert.Equal(
            Descriptors.All.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"),
            File.ReadLines(Notes).Where(line => line.StartsWith("KRN", StringComparison.Ordinal)));

    [Fact]
    public void Every_descriptor_is_listed_and_the_ids_have_no_gaps()
    {
        var fields = typeof(Descriptors).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => field.GetValue(null)).ToArray();
        Assert.Equal(fields, Descriptors.All);
        // Series by thousands: what a definition may not say, the verdict on one that can be compiled, and advice.
        Assert.All(Descriptors.All.GroupBy(rule => rule.Id[..4]), series => Assert.Equal(
            Enumerable.Range(1, series.Count()).Select(i => $"{series.Key}{i:000}"), series.Select(rule => rule.Id)));
        Assert.Equal(Descriptors.All, new DefinitionAnalyzer().SupportedDiagnostics);
    }

    /// <summary>Every id stands in a table of definitions that trigger it.</summary>
    [Fact]
    public void Every_id_appears_in_a_test()
    {
        var tests = string.Concat(((string[])["Hostile", "Analysis", "CodeFixes"]).SelectMany(
            folder => Repository.Sources(Path.Combine(Repository.Root, "tests", "Generators.Tests", folder)))
            .Select(file => file.Text));
        Assert.All(Descriptors.All, rule => Assert.Contains($"\"{rule.Id}\"", tests));
    }
}
