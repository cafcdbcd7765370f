// Where proofs lie: the ledger and the page that are committed, and the states of runs, which are not.
namespace Kernels.Proof;

public static class Repository
{
    /// <summary>Found by the file that names the SDK.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Ledger => Path.Combine(Root, "docs", "numerics.tsv");

    public static string Page => Path.Combine(Root, "docs", "numerics.md");

    public static string States => Path.Combine(Root, "artifacts", "exhaustive");

    static string FindRoot(string start)
    {
        var folder = new DirectoryInfo(start);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"{start} lies in no repository.");
        return folder.FullName;
    }
}
