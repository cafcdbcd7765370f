// The chunks of one sweep that are done, a line for each output of each: a run that was stopped goes on from here.
using Kernels.Proof;

namespace Kernels.Exhaustive;

internal sealed class SweepState
{
    readonly string path;
    readonly Lock gate = new();
    readonly Dictionary<int, Tally[]> chunks = [];

    /// <param name="stride">1 for all floats; each stride has states of its own.</param>
    public SweepState(Sweep sweep, int stride)
    {
        Directory.CreateDirectory(Repository.States);
        path = Path.Combine(Repository.States,
            $"{sweep.Activation.FullName}.{sweep.Kernel.Name}.{sweep.Input}.{sweep.Kernel.Fingerprint}.{stride}.tsv");
        if (!File.Exists(path)) return;
        var outputs = sweep.Kernel.Destinations.Count;
        var lines = File.ReadLines(path).Select(line => line.Split('\t'))
            .Where(fields => fields.Length == 2 + Tally.Columns.Split('\t').Length);
        foreach (var chunk in lines.GroupBy(fields => int.Parse(fields[0])))
            if (chunk.Count() == outputs)
                chunks[chunk.Key] =
                    [.. chunk.OrderBy(fields => int.Parse(fields[1])).Select(fields => Tally.Parse(fields.AsSpan(2)))];
    }

    public IEnumerable<int> Missing => Enumerable.Range(0, Sweep.Chunks).Where(chunk => !chunks.ContainsKey(chunk));

    public void Add(int chunk, IReadOnlyList<Tally> tallies)
    {
        lock (gate)
        {
            chunks[chunk] = [.. tallies];
            File.AppendAllText(path, string.Concat(tallies.Select((tally, output) => $"{chunk}\t{output}\t{tally}\n")));
        }
    }

    /// <summary>All chunks together, for each output.</summary>
    public IReadOnlyList<Tally> Sum()
        => [.. Enumerable.Range(0, chunks[0].Length)
            .Select(output => chunks.Values.Select(tallies => tallies[output]).Aggregate((a, b) => a + b))];
}
