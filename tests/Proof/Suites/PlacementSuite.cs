// A result depends on nothing but its own inputs: not on the length of the span, its alignment, or what lies beside it;
// and nothing beside a span is read or written. The reference is one long run.
namespace Kernels.Proof;

/// <summary>Lengths, offsets and forbidden pages.</summary>
public static class PlacementSuite
{
    const int Margin = 24;

    /// <summary>
    /// Every length gives the prefix of the longest run, and leaves the rest of a longer destination alone.
    /// </summary>
    public static IEnumerable<string> Lengths(Case subject, IReadOnlyCollection<int> lengths)
    {
        var sources = subject.Sources(lengths.Max());
        var whole = subject.Run(sources);
        foreach (var length in lengths)
        {
            var destinations = subject.Destinations(length + Margin);
            subject.Run(
                sources.Select(source => (ReadOnlyMemory<float>)source.AsMemory(0, length)),
                destinations.Select(destination => destination.AsMemory()));
            for (var i = 0; i < destinations.Length; i++)
            {
                if (subject.Difference($"length {length}", whole[i].AsSpan(0, length), destinations[i], sources)
                    is { } wrong)
                    yield return wrong;
                if (IsTouched(destinations[i].AsSpan(length)))
                    yield return $"{subject}, length {length}: written past the end";
            }
        }
    }

    /// <summary>Every misalignment of 0 to 15 floats, of each span its own.</summary>
    public static IEnumerable<string> Offsets(Case subject, IReadOnlyCollection<int> lengths)
    {
        var sources = subject.Sources(lengths.Max());
        var whole = subject.Run(sources);
        foreach (var length in lengths)
            for (var offset = 0; offset < 16; offset++)
            {
                var destinations = subject.Destinations(length + 2 * Margin);
                var shift = offset;
                subject.Run(
                    sources.Select((source, i) => Shifted(source.AsSpan(0, length), (shift + 5 * i) % 16)),
                    destinations.Select((destination, i) => destination.AsMemory((3 * shift + i) % 16, length)));
                for (var i = 0; i < destinations.Length; i++)
                {
                    var start = (3 * offset + i) % 16;
                    var what = $"length {length}, offset {offset}";
                    if (subject.Difference(what, whole[i].AsSpan(0, length),
                        destinations[i].AsSpan(start, length), sources) is { } wrong)
                        yield return wrong;
                    if (IsTouched(destinations[i].AsSpan(0, start))
                        || IsTouched(destinations[i].AsSpan(start + length)))
                        yield return $"{subject}, {what}: written outside the span";
                }
            }
    }

    /// <summary>All spans end, or begin, at a forbidden page. A wrong kernel does not return from this.</summary>
    public static IEnumerable<string> Guards(Case subject, IReadOnlyCollection<int> lengths, Guard guard)
    {
        var sources = subject.Sources(lengths.Max());
        var whole = subject.Run(sources);
        foreach (var length in lengths)
        {
            var guarded = new List<GuardedMemory>();
            Memory<float> Place(ReadOnlySpan<float> values)
            {
                var memory = new GuardedMemory(values.Length, guard);
                values.CopyTo(memory.GetSpan());
                guarded.Add(memory);
                return memory.Memory;
            }

            ReadOnlyMemory<float>[] inputs = [.. sources.Select(source => Place(source.AsSpan(0, length)))];
            Memory<float>[] outputs = [.. subject.Destinations(length).Select(destination => Place(destination))];
            subject.Run(inputs, outputs);
            for (var i = 0; i < outputs.Length; i++)
                if (subject.Difference($"length {length}, guard {guard}", whole[i].AsSpan(0, length),
                    outputs[i].Span, sources) is { } wrong)
                    yield return wrong;
            foreach (IDisposable memory in guarded) memory.Dispose();
        }
    }

    static bool IsTouched(ReadOnlySpan<float> room) => room.ContainsAnyExcept(Case.Sentinel);

    static ReadOnlyMemory<float> Shifted(ReadOnlySpan<float> values, int offset)
    {
        var room = new float[offset + values.Length];
        values.CopyTo(room.AsSpan(offset));
        return room.AsMemory(offset);
    }
}
