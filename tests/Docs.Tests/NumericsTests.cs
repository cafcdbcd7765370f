// The table of docs/numerics.md is what the ledger says, and the ledger proves what the catalogue promises today.
using Kernels.Proof;

namespace Kernels.Docs.Tests;

public sealed class NumericsTests
{
    [Fact]
    public void The_table_of_the_page_matches_the_ledger()
    {
        var page = new Page("docs/numerics.md");
        var filled = NumericsTable.Fill(page.Text, NumericsTable.Markdown(Ledger.Committed.Rows));
        if (Environment.GetEnvironmentVariable("KERNELS_UPDATE_DOCS") == "1") File.WriteAllText(page.FullPath, filled);
        else Assert.Equal(filled, page.Text);
    }

    [Fact]
    public void The_ledger_has_every_kernel_of_the_catalogue_in_its_current_form()
    {
        var ledger = Ledger.Committed;
        var unproven = from activation in Subjects.Activations
                       from sweep in Monotone.Sweeps(activation)
                       where ledger.Of(sweep) is null
                       select $"{activation.Name}.{sweep.Kernel.Name} along {activation.Inputs[sweep.Input]}: "
                           + $"run ./dev exhaustive {activation.Name}";
        Assert.Empty(unproven);
    }

    [Fact]
    public void Every_row_of_the_ledger_keeps_the_current_promises()
    {
        var ledger = Ledger.Committed;
        var broken = from activation in Subjects.All
                     from sweep in Monotone.Sweeps(activation)
                     from row in ledger.Of(sweep) ?? []
                     where row.Failures.Count > 0
                     select row.ToString();
        Assert.Empty(broken);
    }
}
