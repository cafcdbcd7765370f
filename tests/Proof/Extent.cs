// How much the suites try. A plain `dotnet test` takes a few minutes: each suite takes a part of the definitions, every
// suite another part, so that each definition is in some of them. With KERNELS_LONG=1 every suite takes all.
namespace Kernels.Proof;

/// <summary>How many definitions a suite takes.</summary>
public static class Extent
{
    /// <summary>Whether every suite takes all definitions: in CI and in <c>./dev check</c>.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("KERNELS_LONG") == "1";

    /// <summary>
    /// Every one of <paramref name="every"/>, beginning with another for each suite; all in a long run.
    /// </summary>
    /// <param name="suite">The name of the suite.</param>
    public static IEnumerable<T> Of<T>(IEnumerable<T> all, string suite, int every)
    {
        if (IsLong) return all;
        // A hash that is the same in each process, which that of a string is not.
        var first = suite.Aggregate(17u, (hash, letter) => unchecked(hash * 31 + letter)) % (uint)every;
        return all.Where((_, i) => i % every == first);
    }
}
