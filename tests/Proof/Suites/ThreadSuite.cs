// A kernel called from several threads on disjoint slices gives what one call gives: nothing is shared,
// nothing depends on where a slice begins.
namespace Kernels.Proof;

/// <summary>Slices on threads.</summary>
public static class ThreadSuite
{
    /// <summary>The same elements in as many slices as threads, which all start together.</summary>
    public static IEnumerable<string> Run(Case subject, int length, params IEnumerable<int> threads)
    {
        var sources = subject.Sources(length);
        var whole = subject.Run(sources);
        foreach (var count in threads)
        {
            var destinations = subject.Destinations(length);
            using var start = new Barrier(count);
            var workers = Enumerable.Range(0, count).Select(slice => new Thread(() =>
            {
                var (from, to) = (length * slice / count, length * (slice + 1) / count);
                start.SignalAndWait();
                subject.Run(
                    sources.Select(source => (ReadOnlyMemory<float>)source.AsMemory(from..to)),
                    destinations.Select(destination => destination.AsMemory(from..to)), from);
            })).ToArray();
            foreach (var worker in workers) worker.Start();
            foreach (var worker in workers) worker.Join();
            for (var i = 0; i < destinations.Length; i++)
                if (subject.Difference($"{count} threads", whole[i], destinations[i], sources) is { } wrong)
                    yield return wrong;
        }
    }
}
