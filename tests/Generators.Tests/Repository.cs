// Where the sources lie, for tests that read them.
namespace Kernels.Generators.Tests;

internal static class Repository
{
    /// <summary>
    /// Found from where the tests run: the compiler's own paths are mapped away in a deterministic build.
    /// </summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);
    public static string Generators { get; } = Path.Combine(Root, "src", "Generators");
    public static string Ir { get; } = Path.Combine(Root, "src", "Ir");
    public static string Snapshots { get; } = Path.Combine(Root, "tests", "Generators.Tests", "Snapshots");

    /// <summary>Source files under a folder: path relative to it with forward slashes, and text.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string folder)
        => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(folder, path).Replace('\\', '/'), path))
            .Where(file => !file.Item1.StartsWith("obj/", StringComparison.Ordinal)
                && !file.Item1.StartsWith("bin/", StringComparison.Ordinal))
            .OrderBy(file => file.Item1, StringComparer.Ordinal)
            .Select(file => (file.Item1, File.ReadAllText(file.path)));

    /// <summary>Compares with a file of the repository, or rewrites it where KERNELS_UPDATE_SNAPSHOTS=1.</summary>
    public static void ShouldHold(string path, string text)
    {
        if (Environment.GetEnvironmentVariable("KERNELS_UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }
        Assert.True(File.Exists(path), $"{Path.GetFileName(path)} is missing: "
            + $"run the tests with KERNELS_UPDATE_SNAPSHOTS=1 and read the difference.");
        var (expected, actual) = (File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n'), text.Split('\n'));
        var at = Enumerable.Range(0, Math.Max(expected.Length, actual.Length))
            .FirstOrDefault(i => expected.ElementAtOrDefault(i) != actual.ElementAtOrDefault(i), -1);
        Assert.True(at < 0, $"{Path.GetFileName(path)}, line {at + 1}\nexpected "
            + $"{expected.ElementAtOrDefault(at)}\nactual   {actual.ElementAtOrDefault(at)}\nRun the tests with "
            + $"KERNELS_UPDATE_SNAPSHOTS=1 and read the difference.");
    }

    static string FindRoot(string folder)
        => File.Exists(Path.Combine(folder, "Kernels.sln")) ? folder
            : FindRoot(Path.GetDirectoryName(folder)
                ?? throw new DirectoryNotFoundException("The tests do not run inside the repository."));
}
