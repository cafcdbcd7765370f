// Runs sweeps one after another, the chunks of each on all cores;
// what the ledger knows of the same kernel is taken from it.
using System.Globalization;
using Kernels.Proof;
using Spectre.Console;

namespace Kernels.Exhaustive;

/// <param name="everyNth">Null for the stride that each sweep should have.</param>
internal sealed class Campaign(IReadOnlyList<Sweep> sweeps, int? everyNth, bool again)
{
    /// <summary>
    /// Of several inputs: 2⁶⁴ points cannot be tried, and the slice along one is a sample whatever its stride.
    /// </summary>
    const int SliceStride = 61;

    readonly Ledger ledger = Ledger.Committed;

    /// <summary>Whether all promises were kept.</summary>
    public bool Run()
    {
        var kept = true;
        AnsiConsole.Progress().AutoClear(false).HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(),
                new PercentageColumn(), new RemainingTimeColumn())
            .Start(progress =>
            {
                var whole = progress.AddTask("all", maxValue: sweeps.Count * Sweep.Chunks);
                foreach (var sweep in sweeps)
                {
                    var stride = everyNth ?? (sweep.Activation.Inputs.Count == 1 ? 1 : SliceStride);
                    var started = DateTime.UtcNow;
                    var known = again ? null : ledger.Of(sweep, stride);
                    if (known is not null) whole.Increment(Sweep.Chunks);
                    var rows = known ?? Measure(sweep, stride, progress, whole);
                    if (known is null && ledger.Of(sweep, stride - 1) is null) ledger.Write(rows);
                    foreach (var row in rows) AnsiConsole.WriteLine(row.ToString());
                    var elapsed = DateTime.UtcNow - started;
                    AnsiConsole.WriteLine(known is not null ? "  as the ledger says"
                        : string.Create(CultureInfo.InvariantCulture, $"  {elapsed.TotalSeconds:0.0} s"));
                    kept &= rows.All(row => row.Failures.Count == 0);
                }
            });
        return kept;
    }

    IReadOnlyList<SweepRow> Measure(Sweep sweep, int stride, ProgressContext progress, ProgressTask whole)
    {
        var state = new SweepState(sweep, stride);
        var missing = state.Missing.ToArray();
        var task = progress.AddTask(
            Markup.Escape($"{sweep.Activation.Name}.{sweep.Kernel.Name} along {sweep.Activation.Inputs[sweep.Input]}"),
            maxValue: Sweep.Chunks);
        Advance(Sweep.Chunks - missing.Length);
        Parallel.ForEach(missing, chunk =>
        {
            state.Add(chunk, sweep.Chunk(chunk, stride));
            Advance(1);
        });
        return sweep.Judge(state.Sum(), stride);

        void Advance(int chunks)
        {
            task.Increment(chunks);
            whole.Increment(chunks);
        }
    }
}
