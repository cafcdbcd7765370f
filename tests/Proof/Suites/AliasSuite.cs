// A destination may be the memory of a source, from the same start: the result is that of separate memory.
namespace Kernels.Proof;

/// <summary>Every way of putting destinations over sources.</summary>
public static class AliasSuite
{
    /// <summary>Of a kernel with many spans not all patterns are tried.</summary>
    const int Most = 200;

    /// <summary>
    /// All patterns: each destination over a source of its own, or over none. Of very many a sample, evenly spread.
    /// </summary>
    public static IEnumerable<string> Run(Case subject, IReadOnlyCollection<int> lengths)
    {
        foreach (var length in lengths)
        {
            var sources = subject.Sources(length);
            foreach (var pattern in Few([.. Patterns(subject.Kernel.Destinations.Count, subject.Kernel.Sources.Count)]))
            {
                // What a kernel accumulates into is what the source holds.
                var separate = subject.Destinations(length);
                var arguments = sources.Select(source => source.ToArray()).ToArray();
                var together = subject.Destinations(length);
                for (var i = 0; i < pattern.Length; i++)
                    if (pattern[i] is { } source)
                        (separate[i], together[i]) = (sources[source].ToArray(), arguments[source]);

                subject.Run(sources.Select(source => (ReadOnlyMemory<float>)source),
                    separate.Select(destination => destination.AsMemory()));
                subject.Run(arguments.Select(source => (ReadOnlyMemory<float>)source),
                    together.Select(destination => destination.AsMemory()));
                for (var i = 0; i < pattern.Length; i++)
                    if (subject.Difference($"length {length}, in place {Describe(subject, pattern)}", separate[i],
                        together[i], sources) is { } wrong)
                        yield return wrong;
            }
        }
    }

    static IEnumerable<int?[]> Patterns(int destinations, int sources)
    {
        if (destinations == 0) return [[]];
        return from rest in Patterns(destinations - 1, sources)
               from choice in Enumerable.Range(-1, sources + 1)
               let source = choice < 0 ? null : (int?)choice
               where source is null || !rest.Contains(source)
               select (int?[])[.. rest, source];
    }

    static IEnumerable<int?[]> Few(int?[][] patterns)
        => patterns.Where((_, at) => at % (1 + patterns.Length / Most) == 0);

    static string Describe(Case subject, int?[] pattern)
        => string.Join(", ", pattern.Select((source, i)
            => $"{subject.Kernel.Destinations[i]} over {(source is { } s ? subject.Kernel.Sources[s] : "nothing")}"));
}
