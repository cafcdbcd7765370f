// What somebody may have meant by a name that is not there.
namespace Kernels.Proof;

public static class NearestName
{
    /// <summary>
    /// The known name that fewest letters added, dropped or changed make of the given one, whatever their case.
    /// </summary>
    public static string Of(string name, IEnumerable<string> known)
        => known.MinBy(other => Distance(name.ToUpperInvariant(), other.ToUpperInvariant())) ?? "";

    /// <summary>A sentence for each name that is not known.</summary>
    public static string[] Unknown(IEnumerable<string> names, IReadOnlyCollection<string> known)
        => [.. names.Except(known).Select(name => $"There is no {name}; the nearest name is {Of(name, known)}.")];

    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, changed));
            }
        }
        return row[^1];
    }
}
