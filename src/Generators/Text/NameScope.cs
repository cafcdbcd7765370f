// Gives out names that nobody else has: the user's own are taken first, so generated locals cannot capture them.
namespace Kernels.Text;

internal sealed class NameScope
{
    readonly HashSet<string> taken = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> next = new(StringComparer.Ordinal);

    public NameScope(IEnumerable<string> taken)
    {
        foreach (var name in taken) this.taken.Add(name.TrimStart('@'));
    }

    NameScope(NameScope outer)
    {
        taken = new(outer.taken, StringComparer.Ordinal);
        next = new(outer.next, StringComparer.Ordinal);
    }

    /// <summary>A scope inside: what it gives out is free here again.</summary>
    public NameScope Inner() => new(this);

    /// <summary>The wish, or the wish with the first number that makes it unique.</summary>
    public string Unique(string wish)
    {
        var name = wish;
        var i = next.TryGetValue(wish, out var known) ? known : 2;
        while (!taken.Add(name)) name = wish + i++;
        next[wish] = i;
        return name;
    }
}
