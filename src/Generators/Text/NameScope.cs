// Gives out names that nobody else has and that C# takes: the user's own are taken first,
// so generated locals cannot capture them.
namespace Kernels.Text;

internal sealed class NameScope
{
    // The reserved words of C#: the gradient of an input called o would be do.
    // Contextual words are names where a local or parameter stands.
    static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const",
        "continue", "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern",
        "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface",
        "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed",
        "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try",
        "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

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
        while (Keywords.Contains(name) || !taken.Add(name)) name = wish + i++;
        next[wish] = i;
        return name;
    }
}
