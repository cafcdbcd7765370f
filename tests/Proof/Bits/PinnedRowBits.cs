// What every kernel over rows gives, as hashes in a file of the repository, as PinnedBits has them of the others:
// shapes below and above a vector, a block of rows and a segment of columns. The bits are those of the scalar
// kernels; every runner must match.
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Kernels.Verification;

namespace Kernels.Proof;

/// <summary>Pinned hashes of the outputs of kernels over rows.</summary>
public static class PinnedRowBits
{
    static readonly (int Rows, int Columns)[] Shapes = [(1, 1), (130, 3), (67, 17), (9, 300), (4, 4096), (3, 9001)];

    static readonly string Path = System.IO.Path.Combine(Repository.Root, "tests", "Proof", "bits-rows.txt");

    /// <summary>Writes the file.</summary>
    public static void Write(IEnumerable<RowInfo> definitions, KernelRunner scalar)
    {
        var lines = from definition in definitions
                    from kernel in definition.Kernels
                    select $"{Key(definition, kernel)} {Hash(definition, kernel, scalar)}\n";
        File.WriteAllText(Path, string.Concat(lines.Order(StringComparer.Ordinal)));
    }

    /// <summary>What differs from the file, as sentences.</summary>
    public static IEnumerable<string> Compare(RowInfo definition, KernelRunner runner)
    {
        var pinned = File.ReadLines(Path).Select(line => line.Split(' '))
            .ToDictionary(words => $"{words[0]} {words[1]}", words => words[2]);
        foreach (var kernel in definition.Kernels.Where(kernel => runner.Offers(definition, kernel)))
        {
            var actual = Hash(definition, kernel, runner);
            if (!pinned.TryGetValue(Key(definition, kernel), out var expected))
                yield return $"{Key(definition, kernel)} has no pinned bits. {Advice}";
            else if (actual != expected)
                yield return $"{Key(definition, kernel)} on {runner.Name} gives other bits than those pinned: "
                    + $"{actual}, not {expected}. {Advice}";
        }
    }

    const string Advice =
        "If that is meant, run the tests with KERNELS_UPDATE_SNAPSHOTS=1 and read the difference of bits-rows.txt.";

    /// <summary>SHA-256 of all destinations, every NaN the same; half of it says enough.</summary>
    static string Hash(RowInfo definition, RowKernelInfo kernel, KernelRunner runner)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (rows, columns) in Shapes)
            foreach (var destination in new RowCase(definition, rows, columns).Run(runner, kernel))
                hash.AppendData(MemoryMarshal.AsBytes<uint>(destination.Select(RowCase.Bits).ToArray()));
        return Convert.ToHexStringLower(hash.GetHashAndReset()[..16]);
    }

    static string Key(RowInfo definition, RowKernelInfo kernel) => $"{definition.FullName} {kernel.Name}";
}
