// The pinned bits of the catalogue on the processor that this program runs on. tests/Package.Tests publishes it for
// ARM64 and runs it in an emulator, where xunit and its discovery would take longer than the kernels do. Names of
// definitions as arguments choose these alone, and one thread, so that the listings of the JIT do not mix.
using System.Collections.Concurrent;
using Kernels;
using Kernels.Activations;
using Kernels.Proof;
using Kernels.Verification;

var (kernels, different) = (0, new ConcurrentBag<string>());

bool IsChosen(string name) => args.Length == 0 || args.Contains(name);

void Compare<T>(IEnumerable<T> definitions, Func<T, CpuRunner, (int Kernels, IEnumerable<string> Differences)> compare)
    => Parallel.ForEach(definitions, new() { MaxDegreeOfParallelism = args.Length == 0 ? -1 : 1 }, definition =>
    {
        var (compared, differences) = compare(definition, CpuRunner.Available[0]);
        Interlocked.Add(ref kernels, compared);
        foreach (var difference in differences) different.Add(difference);
    });

Compare(Subjects.All.Where(definition => IsChosen(definition.Name)), (definition, runner) =>
{
    Case[] cases = [.. Case.All(definition, runner)];
    return (cases.Length, PinnedBits.Compare(cases, few: true));
});
Compare(RowCatalog.All.Where(definition => IsChosen(definition.Name)), (definition, runner)
    => (definition.Kernels.Count, PinnedRowBits.Compare(definition, runner)));

foreach (var difference in different.Order(StringComparer.Ordinal)) Console.WriteLine(difference);
Console.WriteLine($"{kernels} kernels on {Isas.Available[0]}: "
    + $"{different.Count} give other bits than those pinned.");
return different.IsEmpty ? 0 : 1;
