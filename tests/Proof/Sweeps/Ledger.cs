// What has been proven: a line for each output of each sweep, keyed by the fingerprint of the kernel. A kernel whose
// operations did not change is not run again.
namespace Kernels.Proof;

public sealed class Ledger
{
    readonly string path;
    readonly SortedDictionary<string, SweepRow> rows = new(StringComparer.Ordinal);

    /// <summary>The ledger in that file; empty if there is none yet.</summary>
    public Ledger(string path)
    {
        this.path = path;
        if (!File.Exists(path)) return;
        foreach (var line in File.ReadLines(path).Skip(1)) Put(SweepRow.Parse(line));
    }

    /// <summary>The committed one.</summary>
    public static Ledger Committed => new(Repository.Ledger);

    /// <summary>In order of definition, output and input.</summary>
    public IReadOnlyCollection<SweepRow> Rows => rows.Values;

    /// <summary>
    /// The rows of a sweep under today's promises; null if one is missing, of another kernel, or of a coarser stride.
    /// </summary>
    public IReadOnlyList<SweepRow>? Of(Sweep sweep, int stride = int.MaxValue)
    {
        var known = new List<SweepRow>();
        foreach (var key in sweep.Keys)
        {
            if (!rows.TryGetValue(key.ToString(), out var row) || row.Fingerprint != sweep.Kernel.Fingerprint
                || row.Stride > stride)
                return null;
            known.Add(row.Under(sweep));
        }
        return known;
    }

    /// <summary>Adds rows, in place of those with the same key, and writes the file.</summary>
    public void Write(IEnumerable<SweepRow> found)
    {
        foreach (var row in found) Put(row);
        File.WriteAllText(path,
            string.Join('\n', [SweepRow.Columns, .. rows.Values.Select(row => row.ToLine())]) + "\n");
    }

    void Put(SweepRow row) => rows[row.Key.ToString()] = row;
}
