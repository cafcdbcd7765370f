// What ./dev mutations found of the mutants that the dense sample alone does not show, a line each: the input
// that shows it, which is pinned from then on, or that no float does. A kernel that has changed has to be
// examined anew; its inputs stay.
namespace Kernels.Proof;

public static class MutantLedger
{
    const string Equivalent = "equivalent";

    static string Path => System.IO.Path.Combine(Repository.Root, "tests", "Proof", "mutants.tsv");

    /// <param name="Kernel">Full name of the definition, and member.</param>
    /// <param name="Fingerprint">Of the kernel that was examined.</param>
    /// <param name="Mutant">Which of its mutants, with words for people.</param>
    /// <param name="Witness">The bits of the sources that show it; none if nothing does.</param>
    public sealed record Entry(string Kernel, string Fingerprint, string Mutant, IReadOnlyList<uint> Witness)
    {
        public bool IsEquivalent => Witness.Count == 0;

        internal string Line
            => string.Join('\t', Kernel, Fingerprint, Mutant,
                IsEquivalent ? Equivalent : string.Join(' ', Witness.Select(bits => $"0x{bits:X8}")));

        internal static Entry Parse(string line)
        {
            var fields = line.Split('\t');
            return new(fields[0], fields[1], fields[2],
                fields[3] == Equivalent ? [] : [.. fields[3].Split(' ').Select(word => Convert.ToUInt32(word, 16))]);
        }
    }

    public static string Kernel(ActivationInfo activation, string member) => $"{activation.FullName} {member}";

    public static IReadOnlyList<Entry> Of(string kernel) => [.. Read().Where(entry => entry.Kernel == kernel)];

    /// <summary>Writes what is known of a kernel in place of what was.</summary>
    public static void Write(string kernel, IEnumerable<Entry> entries)
        => File.WriteAllLines(Path, Read().Where(entry => entry.Kernel != kernel).Concat(entries)
            .Select(entry => entry.Line).Order(StringComparer.Ordinal));

    static IEnumerable<Entry> Read() => File.Exists(Path) ? File.ReadAllLines(Path).Select(Entry.Parse) : [];
}
