// What every kernel gives for one set of inputs, as hashes in a file of the repository: whoever changes a bit
// of a result changes a line there, and reads it in the difference. The bits are those of the scalar kernels;
// every runner must match. Forward and Backward have a third hash, of a sample so dense that an ULP in a
// coefficient changes it (DenseBits).
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Kernels.Verification;

namespace Kernels.Proof;

/// <summary>Pinned hashes of kernel outputs.</summary>
public static class PinnedBits
{
    /// <summary>How many inputs; and how many of them have a hash of their own, for runners too slow for all.</summary>
    public const int Points = 1 << 14, FewPoints = 1 << 9;

    const string Update = "KERNELS_UPDATE_SNAPSHOTS";

    static readonly string Path = System.IO.Path.Combine(Root(AppContext.BaseDirectory), "tests", "Proof", "bits.txt");

    /// <summary>Whether the file is to be written rather than compared with.</summary>
    public static bool IsUpdating => Environment.GetEnvironmentVariable(Update) == "1";

    /// <summary>Writes the file from the scalar kernels of these definitions.</summary>
    public static void Write(IEnumerable<ActivationInfo> definitions)
    {
        var lines = from definition in definitions
                    from subject in Case.All(definition, new CpuRunner(Isa.Scalar))
                    let dense = DenseBits.Offers(subject.Kernel)
                        ? " " + DenseBits.Hash(subject with { Runner = CpuRunner.Available[0] })
                        : ""
                    select $"{Key(subject)} {Hash(subject, FewPoints)} {Hash(subject, Points)}{dense}\n";
        File.WriteAllText(Path, string.Concat(lines.Order(StringComparer.Ordinal)));
    }

    /// <summary>
    /// What differs from the file, as sentences. The subjects' runner does all points, or the first few.
    /// </summary>
    public static IEnumerable<string> Compare(IEnumerable<Case> subjects, bool few = false)
        => Compare(subjects, few ? 2 : 3, subject => Hash(subject, few ? FewPoints : Points));

    /// <summary>The same of the dense sample, for Forward and Backward.</summary>
    public static IEnumerable<string> CompareDense(IEnumerable<Case> subjects)
        => Compare(subjects.Where(subject => DenseBits.Offers(subject.Kernel)), 4, DenseBits.Hash);

    static IEnumerable<string> Compare(IEnumerable<Case> subjects, int column, Func<Case, string> hash)
    {
        var pinned = File.ReadLines(Path).Select(line => line.Split(' ')).Where(words => words.Length > column)
            .ToDictionary(words => $"{words[0]} {words[1]}", words => words[column]);
        foreach (var subject in subjects)
        {
            var actual = hash(subject);
            if (!pinned.TryGetValue(Key(subject), out var expected))
                yield return $"{subject} has no pinned bits. {Advice}";
            else if (actual != expected)
                yield return $"{subject} gives other bits than those pinned: {actual}, not {expected}. {Advice}";
        }
    }

    const string Advice = $"If that is meant, run the tests with {Update}=1 and read the difference of bits.txt.";

    /// <summary>SHA-256 of all destinations, little-endian, every NaN the same.</summary>
    static string Hash(Case subject, int points)
    {
        var destinations = subject.Destinations(points);
        foreach (var destination in destinations) Array.Fill(destination, 0.375f);
        subject.Run(Sources(subject, points).Select(source => (ReadOnlyMemory<float>)source),
            destinations.Select(destination => destination.AsMemory()));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var destination in destinations)
        {
            for (var i = 0; i < points; i++)
                destination[i] = BitConverter.UInt32BitsToSingle(ResultBits.Of(destination[i]));
            hash.AppendData(MemoryMarshal.AsBytes(destination.AsSpan()));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>All kinds of floats. The first few of many: a shorter run has the same points.</summary>
    internal static float[][] Sources(Case subject, int points)
        => [.. subject.Sources(Points)
            .Select((source, i) => (IsUpstream(subject, i) ? DenseSample.Upstream : source)[..points])];

    internal static bool IsUpstream(Case subject, int source)
        => source >= subject.Activation.Inputs.Count;

    static string Key(Case subject) => $"{subject.Activation.FullName} {subject.Kernel.Name}";

    static string Root(string folder)
        => File.Exists(System.IO.Path.Combine(folder, "Kernels.sln")) ? folder
            : Root(System.IO.Path.GetDirectoryName(folder)
                ?? throw new DirectoryNotFoundException("The tests do not run inside the repository."));
}
